import type { Actor } from '../../src/platform/access/actor.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import type { House } from './house.js';

const unescape = (html: string): string => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** One person's browser without scripts: follows redirects, sends what the forms on a page hold. */
export class FormBrowser {
  private cookies = new Map<string, string>();
  html = '';
  path = '';
  status = 0;

  constructor(private readonly house: House) {}

  async signIn(actor: Actor): Promise<this> {
    const secret = await this.house.get(Sessions).begin({ ...actor, personEmail: 'x@example.org' } as never, 'page');
    this.cookies.set('session', secret);
    return this;
  }

  async open(path: string): Promise<string> {
    return this.visit('GET', path);
  }

  /** Sends the form with this action as it stands on the page, with these fields changed; `press` names the button. */
  async submit(action: string, fields: Record<string, string | string[]> = {}): Promise<string> {
    const form = [...this.html.matchAll(/<form(?=[^>]*method="post")[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find((one) => unescape(one[1] ?? '') === action)?.[2];
    if (form === undefined) throw new Error(`No form to ${action} on ${this.path}: ${[...this.html.matchAll(/action="([^"]*)"/g)].map((one) => one[1]).join(', ')}`);
    const values = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      const attribute = (name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1];
      const name = attribute('name');
      const type = attribute('type');
      if (name === undefined || name in fields || ((type === 'radio' || type === 'checkbox') && !/ checked/.test(input))) continue;
      values.append(name, unescape(attribute('value') ?? ''));
    }
    for (const area of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)) if (!((area[1] ?? '') in fields)) values.append(area[1] ?? '', unescape(area[2] ?? ''));
    for (const select of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
      const chosen = /<option value="([^"]*)" selected/.exec(select[2] ?? '')?.[1];
      if (!((select[1] ?? '') in fields)) values.append(select[1] ?? '', chosen ?? '');
    }
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) values.append(name, one);
    return this.visit('POST', action, values.toString());
  }

  /** As `submit`, where several forms go to one address: the one that holds this. */
  async press(action: string, holding: string, fields: Record<string, string>): Promise<string> {
    const form = [...this.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find((one) => unescape(one[1] ?? '') === action && one[2]?.includes(holding))?.[2] ?? '';
    const values = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map((one): [string, string] => [one[1] ?? '', unescape(one[2] ?? '')]);
    return this.visit('POST', action, new URLSearchParams([...values, ...Object.entries(fields)]).toString());
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** As the script of a long form does. */
  async keepDraft(form: string, fields: Record<string, string>): Promise<string> {
    const token = /name="_csrf" value="([^"]+)"/.exec(this.html)?.[1] ?? '';
    return this.visit('POST', '/drafts', new URLSearchParams({ _csrf: token, form, fields: JSON.stringify(fields) }).toString());
  }

  private async visit(method: 'GET' | 'POST', path: string, payload?: string): Promise<string> {
    const answer = await this.house.app.inject({
      method, url: path, ...(payload !== undefined && { payload }),
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin', ...(payload !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) },
    });
    // A notice may hold a semicolon.
    for (const { name, value } of answer.cookies) this.cookies.set(name, encodeURIComponent(value));
    this.path = path;
    this.status = answer.statusCode;
    this.html = answer.payload;
    if (answer.statusCode === 303) return this.visit('GET', String(answer.headers.location));
    return this.text;
  }

  /** What is read on the page, without its markup. */
  get text(): string {
    return unescape(this.html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ');
  }

  links(pattern: RegExp): string[] {
    return [...this.html.matchAll(/href="([^"]*)"/g)].map((one) => unescape(one[1] ?? '')).filter((one) => pattern.test(one));
  }
}
