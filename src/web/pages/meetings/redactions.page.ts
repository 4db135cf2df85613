import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type CheckedAnswer, yesOrNo } from '../../case-act.js';
import { type Body as Posted, Form, list, text } from '../../form.js';
import { MinuteRedactionsDocument, type MinuteRedactionsQuery, RedactedMinutesDocument, type RedactedMinutesQuery, RedactMinutesDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import type { PlainPaper } from '../../papers/plain-paper.js';
import { rehearsing, type Visit, Visited } from '../../visit.js';

type Redactions = NonNullable<MinuteRedactionsQuery['minuteRedactions']>;
const template = 'pages/meetings/redactions';

/** Copies of minutes for somebody outside: what is left out, and the summary where too little would be left. */
@Controller('meetings/:id/minutes')
export class MinuteRedactionsPage {
  constructor(private readonly pages: Pages) {}

  @Get('redacted')
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const minutes = await this.minutes(visit, id);
    // What is not for members as a whole is left out unless somebody says otherwise.
    const narrow = minutes.sections.filter(({ audience }) => !['members', 'provider', 'board'].includes(audience)).map((section) => section.id);
    return this.pages.view(visit, template, { ...contextOf(minutes), form: new Form({ sectionIds: narrow }) });
  }

  @Post('redacted')
  async make(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const step = text(body['step']);
    const minutes = await this.minutes(visit, id);
    if (step === 'change') return this.pages.view(visit, template, { ...contextOf(minutes), form: new Form(body) });
    const input = {
      id, idempotencyKey: text(body['idempotencyKey']), madeFor: text(body['madeFor']), sectionIds: list(body['sectionIds']), cover: text(body['cover']) || null, coherent: yesOrNo(body['coherent']), summary: text(body['summary']) || null,
    };
    const sent = await this.pages.send(step === 'confirm' ? visit : rehearsing(visit), RedactMinutesDocument, input);
    if (sent.done === null) return this.pages.again(visit, template, contextOf(minutes), body, sent.problems);
    if (step === 'confirm') return this.pages.onward(visit, `/meetings/${id}/minutes/redacted`, `Redacted copy ${sent.done.reference ?? ''} made`);
    return this.pages.view(visit, template, { ...contextOf(minutes), form: new Form(body), answers: answersOf(minutes, input) });
  }

  /** A copy as it was made: word for word what its paper holds. */
  @Get('redacted/:documentId')
  async one(@Visited() visit: Visit, @Param('id') id: string, @Param('documentId') documentId: string): Promise<string> {
    const copy = await this.pages.readOne(visit, RedactedMinutesDocument, { id: documentId }, (data) => (data.redactedMinutes?.meetingId === id ? data.redactedMinutes : null));
    const paper = paperOf(copy);
    return this.pages.view(visit, 'papers/plain-paper', { title: paper.title, paper, back: { text: 'Redacted copies', href: `/meetings/${id}/minutes/redacted` }, files: [{ text: 'As PDF', href: `/documents/${documentId}` }] });
  }

  private minutes(visit: Visit, id: string): Promise<Redactions> {
    return this.pages.readOne(visit, MinuteRedactionsDocument, { id }, (data) => data.minuteRedactions);
  }
}

function contextOf(minutes: Redactions) {
  return { title: `Redacted copies of the minutes, ${minutes.reference}`, minutes };
}

function paperOf({ title, reference, marking, note, when, venue, sections }: NonNullable<RedactedMinutesQuery['redactedMinutes']>): PlainPaper {
  return {
    title, reference, marking, note, facts: [['Held', when], ['Where', venue]],
    parts: sections.map(({ heading, text: said, amendments }) => ({ heading, text: said, notes: amendments.map((one) => ({ heading: `Amendment ${one.number}`, text: `${one.text}\n\nReason: ${one.reason}` })) })),
  };
}

function answersOf({ sections }: Redactions, { madeFor, sectionIds, cover, coherent, summary }: { madeFor: string; sectionIds: readonly string[]; cover: string | null; coherent: boolean | null; summary: string | null }): CheckedAnswer[] {
  const out = sections.filter(({ id }) => sectionIds.includes(id)).map(({ heading }) => heading);
  const stays = sections.filter(({ id }) => !sectionIds.includes(id)).map(({ heading }) => heading);
  return [
    { name: 'madeFor', key: 'Whom the copy is for', value: madeFor }, { name: 'sectionIds', key: 'Left out', value: out.join('\n') || 'No section' },
    ...(coherent === true ? [{ key: 'Stays', value: stays.join('\n') }, { name: 'cover', key: 'Covered in what stays', value: cover ?? 'No words' }] : [{ name: 'summary', key: 'The summary that stands instead', value: summary ?? '' }]),
  ];
}
