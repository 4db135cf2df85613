import { JourneyPage } from './journey.page.js';

export class WhichService extends JourneyPage {
  protected readonly heading = 'Which service is it about?';
  protected readonly title = 'Which service is it about?';

  async find(name: string): Promise<void> {
    await this.write({ 'Name of the service or provider, postcode or CQC id': name });
    await this.press('Search services');
  }

  async choose(name: string): Promise<void> {
    await this.go(name);
  }
}

export class AddIntelligence extends JourneyPage {
  protected readonly heading = 'Add intelligence';
  protected readonly title: string = 'Add intelligence';

  async answer(whatHappened: string): Promise<void> {
    await this.write({ 'What happened?': whatHappened, 'When did it happen?': '2/11/2026' });
    await this.pick({ 'What is it about?': 'Pressure damage', 'Where does it come from?': 'ICB quality nurse visit' });
    await this.tick({ 'How serious is it?': 'P2: significant risk of harm', 'May the provider be told?': 'Yes' });
  }

  async add(): Promise<void> {
    await this.press('Add intelligence');
  }

  /** Presses Tab until this field has the focus. @returns the ids of what had it on the way, the main part's own included */
  async tabTo(id: string): Promise<string[]> {
    const { keyboard } = this.visitor.page;
    const way: string[] = [];
    while (way.at(-1) !== id && way.length < 30) {
      await keyboard.press('Tab');
      way.push(await this.focused());
    }
    return way;
  }

  /** The id of what has the focus, or its words where it has none. */
  async focused(): Promise<string> {
    return String(await this.visitor.page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()'));
  }

  async shownOnPaper(): Promise<{ navigation: boolean; form: boolean }> {
    const { page } = this.visitor;
    await page.emulateMedia({ media: 'print' });
    const shown = { navigation: await page.getByRole('navigation').first().isVisible(), form: await this.main.getByLabel('What happened?').isVisible() };
    await page.emulateMedia({ media: 'screen' });
    return shown;
  }
}

/** The form with every error at once, each a link to its field. */
export class AddIntelligenceAgain extends AddIntelligence {
  protected override readonly title = 'Error: Add intelligence';
}

export class IntelligenceAdded extends JourneyPage {
  protected readonly heading = 'Intelligence added';
  protected readonly title = 'Intelligence added';
}
