import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { changeOf } from '../../case-act.js';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import { DisclosureItemDocument, type DisclosureItemQuery, RedactWordsDocument, RemoveRedactionDocument, WithholdRecordDocument } from '../../generated/documents.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Item = NonNullable<DisclosureItemQuery['disclosureItem']>;
const template = 'pages/records/redact';

/** One record of a set: its sentences by number, what is blacked out of them, and whether it is withheld whole. */
@Controller('records/items/:id')
export class RedactionPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async item(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const item = await this.find(visit, id);
    return this.pages.view(visit, template, { ...contextOf(visit, item), form: new Form({}, [], item.version) });
  }

  @Post()
  async redact(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const item = await this.find(visit, id);
    const sent = await this.pages.send(visit, RedactWordsDocument, {
      ...changeOf(item.requestId, body), itemId: id, sentences: list(body['sentences']).map((one) => whole(one)), words: text(body['words']) || null, everywhere: text(body['everywhere']) === 'yes', code: text(body['code']),
    });
    return this.answer(visit, item, body, sent, 'Blacked out');
  }

  @Post('uncover')
  async uncover(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const item = await this.find(visit, id);
    const sent = await this.pages.send(visit, RemoveRedactionDocument, { ...changeOf(item.requestId, body), redactionId: text(body['redactionId']) });
    return this.answer(visit, item, {}, sent, 'No longer blacked out');
  }

  @Post('withhold')
  async withhold(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const item = await this.find(visit, id);
    const code = text(body['whole']);
    const sent = await this.pages.send(visit, WithholdRecordDocument, { ...changeOf(item.requestId, body), itemId: id, code: code === '' || code === 'none' ? null : code });
    return this.answer(visit, item, body, sent.done === null ? { ...sent, problems: sent.problems.map((one) => (one.field === 'code' ? { ...one, field: 'whole' } : one)) } : sent, 'Saved');
  }

  private answer(visit: Visit, item: Item, body: Posted, sent: Sent, message: string): string {
    if (sent.done !== null) return this.pages.onward(visit, `/records/items/${item.id}`, message);
    return this.pages.again(visit, template, contextOf(visit, item), body, sent.problems);
  }

  private find(visit: Visit, id: string): Promise<Item> {
    return this.pages.readOne(visit, DisclosureItemDocument, { id }, (data) => data.disclosureItem);
  }
}

function contextOf(visit: Visit, item: Item): { title: string; [name: string]: unknown } {
  return { title: `${item.position}. ${item.kindWords} ${item.reference}`, item, works: visit.actor.role === 'recordsOfficer' && item.state === 'redaction' };
}
