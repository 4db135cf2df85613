import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { RecordRepresentationDocument, RepresentationPageDocument, type RepresentationPageQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import { evidenceContext } from '../evidence/evidence-section.js';

const template = 'pages/representations/representation';

/** What a provider was told and said; what came on paper is recorded here. */
@Controller('representations/:id')
export class RepresentationsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async representation(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const representation = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, representation), ...(await evidenceContext(this.pages, visit, 'representation', id)), form: new Form({}, [], representation.version) });
  }

  @Post()
  async record(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, RecordRepresentationDocument, {
      id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), text: text(body['text']), receivedOn: text(body['receivedOn']),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/representations/${id}`, 'Recorded');
    return this.pages.again(visit, template, contextOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<NonNullable<RepresentationPageQuery['representation']>> {
    return this.pages.readOne(visit, RepresentationPageDocument, { id }, (data) => data.representation);
  }
}

function contextOf(visit: Visit, representation: NonNullable<RepresentationPageQuery['representation']>): { title: string; [name: string]: unknown } {
  const { role } = visit.actor;
  return { title: `${representation.reference}: ${representation.serviceName}`, representation, records: role === 'coordinator' || role === 'qaOfficer' };
}
