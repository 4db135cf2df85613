import { JourneyPage } from './journey.page.js';
import { MeetingPage } from './meeting.pages.js';

/** The first screen of whoever it is. */
export class AnyHome extends JourneyPage {
  protected readonly heading = /./;
  protected readonly title = /./;
}

/** A meeting that its chair or coordinator prepares and opens. */
export class ChairedMeeting extends MeetingPage {
  async publishAgenda(): Promise<void> {
    await this.press('Publish agenda');
  }

  async recordAttendance(): Promise<void> {
    await this.press('Record attendance');
  }

  async openMeeting(): Promise<void> {
    await this.press('Open meeting');
  }
}

export class PublishAgenda extends JourneyPage {
  protected readonly heading = 'Publish the agenda?';
  protected readonly title = 'Publish the agenda?';

  async publish(): Promise<void> {
    await this.press('Publish agenda');
  }
}

export class Attendance extends JourneyPage {
  protected readonly heading = 'Attendance';
  protected readonly title = 'Attendance';

  /** Everybody is present but one, who sent apologies. */
  async allPresentBut(absent: string): Promise<void> {
    for (const member of await this.main.getByRole('group').filter({ has: this.visitor.page.getByRole('radio', { name: 'Present' }) }).all()) {
      const attendance = (await member.innerText()).startsWith(absent) ? 'Apologies' : 'Present';
      await member.getByRole('radio', { name: attendance }).check();
    }
    await this.press('Record attendance');
  }

  async addGuest(name: string, from: string, part: 'A' | 'B'): Promise<void> {
    await this.main.getByText('Add somebody').click();
    await this.write({ Name: name, 'For whom they come': from });
    await this.tick({ 'Which part they are in': `Part ${part}` });
    for (const ticked of ['They come for the provider of an item', 'They accepted the confidentiality statement as it was read out']) await this.main.getByLabel(ticked).check();
    await this.press('Add them');
  }
}
