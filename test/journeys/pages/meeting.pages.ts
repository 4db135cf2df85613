import { JourneyPage } from './journey.page.js';

export class MeetingPage extends JourneyPage {
  protected readonly heading = /^Provider Escalation Panel/;
  protected readonly title = /^Provider Escalation Panel/;

  /** Why a service is on the agenda. */
  async reasonsFor(service: string): Promise<string[]> {
    return this.region('Agenda').getByRole('row', { name: service }).getByRole('listitem').allInnerTexts();
  }

  async declareInterestIn(service: string): Promise<void> {
    await this.go(`Declare an interest in ${service}`);
  }
}

export class DeclareInterest extends JourneyPage {
  protected readonly heading = /^Declare an interest in /;
  protected readonly title = /interest/i;

  async declare(interest: string): Promise<void> {
    await this.tick({ 'What is your interest?': interest });
    await this.press('Declare interest');
  }
}

/** The one screen a meeting is run from: agenda, dossier, record, and the quorum on top. */
export class RunMeeting extends JourneyPage {
  protected readonly heading = /^\d+\. /;
  protected readonly title: RegExp = /^\d+\. /;

  async take(service: string): Promise<void> {
    await this.go(service, this.main.getByRole('navigation', { name: 'Agenda' }));
  }

  async quorum(): Promise<string> {
    return this.main.getByRole('status').locator('strong').last().innerText();
  }

  async dossier(): Promise<string> {
    return (await this.region('Dossier').innerText()).replaceAll(/\s+/g, ' ');
  }

  async rule(ruling: 'Stays' | 'Leaves', person: string): Promise<void> {
    // The words for those who do not see the page stand apart by a space.
    await this.press(new RegExp(`^${ruling}\\s*: ${person}$`));
  }

  async recommend(): Promise<void> {
    await this.go('Record a recommendation');
  }

  async saveRecord(summary: string): Promise<void> {
    await this.write({ 'Summary of the discussion': summary });
    await this.press('Save and next item');
  }

  async summary(): Promise<string> {
    return this.main.getByLabel('Summary of the discussion').inputValue();
  }

  /** Without sending it. */
  async type(summary: string): Promise<void> {
    await this.write({ 'Summary of the discussion': summary });
  }

  async savedMeanwhile(): Promise<string> {
    const beside = this.main.locator('[data-theirs="summary"]');
    await beside.waitFor({ state: 'visible' });
    return beside.innerText();
  }

  /** What the bar with the button says of it, which is in sight wherever one writes. */
  async whereBothStand(): Promise<string> {
    const said = this.main.locator('[data-theirs-where]');
    await said.waitFor({ state: 'visible' });
    return said.innerText();
  }

  /** What is said of keeping what is typed, once it is said. */
  async kept(words: RegExp): Promise<string> {
    const said = this.main.locator('[data-draft-status]').filter({ hasText: words });
    await said.waitFor();
    return said.innerText();
  }
}

/** The same screen where somebody else was quicker. */
export class RunMeetingAgain extends RunMeeting {
  protected override readonly title = /^Error: \d+\. /;
}

export class Recommendation extends JourneyPage {
  protected readonly heading = /^Record a recommendation: /;
  protected readonly title = 'Record a recommendation';

  async fill(recommendation: { code: string; text: string; differingViews: string; criterion: string; evidence: string }): Promise<void> {
    await this.tick({ 'What does the panel recommend?': recommendation.code, 'Criteria that are met, with evidence': recommendation.criterion });
    await this.write({
      'The recommendation and its reasons, as it will be minuted': recommendation.text, 'Differing views (optional)': recommendation.differingViews,
      [`Evidence for: ${recommendation.criterion}`]: recommendation.evidence,
    });
    await this.press('Check the recommendation');
  }
}

export class CheckRecommendation extends JourneyPage {
  protected readonly heading = /^Check the recommendation: /;
  protected readonly title = 'Check the recommendation';

  async record(): Promise<void> {
    await this.press('Record recommendation');
  }
}

export class Minutes extends JourneyPage {
  protected readonly heading = /^Minutes of the Provider Escalation Panel/;
  protected readonly title = /^Minutes of the Provider Escalation Panel/;

  async headings(): Promise<string[]> {
    return this.main.getByRole('heading', { level: 2 }).allInnerTexts();
  }
}
