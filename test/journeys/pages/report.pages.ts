import { readFile } from 'node:fs/promises';
import { JourneyPage } from './journey.page.js';

export class Reports extends JourneyPage {
  protected readonly heading = 'Reports';
  protected readonly title = 'Reports';

  async produce(quarter: string): Promise<void> {
    await this.pick({ Quarter: quarter });
    await this.press('Produce report');
  }
}

export class Report extends JourneyPage {
  protected readonly heading = /^Escalation report, /;
  protected readonly title = /^Escalation report RPT-/;

  /** @param figure line and column, as the link says them after the number */
  async openFigure(figure: string): Promise<number> {
    const link = this.main.getByRole('link', { name: new RegExp(`: ${figure}$`) });
    const shown = Number.parseInt(await link.innerText(), 10);
    await this.visitor.follow(() => link.click());
    return shown;
  }

  async downloadPdf(): Promise<Buffer> {
    const coming = this.visitor.page.waitForEvent('download');
    await this.main.getByRole('link', { name: 'Download the PDF' }).click();
    return readFile(await (await coming).path());
  }
}

/** The rows behind one figure. */
export class Figure extends JourneyPage {
  protected readonly heading = /: \d+$/;
  protected readonly title = /./;

  async rows(): Promise<number> {
    return (await this.main.getByRole('row').count()) - 1;
  }

  async openRow(words: RegExp): Promise<void> {
    await this.go(words);
  }
}

export class ServicePage extends JourneyPage {
  protected readonly heading: RegExp = /./;
  protected readonly title = /./;

  async openChronology(): Promise<void> {
    await this.go('Chronology');
  }
}

export class Chronology extends ServicePage {
  protected override readonly heading = /Chronology/;

  async lines(): Promise<string[]> {
    return this.region('Chronology').getByRole('row').allInnerTexts();
  }
}
