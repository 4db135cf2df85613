import { JourneyPage } from './journey.page.js';
import { Minutes } from './meeting.pages.js';

/** Minutes in the making, and as each reader has them. */
export class MinutesInFull extends Minutes {
  async edit(section: string): Promise<void> {
    await this.go(new RegExp(`^Edit\\s*: \\d+\\. ${section}$`));
  }

  async step(button: 'Approve minutes' | 'Circulate minutes'): Promise<void> {
    await this.press(button);
  }
}

export class EditSection extends JourneyPage {
  protected readonly heading = 'Edit a section';
  protected readonly title = 'Edit a section';

  async for(audience: string): Promise<void> {
    await this.tick({ 'Who may see this': audience });
  }

  async save(): Promise<void> {
    await this.press('Save section');
  }
}

export class ConfirmMinutesStep extends JourneyPage {
  protected readonly heading = /^(Approve|Circulate) the minutes\?$/;
  protected readonly title = /^(Approve|Circulate) the minutes\?$/;

  async confirm(): Promise<void> {
    await this.press(/^(Approve|Circulate) minutes$/);
  }
}

/** What a provider has of minutes. */
export class Extracts extends JourneyPage {
  protected readonly heading = 'Extracts of minutes';
  protected readonly title = 'Extracts of minutes';

  async headings(): Promise<string[]> {
    return this.main.getByRole('heading', { level: 3 }).allInnerTexts();
  }
}
