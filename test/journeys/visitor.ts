import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pdfText } from '../support/pdf-text.js';
import type { JourneyPage } from './pages/journey.page.js';

/** axe comes with each document: put in afterwards, it costs more than all else about a page. */
const withAxe = async (page: Page): Promise<Page> => {
  await page.addInitScript({ content: axe.source });
  return page;
};

/** A page for `Visitor.at`, in a context of its own. */
export const inspectorIn = async (browser: Browser): Promise<Page> => withAxe(await browser.newPage());

type PageClass<Kind extends JourneyPage> = new (visitor: Visitor) => Kind;

/** One person at one browser of their own. What goes wrong behind the pages is kept and fails the next page. */
export class Visitor {
  private readonly faults: string[] = [];

  /**
   * @param inspector a page with scripts in another context, which looks at copies of pages that run none
   * @param scripts whether this person's browser runs JavaScript
   */
  private constructor(
    readonly page: Page,
    private readonly inspector: Page,
    readonly scripts: boolean,
  ) {}

  static async at(context: BrowserContext, inspector: Page, scripts: boolean): Promise<Visitor> {
    const visitor = new Visitor(await withAxe(await context.newPage()), inspector, scripts);
    visitor.listen();
    return visitor;
  }

  private listen(): void {
    this.page.on('console', (message) => {
      if (/content.security.policy/i.test(message.text())) this.faults.push(message.text());
    });
    this.page.on('pageerror', (error) => this.faults.push(error.message));
    this.page.on('response', (response) => {
      if (response.status() >= (response.request().isNavigationRequest() ? 500 : 400)) this.faults.push(`${response.status()} ${response.url()}`);
    });
  }

  /** Goes to an address and finds this page there, checked. */
  async open<Kind extends JourneyPage>(kind: PageClass<Kind>, path: string): Promise<Kind> {
    await this.page.goto(path);
    return this.on(kind);
  }

  /** The page that this person has come to, by whatever way, checked. */
  async on<Kind extends JourneyPage>(kind: PageClass<Kind>): Promise<Kind> {
    const page = new kind(this);
    await page.check();
    return page;
  }

  /** Does what leads to another page, and waits until that is there. */
  async follow(act: () => Promise<void>): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), act()]);
  }

  /** What a PDF says that this person opens, in one line. */
  async paper(address: string): Promise<string> {
    return pdfText(await (await this.page.context().request.get(address)).body()).replaceAll(/\s+/g, ' ');
  }

  /** Everything that happened behind the page since the last time. */
  takeFaults(): string[] {
    return this.faults.splice(0);
  }

  /** What axe finds on the page as it stands: rule, help and where, one line each. */
  async violations(): Promise<string[]> {
    const page = this.scripts ? this.page : await this.copyForInspection();
    // Style sheets are not fetched a second time: the one rule that reads them, about turning the screen, has nothing to find in ours.
    const violations = await page.evaluate<{ id: string; help: string; nodes: { target: string[] }[] }[]>(`axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) => violations)`);
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`);
  }

  /** axe waits by timers, which a page without scripts has not: it looks at the same document, its scripts left out, where it may. */
  private async copyForInspection(): Promise<Page> {
    const body = (await this.page.content()).replaceAll(/<script[\s\S]*?<\/script>/g, '');
    await this.inspector.setViewportSize(this.page.viewportSize() ?? { width: 1280, height: 900 });
    await this.inspector.route('**/*', (route) => (route.request().isNavigationRequest() ? route.fulfill({ body, contentType: 'text/html; charset=utf-8' }) : route.continue()));
    try {
      await this.inspector.goto(this.page.url());
    } finally {
      await this.inspector.unrouteAll();
    }
    return this.inspector;
  }
}
