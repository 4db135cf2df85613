import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, text } from '../../form.js';
import { EndRecordReaderDocument, IntelligenceRecordDocument, type IntelligenceRecordQuery, NameRecordReaderDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Found = NonNullable<IntelligenceRecordQuery['intelligenceRecord']>;
const template = 'pages/intelligence/record-readers';

/** Who may read one record beside those its caveat names. */
@Controller('intelligence/:id/readers')
export class RecordReadersPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async readers(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, template, { ...contextOf(await this.find(visit, id)), form: new Form() });
  }

  @Post()
  async name(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, NameRecordReaderDocument, { id, membershipId: text(body['membershipId']), idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/intelligence/${id}/readers`, 'They may read it');
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), body, sent.problems);
  }

  @Post(':reader/end')
  async end(@Visited() visit: Visit, @Param('id') id: string, @Param('reader') membershipId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, EndRecordReaderDocument, { id, membershipId, idempotencyKey: text(body['idempotencyKey']) });
    if (sent.done !== null) return this.pages.onward(visit, `/intelligence/${id}/readers`, 'They are no longer named');
    return this.pages.again(visit, template, contextOf(await this.find(visit, id)), {}, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Found> {
    return this.pages.readOne(visit, IntelligenceRecordDocument, { id }, (data) => data.intelligenceRecord);
  }
}

const contextOf = (record: Found) => ({ title: `Who may read ${record.reference}`, record });
