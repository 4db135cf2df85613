import { JourneyPage } from './journey.page.js';

/** The first screen of a provider. */
export class YourLetters extends JourneyPage {
  protected readonly heading = 'Your letters';
  protected readonly title = 'Your letters';

  async choose(service: string): Promise<void> {
    await this.go(new RegExp(service));
  }
}

export class LetterPage extends JourneyPage {
  protected readonly heading = /Restriction|restriction|placements/;
  protected readonly title = /Restriction|restriction|placements/;

  async reply(text: string): Promise<void> {
    await this.write({ 'Write your reply': text });
    await this.press('Continue');
  }
}

export class CheckReply extends JourneyPage {
  protected readonly heading = 'Check your reply';
  protected readonly title = 'Check your reply';

  async send(): Promise<void> {
    await this.press('Send reply');
  }
}
