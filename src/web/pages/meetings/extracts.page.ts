import { Body, Controller, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { toWord, wordType } from '../../../platform/documents/word.js';
import { type Body as Posted, Form, text } from '../../form.js';
import { CommentOnMinuteExtractDocument, MyMinuteExtractsDocument, type MyMinuteExtractsQuery } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import type { PlainPaper } from '../../papers/plain-paper.js';
import { type Visit, Visited } from '../../visit.js';

const template = 'pages/meetings/extracts';

/** Extracts of minutes as the provider, or the Board, reads them; a provider says beside its own what is not accurate. */
@Controller('extracts')
export class ExtractsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    return this.pages.view(visit, template, { ...(await this.mine(visit)), form: new Form() });
  }

  /** As it stands now, amendments and remarks and all, for who works in Word: the extract that went out is kept as it was. */
  @Get(':id/extract.docx')
  async word(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const { myMinuteExtracts } = await this.pages.read(visit, MyMinuteExtractsDocument, {});
    const extract = myMinuteExtracts.find((one) => one.id === id);
    if (extract === undefined) throw PageProblem.missing();
    const bytes = await toWord({ ...paperOf(extract), council: visit.actor.councilName });
    return this.pages.file(visit, { name: `${extract.reference}.docx`, of: 'extractWord', subjectKind: 'document', subjectId: extract.documentId, type: wordType }, bytes);
  }

  @Post(':id/comment')
  async comment(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CommentOnMinuteExtractDocument, { id, idempotencyKey: text(body['idempotencyKey']), text: text(body[`text-${id}`]) });
    if (sent.done !== null) return this.pages.onward(visit, '/extracts', `Your remark on ${sent.done.reference ?? 'the extract'} is received. It is filed beside the minutes.`);
    // One box an extract: the problem is shown at the box that was sent.
    return this.pages.again(visit, template, await this.mine(visit), body, sent.problems.map((one) => ({ ...one, field: one.field === 'text' ? `text-${id}` : one.field })));
  }

  private async mine(visit: Visit) {
    const { myMinuteExtracts } = await this.pages.read(visit, MyMinuteExtractsDocument, {});
    return { title: 'Extracts of minutes', provider: visit.actor.role === 'provider', extracts: myMinuteExtracts.map((one) => ({ ...one, key: new Form().key })) };
  }
}

/** The sections this reader may see, by the same query as the page, and what they remarked. */
function paperOf({ title, reference, heldOn, commentsBy, sections, comments }: MyMinuteExtractsQuery['myMinuteExtracts'][number]): PlainPaper {
  return {
    title: `Extract of the minutes: ${title}`, reference, marking: 'Confidential: for whoever made this copy',
    note: 'This is an extract: the parts of the minutes that are for you. It is a summary, not a transcript.',
    facts: [['Held', dateInWords(heldOn)], ...(commentsBy == null ? [] : [['Remarks on accuracy by', dateInWords(commentsBy)] as const])],
    parts: [
      ...sections.map(({ heading, text: said, amendments }) => ({ heading, text: said, notes: amendments.map((one) => ({ heading: `Amendment ${one.number}`, text: `${one.text}\n\nReason: ${one.reason}` })) })),
      ...(comments.length === 0 ? [] : [{ heading: 'What you remarked', table: { headings: ['When', 'Remark'], rows: comments.map((one) => [dateTimeInWords(one.at), one.text]) } }]),
    ],
  };
}
