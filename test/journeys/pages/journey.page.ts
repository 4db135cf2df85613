import type { Locator } from 'playwright-core';
import type { Visitor } from '../visitor.js';

/** What axe has judged in this spec file. */
const judged = new Set<string>();

/**
 * One page of the house, as a person uses it. A page object comes only from `Visitor.open` or `Visitor.on`, which check it:
 * one h1, the title, no violation that axe knows (once for each shape of it), nothing refused by the content security policy, nothing wider than the screen.
 */
export abstract class JourneyPage {
  protected abstract readonly heading: string | RegExp;
  /** Without the name of the service, which every title ends with. */
  protected abstract readonly title: string | RegExp;

  constructor(protected readonly visitor: Visitor) {}

  async check(): Promise<void> {
    const { page } = this.visitor;
    const matched = page.getByRole('heading', { level: 1, name: this.heading });
    await matched.waitFor();
    await page.waitForLoadState('load');
    const where = `${this.constructor.name} at ${page.url()}`;
    const [name = '', service] = (await page.title()).split(/ [–-] (?=Manage provider concerns$)/);
    const found = {
      headings: await page.getByRole('heading', { level: 1 }).count(),
      service,
      violations: await this.newViolations(),
      // As text: the test's own types know no document.
      wider: await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
      faults: this.visitor.takeFaults(),
    };
    expect({ where, ...found }).toEqual({ where, headings: 1, service: 'Manage provider concerns', violations: [], wider: false, faults: [] });
    expect(name).toEqual(this.title instanceof RegExp ? expect.stringMatching(this.title) : this.title);
  }

  /** Of a page whose headings, questions and buttons stood before a browser of this kind already, axe has said what it has to say. */
  private async newViolations(): Promise<string[]> {
    const { page, scripts } = this.visitor;
    const parts = await page.locator('h1, h2, h3, legend, label, caption, button, .govuk-error-message').allInnerTexts();
    const seen = [this.constructor.name, scripts, page.viewportSize()?.width, ...parts].join('|');
    if (judged.has(seen)) return [];
    judged.add(seen);
    return this.visitor.violations();
  }

  /** What is read in the main part of the page, in one line. */
  async text(): Promise<string> {
    return (await this.main.innerText()).replaceAll(/\s+/g, ' ');
  }

  /** The page as sent and as scripts left it, attributes included: nothing may stand there that the reader may not know. */
  async source(): Promise<string> {
    return this.visitor.page.content();
  }

  protected get main(): Locator {
    return this.visitor.page.getByRole('main');
  }

  protected region(name: string): Locator {
    return this.main.getByRole('region', { name });
  }

  protected async press(button: string | RegExp): Promise<void> {
    await this.visitor.follow(() => this.main.getByRole('button', { name: button, exact: true }).click());
  }

  protected async go(link: string | RegExp, within: Locator = this.main): Promise<void> {
    await this.visitor.follow(() => within.getByRole('link', { name: link, exact: true }).first().click());
  }

  protected async write(answers: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(answers)) await this.main.getByLabel(label, { exact: true }).fill(value);
  }

  /** Radios and checkboxes, by what is asked. */
  protected async tick(answers: Readonly<Record<string, string>>): Promise<void> {
    for (const [question, answer] of Object.entries(answers)) await this.main.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
  }

  protected async pick(answers: Readonly<Record<string, string | { index: number }>>): Promise<void> {
    for (const [label, answer] of Object.entries(answers)) await this.main.getByLabel(label, { exact: true }).selectOption(typeof answer === 'string' ? { label: answer } : answer);
  }

  /** The lines of the error summary, each with the id of the field it leads to. */
  async problems(): Promise<{ text: string; field: string }[]> {
    const links = await this.main.getByRole('alert').getByRole('link').all();
    return Promise.all(links.map(async (link) => ({ text: await link.innerText(), field: (await link.getAttribute('href')) ?? '' })));
  }
}
