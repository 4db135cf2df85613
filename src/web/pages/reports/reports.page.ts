import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { ProduceReportDocument, ReportDocument, ReportFigureDocument, ReportsDocument } from '../../generated/documents.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const quarterNames = ['January to March', 'April to June', 'July to September', 'October to December'];

/** Reports for the Safeguarding Adults Board: the archive, one report, and the rows behind each figure. */
@Controller('reports')
export class ReportsPage {
  constructor(
    private readonly pages: Pages,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  async archive(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, 'pages/reports/reports', { ...(await this.archiveOf(visit)), form: new Form() });
  }

  @Post()
  async produce(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ProduceReportDocument, { quarterStart: text(body['quarterStart']), asAt: text(body['asAt']), idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/reports/${sent.done.id}`, `Report ${sent.done.reference} produced`);
    return this.pages.again(visit, 'pages/reports/reports', await this.archiveOf(visit), body, sent.problems);
  }

  @Get(':id')
  async report(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const report = await this.pages.readOne(visit, ReportDocument, { id }, (data) => data.report);
    return this.pages.view(visit, 'pages/reports/report', { title: `Escalation report ${report.reference}`, report });
  }

  @Get(':id/figures/:figure')
  async figure(@Visited() visit: Visit, @Param('id') id: string, @Param('figure') figure: string): Promise<string> {
    const found = await this.pages.readOne(visit, ReportFigureDocument, { id, figure }, (data) => data.reportFigure);
    if (text((visit.request.query as Posted)['format']) === 'csv') {
      return this.pages.csv(visit, { name: `${found.reference}-rows.csv`, of: 'reportFigure', subjectKind: 'report', subjectId: id }, [{ key: 'reference', header: 'Reference' }, { key: 'on', header: 'Date' }, { key: 'words', header: 'What' }], found.rows);
    }
    return this.pages.view(visit, 'pages/reports/figure', { title: found.label, figure: found });
  }

  private async archiveOf(visit: Visit): Promise<{ title: string; [name: string]: unknown }> {
    const asked = visit.request.query as Posted;
    const { reports } = await this.pages.read(visit, ReportsDocument, { page: Math.max(1, whole(asked['page'])) });
    const produces = ['chair', 'coordinator'].includes(visit.actor.role);
    return { title: 'Reports', reports, produces, quarters: this.quarters(), pagination: pagination(visit.request.url, reports) };
  }

  /** The quarter we are in and the seven before it, newest first. */
  private quarters(): { value: string; text: string }[] {
    const today = this.clock.today();
    const first = today.with({ day: 1, month: Math.floor((today.month - 1) / 3) * 3 + 1 });
    return Array.from({ length: 8 }, (_, back) => {
      const start = first.subtract({ months: back * 3 });
      return { value: start.toString(), text: `${quarterNames[(start.month - 1) / 3] ?? ''} ${start.year}` };
    });
  }
}
