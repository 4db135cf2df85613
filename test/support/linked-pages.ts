import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A page that links led somebody to. */
export interface LinkedPage {
  /** The address with `:id` for every id in it; each act or kind that an address names is a page of its own. */
  readonly page: string;
  readonly address: string;
  readonly who: string;
}

/** Rows of one page are alike; what may be done with them is not, so some of each are opened: fewer where somebody else was there. */
const [examples, examplesKnown] = [4, 2];
const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const files = /^\/(assets|documents|api)\/|\.pdf$/;

/**
 * Follows links from these people's beginnings, without a browser.
 * @param cookies of each person, by name
 * @param beginnings addresses each person starts from besides their first screen
 * @returns each page once, as the first person saw it; the first screen as each does
 */
export async function followLinks(app: NestFastifyApplication, cookies: ReadonlyMap<string, string>, beginnings: Readonly<Record<string, readonly string[]>>): Promise<LinkedPage[]> {
  const shown = new Map<string, LinkedPage>();
  for (const [who, cookie] of cookies) {
    const waiting = ['/', ...(beginnings[who] ?? [])];
    const met = new Set(waiting);
    const known = new Set([...shown.keys()]);
    const opened = new Map<string, number>();
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const page = pageOf(address);
      const before = opened.get(page) ?? 0;
      if (before >= (known.has(page) ? examplesKnown : examples)) continue;
      opened.set(page, before + 1);
      const { statusCode, headers, body } = await app.inject({ url: address, headers: { cookie } });
      const key = page === '/' ? `/ ${who}` : page;
      const isPage = statusCode === 200 && /^text\/html/.test(String(headers['content-type']));
      if (isPage && !shown.has(key)) shown.set(key, { page, address, who });
      for (const path of [headers.location ?? [], linksOf(body)].flat()) {
        if (met.has(path) || files.test(pathOf(path))) continue;
        met.add(path);
        waiting.push(path);
      }
    }
  }
  return [...shown.values()];
}

/** The route of a page, most exact first where several would take it. */
export function routeOf(page: string, routes: readonly string[]): string | undefined {
  const taking = routes.filter((route) => new RegExp(`^GET ${page.replaceAll(/[^/]+/g, '(?:$&|:\\w+)')}$`).test(route));
  return taking.sort((one, other) => one.split(':').length - other.split(':').length)[0];
}

const pathOf = (address: string): string => address.split('?', 1)[0] as string;
/** A report has a hundred figures, of which one is like the other. */
const pageOf = (address: string): string => pathOf(address).replaceAll(ids, ':id').replace(/\/figures\/.+$/, '/figures/:figure');
const linksOf = (body: string): string[] => [...body.matchAll(/ href="(\/(?!\/)[^"#]*)/g)].map(([, link]) => (link as string).replaceAll('&amp;', '&'));
