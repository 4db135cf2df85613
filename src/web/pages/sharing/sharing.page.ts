import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { EndShareDocument, ShareIntelligenceDocument, ShareServiceDocument, SharingDocument, type SharingQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<SharingQuery['sharing']>;
const template = 'pages/sharing/sharing';

/** What of one service is shared with other councils: always somebody's act, with its reason and a last day (R37). */
@Controller('services/:id/sharing')
export class SharingPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async sharing(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), form: new Form() });
  }

  @Post()
  async share(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const facts = {
      agencyId: text(body['agencyId']), reason: text(body['reason']), lawfulBasis: text(body['lawfulBasis']) || null, endsOn: text(body['endsOn']), idempotencyKey: text(body['idempotencyKey']),
    };
    const recordId = text(body['recordId']);
    // A page asks for the last day in any case: nothing is shared for ever because nobody thought of it.
    const problems = recordId === '' && facts.endsOn.trim() === '' ? [{ field: 'endsOn', message: 'Enter the last day, for example 17/5/2027' }] : [];
    const sent = problems.length > 0 ? { done: null, problems }
      : recordId === '' ? await this.pages.send(visit, ShareServiceDocument, { serviceId: id, ...facts })
        : await this.pages.send(visit, ShareIntelligenceDocument, { id: recordId, ...facts });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/sharing`, 'Shared; it ends by itself on the last day');
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
  }

  @Post(':share/end')
  async end(@Visited() visit: Visit, @Param('id') id: string, @Param('share') share: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndShareDocument, { id: share, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/services/${id}/sharing`, 'The other council sees it no longer');
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), {}, sent.problems);
  }

  private find(visit: Visit, serviceId: string): Promise<Found> {
    return this.pages.readOne(visit, SharingDocument, { serviceId }, (data) => data.sharing);
  }
}

const contextOf = (sharing: Found) => ({ title: `Shared with other councils: ${sharing.serviceName}`, sharing });
