import { JourneyPage } from './journey.page.js';
import { RunMeeting } from './meeting.pages.js';
import { ChairedMeeting } from './tour.pages.js';

/** A meeting's own page, as those who run it and those who come to it use it. */
export class MeetingInFull extends ChairedMeeting {
  async buildAgenda(): Promise<void> {
    await this.press('Build agenda');
  }

  async acceptLateItem(): Promise<void> {
    await this.press('Accept a late item');
  }

  async acceptConfidentiality(): Promise<void> {
    await this.press('Accept the confidentiality statement');
  }

  async conclude(): Promise<void> {
    await this.press('Conclude meeting');
  }

  /** Before the meeting, where interests are listed. */
  async rule(ruling: 'Leaves' | 'Stays', person: string, item: string): Promise<void> {
    await this.press(new RegExp(`^${ruling}\\s*: ${person}, ${item}$`));
  }

  /** Once it is there, without loading the page again. */
  async shows(words: string | RegExp): Promise<void> {
    await this.main.getByText(words).first().waitFor();
  }
}

/** The papers of whoever opens them. */
export class Papers extends JourneyPage {
  protected readonly heading = /^Papers of the Provider Escalation Panel/;
  protected readonly title = /^Papers, /;

  async shows(words: string | RegExp): Promise<void> {
    await this.main.getByText(words).first().waitFor();
  }
}

export class LateItem extends JourneyPage {
  protected readonly heading = 'Accept a late item';
  protected readonly title = 'Accept a late item';

  async find(service: string): Promise<void> {
    await this.write({ 'Find a service by name, postcode or CQC id': service });
    await this.press('Find services');
  }

  async accept(service: string, urgency: string): Promise<void> {
    await this.tick({ Service: service });
    await this.write({ 'Why it cannot wait for the next meeting': urgency });
    await this.press('Accept late item');
  }
}

export class Conclude extends JourneyPage {
  protected readonly heading = 'Conclude the meeting?';
  protected readonly title = 'Conclude the meeting?';

  async confirm(): Promise<void> {
    await this.press('Conclude meeting');
  }
}

/** The one screen, with who comes and goes and what is agreed. */
export class MeetingRoom extends RunMeeting {
  /** Turns the meeting to the item on the page. */
  async takeNow(): Promise<void> {
    await this.press('Take this item now');
  }

  async says(who: string, what: 'Has left' | 'Is here'): Promise<void> {
    await this.main.getByText('Who is in the room').click();
    await this.press(new RegExp(`^${what}\\s*: ${who}$`));
  }

  /** Waits until the bar on top says so; the page is not loaded again. */
  async barSays(words: string | RegExp): Promise<void> {
    await this.main.getByRole('status').filter({ hasText: words }).first().waitFor();
  }

  async shows(words: string | RegExp): Promise<void> {
    await this.main.getByText(words).first().waitFor();
  }

  async writeRecord(fields: Readonly<Record<string, string>>): Promise<void> {
    await this.write(fields);
  }

  async differingViews(): Promise<string> {
    return this.main.getByLabel('Differing views', { exact: true }).inputValue();
  }

  async onTrack(answer: 'On track' | 'Not on track'): Promise<void> {
    await this.tick({ 'Is the service on track? (optional)': answer });
  }

  async save(): Promise<void> {
    await this.press('Save and next item');
  }

  /** Where nothing is sent: there is no network. */
  async triesToSave(): Promise<void> {
    await this.main.getByRole('button', { name: 'Save and next item' }).click();
  }

  async addAction(what: string, who: string, by: string): Promise<void> {
    await this.main.getByText('Add an action').click();
    await this.write({ 'What is to be done': what, 'By when': by });
    await this.pick({ 'Who does it': who });
    await this.press('Add action');
  }

  async arrangeParts(): Promise<void> {
    await this.go('Two parts');
  }

  /** A word of this test's own, which a page that is loaded again has not. */
  async mark(): Promise<void> {
    await this.visitor.page.evaluate('window.stayed = true');
  }

  async isMarked(): Promise<boolean> {
    return this.visitor.page.evaluate('window.stayed === true');
  }

  async standOn(link: string): Promise<void> {
    await this.main.getByRole('link', { name: link, exact: true }).first().focus();
  }

  async standsOn(): Promise<string> {
    return this.visitor.page.evaluate('document.activeElement.textContent.trim()');
  }
}

/** The same where somebody else was quicker. */
export class MeetingRoomAgain extends MeetingRoom {
  protected override readonly title = /^Error: \d+\. /;
}

/** The screen on the wall, which follows the meeting by itself. */
export class RoomScreen extends MeetingRoom {
  protected override readonly title = /^On screen: \d+\. /;

  async turnsTo(item: string): Promise<void> {
    await this.visitor.page.getByRole('heading', { level: 1, name: item }).waitFor();
  }
}

export class TwoParts extends JourneyPage {
  protected readonly heading = 'A meeting in two parts';
  protected readonly title = 'A meeting in two parts';

  async arrange({ purposes, inB, onlyInA, absentees }: { purposes: { A: string; B: string }; inB: string; onlyInA: string; absentees: { A: string; B: string } }): Promise<void> {
    await this.write({ 'What part A is for': purposes.A, 'What part B is for': purposes.B });
    for (const [at, letter] of (['A', 'B'] as const).entries()) await this.main.getByRole('group', { name: 'What do those get who were in no part of the meeting?' }).nth(at).getByLabel(absentees[letter], { exact: true }).check();
    await this.main.getByRole('radio', { name: `${inB}: B`, exact: true }).check();
    await this.main.getByRole('radio', { name: `${onlyInA}: Part A alone`, exact: true }).check();
    await this.press('Arrange both parts');
  }

  async toOthers(): Promise<void> {
    await this.main.getByRole('link', { name: 'Record who else is in the room, and in which part' }).click();
  }
}
