import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { RecordRunByDocument, RunByDocument, type RunByQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const template = 'pages/register/run-by';
/** The choice that none of the agencies runs it: a page has no empty choice. */
const nobody = 'nobody';

/** Which agency of the council's world runs the provider of a service (case 18): now, before, and one more record. */
@Controller('services/:id/run-by')
export class RunByPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), form: new Form() });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const agency = text(body['agencyId']);
    // Nothing chosen is no answer; that none of them runs it is one.
    const agencyId = agency === nobody ? null : agency || 'not chosen';
    const sent = await this.pages.send(visit, RecordRunByDocument, { idempotencyKey: text(body['idempotencyKey']), serviceId: id, agencyId, runsFrom: text(body['runsFrom']), source: text(body['source']) });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/run-by`, `Recorded. Reference ${sent.done.reference ?? ''}`);
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
  }

  private find(visit: Visit, serviceId: string): Promise<NonNullable<RunByQuery['runBy']>> {
    return this.pages.readOne(visit, RunByDocument, { serviceId }, (data) => data.runBy);
  }
}

function contextOf(found: NonNullable<RunByQuery['runBy']>): { title: string; [name: string]: unknown } {
  return { title: `Run by: ${found.serviceName}`, found, nobody };
}
