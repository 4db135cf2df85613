import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { ReviewSourceOpeningDocument, SourceOpeningDocument, type SourceOpeningQuery, SourceOpeningsDocument } from '../../generated/documents.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Opening = NonNullable<SourceOpeningQuery['sourceOpening']>;
const template = 'pages/intelligence/source-opening';

/** Sources that were opened by breaking the glass, and their review (Sec-4). */
@Controller('sources')
export class SourceOpeningsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { sourceOpenings } = await this.pages.read(visit, SourceOpeningsDocument, { page: Math.max(1, whole((visit.request.query as Posted)['page'])) });
    return this.pages.view(visit, 'pages/intelligence/source-openings', {
      title: 'Opened sources', wide: true, openings: sourceOpenings, pagination: pagination(visit.request.url, sourceOpenings),
    });
  }

  @Get(':id')
  async opening(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(visit, await this.find(visit, id)), form: new Form() });
  }

  @Post(':id')
  async review(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ReviewSourceOpeningDocument, { id, note: text(body['note']), idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, '/sources', `The opening of ${sent.done.reference ?? ''} is reviewed`);
    return this.pages.again(visit, template, contextOf(visit, await this.find(visit, id)), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Opening> {
    return this.pages.readOne(visit, SourceOpeningDocument, { id }, (data) => data.sourceOpening);
  }
}

function contextOf(visit: Visit, opening: Opening): { title: string; [name: string]: unknown } {
  return { title: `Opened source: ${opening.reference}`, opening, reviews: visit.actor.role !== 'recordsOfficer' };
}
