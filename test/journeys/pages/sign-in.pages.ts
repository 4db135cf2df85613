import { JourneyPage } from './journey.page.js';

/** The demonstration's identity provider: another origin, the real protocol. */
export class ChoosePerson extends JourneyPage {
  protected readonly heading = 'Choose who to sign in as';
  protected readonly title = 'Choose who to sign in as';

  async signInAs(name: string): Promise<void> {
    await this.press(`Sign in as ${name}`);
  }
}

export class SignedOut extends JourneyPage {
  protected readonly heading = 'You have signed out';
  protected readonly title = 'You have signed out';
}

/** The first screen of the panel's chair and coordinator. */
export class PanelHome extends JourneyPage {
  protected readonly heading = 'Provider escalation panel';
  protected readonly title = 'Home';

  /** Why a service is on the agenda of the next panel. */
  async reasonsFor(service: string): Promise<string> {
    return this.region('Agenda of the next panel').getByRole('row', { name: service }).getByRole('cell').innerText();
  }

  async signOut(): Promise<void> {
    await this.visitor.follow(() => this.visitor.page.getByRole('button', { name: 'Sign out' }).click());
  }
}
