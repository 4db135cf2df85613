import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { InsolvencyDocument, type InsolvencyQuery, RecordInsolvencyDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const template = 'pages/register/insolvency';
const answers: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** Whether the provider of a service is in administration (case 23), who is served, and one more record of it. */
@Controller('services/:id/insolvency')
export class InsolvencyPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), form: new Form() });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const must = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, RecordInsolvencyDocument, {
      idempotencyKey: must('idempotencyKey'), serviceId: id, inAdministration: answers[must('inAdministration')] ?? null, fromOn: must('fromOn'), practitioner: must('practitioner') || null, firm: must('firm') || null, address: must('address') || null,
      mail: must('mail') || null, source: must('source'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/insolvency`, `Recorded. Reference ${sent.done.reference ?? ''}`);
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
  }

  private find(visit: Visit, serviceId: string): Promise<NonNullable<InsolvencyQuery['insolvency']>> {
    return this.pages.readOne(visit, InsolvencyDocument, { serviceId }, (data) => data.insolvency);
  }
}

function contextOf(found: NonNullable<InsolvencyQuery['insolvency']>): { title: string; [name: string]: unknown } {
  return { title: `In administration: ${found.serviceName}`, found };
}
