import { Controller, Get } from '@nestjs/common';
import { MyReportsDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** A provider's own reports: what visits found, as it was given. */
@Controller('my-reports')
export class OwnReportsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { myReports } = await this.pages.read(visit, MyReportsDocument, {});
    return this.pages.view(visit, 'pages/visits/own-reports', { title: 'Your reports', reports: myReports });
  }
}
