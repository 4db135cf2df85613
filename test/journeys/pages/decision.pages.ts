import { JourneyPage } from './journey.page.js';

/** The first screen of an authorised officer. */
export class DeciderHome extends JourneyPage {
  protected readonly heading = 'Decisions';
  protected readonly title = 'Home';

  async choose(reference: string): Promise<void> {
    await this.go(reference);
  }
}

/** The recommendation, the provider's answer beside it, and, for whoever may decide, the form. */
export class Decide extends JourneyPage {
  protected readonly heading: RegExp = /^Place a restriction: /;
  protected readonly title: RegExp = /^Place a restriction/;

  /** Where the two columns begin, in CSS pixels from the left. */
  async columns(): Promise<{ recommendation: number; provider: number }> {
    const left = async (name: string): Promise<number> => (await this.main.getByRole('heading', { level: 2, name }).boundingBox())?.x ?? 0;
    return { recommendation: await left('As the panel recommended it'), provider: await left('What the provider was told and says') };
  }

  async mayDecide(): Promise<boolean> {
    return this.main.getByRole('button', { name: 'Continue' }).isVisible();
  }

  async fill(): Promise<void> {
    await this.tick({
      'What kind of restriction is it?': 'Partial restriction: No new placements in a unit, registration, client group, level of need or area.', 'What does it cover?': 'New nursing placements', 'On what grounds?': 'Safety: medicines, risk assessments or other failings',
      'How is the provider heard?': 'After representation',
    });
    await this.pick({ 'Which risk assessment does it rest on?': { index: 1 } });
    await this.write({
      'On what date does it start?': '3/11/2026', 'On what date is it first reviewed?': '1/12/2026', 'What must be so for it to be lifted?': 'Two visits find pressure care safe.',
      'Who approves an exception?': 'the Head of Service', Reasons: 'Pressure care failed on two visits.', 'Options considered': 'A cap.',
      'The provider’s position and how you weighed it': 'It asks for a month; people may be harmed meanwhile.', 'What it means for the people using the service': 'Nobody moves.', 'Why it is proportionate': 'Advice alone was tried twice.', 'Equality and human rights': 'Nobody’s home is at stake.',
    });
    await this.main.getByRole('radio', { name: 'Accepted in part' }).check();
    await this.main.getByRole('textbox', { name: /^Why\? \(point 1 of REP-/ }).fill('New mattresses are welcome; turning charts are still missing.');
    await this.main.getByRole('textbox', { name: /^If accepted, wholly or in part: what changed/ }).fill('The mattresses are no reason any more.');
    await this.main.getByLabel('If the provider’s answer is not waited for, why not? (optional)').fill('It has answered already.');
  }

  async writeParagraph(text: string): Promise<void> {
    await this.write({ 'Your paragraph of the letter (optional)': text });
  }

  async proceed(): Promise<void> {
    await this.press('Continue');
  }
}

export class CheckDecision extends JourneyPage {
  protected readonly heading = 'Check your answers';
  protected readonly title = 'Check your answers';

  async letter(): Promise<string> {
    return (await this.region('The letter as the provider will see it').innerText()).replaceAll(/\s+/g, ' ');
  }

  async change(): Promise<void> {
    await this.press('Change answers');
  }

  async confirm(): Promise<void> {
    await this.press('Restrict placements');
  }
}

export class DecisionMade extends JourneyPage {
  protected readonly heading = /^Place a restriction: /;
  protected readonly title = /^DEC-2026-\d{5}/;
}

/** The first screen of brokerage. */
export class MayWePlace extends JourneyPage {
  protected readonly heading = 'May we place here today?';
  protected readonly title = 'May we place here today?';

  async ask(name: string): Promise<void> {
    await this.write({ 'Name of the service or provider, postcode or CQC id': name });
    await this.press('Ask');
  }

  async answerFor(service: string): Promise<string> {
    return (await this.region(service).locator('p').first().innerText()).replaceAll(/\s+/g, ' ');
  }
}
