import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import { AmendMinutesDocument, ApproveMinutesDocument, CirculateMinutesDocument, ConfirmMinutesDocument, EditMinuteSectionDocument, MeetingMinutesDocument, type MeetingMinutesQuery, MinutesPreviewDocument, ReturnMinutesDocument, SubmitMinutesDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import type { StepDocument } from './meetings.page.js';
import { bothTexts } from './record-fields.js';

type Minutes = NonNullable<MeetingMinutesQuery['meetingMinutes']>;
interface Step {
  /** None where the later meeting goes with it. */
  readonly document: StepDocument | null;
  readonly said: string;
  readonly heading: string;
  readonly button: string;
  readonly lines: readonly string[];
}
const steps: Readonly<Record<string, Step>> = {
  APPROVE_MINUTES: {
    document: ApproveMinutesDocument, said: 'Minutes approved', heading: 'Approve the minutes?', button: 'Approve minutes',
    lines: ['Approved minutes never change. Corrections are added beside them, numbered.'],
  },
  SUBMIT_MINUTES: {
    document: SubmitMinutesDocument, said: 'Minutes sent to the chair, who is told by mail', heading: 'Send the minutes to the chair?', button: 'Send minutes to the chair',
    lines: ['The chair approves the draft as it stands, or returns it again.'],
  },
  CIRCULATE: {
    document: CirculateMinutesDocument, said: 'Minutes circulated. Each member gets a copy with the parts they may see.', heading: 'Circulate the minutes?', button: 'Circulate minutes',
    lines: ['Every member gets a mail with a link, and a copy with exactly the parts they may see.', 'A provider, or the Board, gets an extract where a part is for it.'],
  },
  CONFIRM_MINUTES: {
    document: null, said: 'Minutes confirmed', heading: 'Confirm the minutes?', button: 'Confirm minutes',
    lines: ['A later meeting agreed that they are accurate.', 'Corrections can still be added beside them, numbered.'],
  },
};

/** The minutes: two people who open the same page see different parts (R22). */
@Controller('meetings/:id/minutes')
export class MinutesPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/minutes', about(visit, await this.minutes(visit, id)));
  }

  @Get('confirm')
  async confirm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const minutes = await this.minutes(visit, id);
    const event = text((visit.request.query as Posted)['event']);
    const asked = stepOf(event);
    if (asked === undefined) return this.pages.onward(visit, `/meetings/${id}/minutes`);
    return this.pages.view(visit, 'pages/meetings/confirm', { title: asked.heading, meeting: minutes, event, asked, inMinutes: true, form: new Form({}, [], minutes.version) });
  }

  @Post('step')
  async step(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const asked = stepOf(text(body['event']));
    if (asked === undefined) return this.pages.onward(visit, `/meetings/${id}/minutes`);
    const input = { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) };
    const sent = asked.document === null
      ? await this.pages.send(visit, ConfirmMinutesDocument, { ...input, nextMeetingId: (await this.minutes(visit, id)).laterMeetingId ?? '' })
      : await this.pages.send(visit, asked.document, input);
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/minutes`, asked.said);
    return this.pages.again(visit, 'pages/meetings/minutes', about(visit, await this.minutes(visit, id)), {}, sent.problems);
  }

  @Get('return')
  async returnForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const minutes = await this.minutes(visit, id);
    return this.pages.view(visit, 'pages/meetings/return', { title: 'Return the minutes', minutes, form: new Form({}, [], minutes.version) });
  }

  @Post('return')
  async giveBack(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, ReturnMinutesDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/minutes`, 'Minutes returned. The coordinator is told by mail.');
    return this.pages.again(visit, 'pages/meetings/return', { title: 'Return the minutes', minutes: await this.minutes(visit, id) }, body, sent.problems);
  }

  /** The minutes as somebody else will see them, before they go round. */
  @Get('preview')
  async preview(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const as = text((visit.request.query as Posted)['as']) || null;
    const preview = await this.pages.readOne(visit, MinutesPreviewDocument, { id, as }, (data) => data.minutesPreview);
    return this.pages.view(visit, 'pages/meetings/minutes-preview', { title: `Preview of the minutes, ${preview.reference}`, preview, form: new Form({ as: as ?? '' }) });
  }

  @Get(':sectionId')
  async editForm(@Visited() visit: Visit, @Param('id') id: string, @Param('sectionId') sectionId: string): Promise<string> {
    const { minutes, section } = await this.section(visit, id, sectionId);
    if (section.approvedAt !== null) return this.pages.view(visit, 'pages/meetings/amend', { title: 'Add an amendment', minutes, section, form: new Form({}, [], minutes.version) });
    const { heading, text: words, audience, readers, version } = section;
    const [draft] = await this.pages.typedInto(visit, draftOf(sectionId));
    const form = draft === undefined ? new Form({ heading, text: words, audience, readers: [...readers] }, [], version) : new Form({ ...draft.fields, readers: text(draft.fields['readers']).split('\n') });
    return this.pages.view(visit, 'pages/meetings/edit-section', { title: 'Edit a section', minutes, section, members: await this.members(visit, id), draftFrom: draft?.savedAt ?? null, form });
  }

  @Post(':sectionId')
  async edit(@Visited() visit: Visit, @Param('id') id: string, @Param('sectionId') sectionId: string, @Body() body: Posted): Promise<string> {
    const input = { id: sectionId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), heading: text(body['heading']), text: text(body['text']), audience: text(body['audience']), readers: list(body['readers']) };
    const sent = await this.pages.send(visit, EditMinuteSectionDocument, input);
    if (sent.done !== null) {
      await this.pages.dropDraft(visit, draftOf(sectionId));
      return this.pages.onward(visit, `/meetings/${id}/minutes`, 'Section saved');
    }
    const context = { title: 'Edit a section', members: await this.members(visit, id), ...(await this.section(visit, id, sectionId)) };
    if (sent.code !== 'STALE_VERSION') return this.pages.again(visit, 'pages/meetings/edit-section', context, body, sent.problems);
    // Both texts stand on the page, and saving again keeps what is in the fields.
    return this.pages.again(visit, 'pages/meetings/edit-section', { ...context, conflict: context.section }, { ...body, version: String(context.section.version), idempotencyKey: undefined }, [{ field: 'text', message: bothTexts(null) }]);
  }

  @Post(':sectionId/amendment')
  async amend(@Visited() visit: Visit, @Param('id') id: string, @Param('sectionId') sectionId: string, @Body() body: Posted): Promise<string> {
    const input = { id, sectionId, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), text: text(body['text']), reason: text(body['reason']) };
    const sent = await this.pages.send(visit, AmendMinutesDocument, input);
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/minutes`, 'Amendment added');
    return this.pages.again(visit, 'pages/meetings/amend', { title: 'Add an amendment', ...(await this.section(visit, id, sectionId)) }, body, sent.problems);
  }

  private minutes(visit: Visit, id: string): Promise<Minutes> {
    return this.pages.readOne(visit, MeetingMinutesDocument, { id }, (data) => data.meetingMinutes);
  }

  /** Members of the meeting as choices: whom a section can be for by name. */
  private async members(visit: Visit, id: string): Promise<{ value: string; text: string }[]> {
    const { readers } = await this.pages.readOne(visit, MinutesPreviewDocument, { id, as: null }, (data) => data.minutesPreview);
    return readers.filter(({ code }) => code.startsWith('member:')).map(({ code, words }) => ({ value: code.slice('member:'.length), text: words }));
  }

  private async section(visit: Visit, id: string, sectionId: string) {
    const minutes = await this.minutes(visit, id);
    const section = minutes.sections.find((one) => one.id === sectionId);
    if (section === undefined) throw PageProblem.missing();
    return { minutes, section };
  }
}

function stepOf(event: string): Step | undefined {
  return Object.hasOwn(steps, event) ? steps[event] : undefined;
}

/** The name its draft is kept under. */
const draftOf = (sectionId: string): string => `minuteSection:${sectionId}`;

function about(visit: Visit, minutes: Minutes) {
  return { title: `Minutes of the ${minutes.title}, ${minutes.reference}`, minutes, edits: visit.actor.role === 'coordinator' || visit.actor.role === 'chair', form: new Form() };
}
