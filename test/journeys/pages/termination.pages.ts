import { JourneyPage } from './journey.page.js';

/** What a decision says of itself, on whatever page it is made. */
const words = {
  Reasons: 'Nothing that was tried has kept people safe.', 'Options considered': 'A second notice; a longer stop.', 'The provider’s position and how you weighed it': 'It asks for a year, which people cannot wait.',
  'What it means for the people using the service': 'Everybody moves, by their own choice.', 'Why it is proportionate': 'Nothing less has worked.',
};

export class ProposeTermination extends JourneyPage {
  protected readonly heading = /^Propose to end the contract: /;
  protected readonly title = /^(Error: )?Propose to end the contract/;

  async propose(): Promise<void> {
    await this.press('Propose it');
  }

  async fill(): Promise<void> {
    await this.pick({ 'Which contract?': { index: 1 } });
    await this.tick({ 'Why is the contract to be ended?': 'Repeated breach', 'In days or working days?': 'Days' });
    await this.write({
      'What are the facts?': 'Medicines were missed on nine days after two notices.', 'Which other options were considered?': 'A second notice; a longer stop.', 'What does it mean for equality and human rights?': 'Four people need an advocate each.',
      'Why would nothing less do?': 'Two plans have failed.', 'How long is the contract’s notice period?': '28', 'Which clause of the contract sets that?': '30.1',
    });
  }
}

export class TerminationPage extends JourneyPage {
  protected readonly heading = /^Ending contract C-77: /;
  protected readonly title = /^Ending contract C-77: /;

  async choose(act: string): Promise<void> {
    await this.press(act);
  }

  async settleFirst(): Promise<void> {
    await this.go(/^Record where they are/);
  }
}

export class EndingContracts extends JourneyPage {
  protected readonly heading = 'Ending contracts';
  protected readonly title = 'Ending contracts';
}

/** One step on a page of its own, with its check where it has one. */
export class TerminationStep extends JourneyPage {
  protected readonly heading = /^(Make the exit plan|List somebody|Record |Find that |Check your answers)/;
  protected readonly title = /^(Error: )?(Make the exit plan|List somebody|Record |Find that )/;

  async answer({ write = {}, tick = {}, pick = {} }: { write?: Record<string, string>; tick?: Record<string, string>; pick?: Record<string, string | { index: number }> }, button: string): Promise<void> {
    await this.pick(pick);
    await this.tick(tick);
    await this.write(write);
    await this.press(button);
  }

  async confirm(button: string): Promise<void> {
    await this.press(button);
  }
}

export class DecideTermination extends JourneyPage {
  protected readonly heading = /^End a contract \(termination\): /;
  protected readonly title = /^End a contract \(termination\): /;

  async decide(): Promise<void> {
    await this.write({ ...words, 'Equality and human rights': 'Each has an advocate.' });
    await this.press('Continue');
  }
}

export class DecideAlone extends JourneyPage {
  protected readonly heading = 'End the contract in an emergency';
  protected readonly title = /^End the contract in an emergency: /;

  async decide(): Promise<void> {
    await this.write({
      ...words, 'What is the risk to people now?': 'No nurse is on duty tonight.', 'Who was tried before deciding alone?': 'The panel’s chair, at 20:00.', 'Equality and human rights': 'Each has an advocate.',
      'If the provider’s answer is not waited for, why not? (optional)': 'People are in danger now.',
    });
    await this.press('Continue');
  }
}

export class CheckTermination extends JourneyPage {
  protected readonly heading = 'Check your answers';
  protected readonly title = 'Check your answers';

  async letter(): Promise<string> {
    return (await this.region('The letter as the provider will see it').innerText()).replaceAll(/\s+/g, ' ');
  }

  async confirm(): Promise<void> {
    await this.press('End the contract');
  }
}

export class TerminationDecided extends JourneyPage {
  protected readonly heading = /^End a contract \(termination\): /;
  protected readonly title = /^DEC-2026-\d{5}/;
}
