import { randomUUID } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { londonDate } from '../../../platform/clock/london.js';
import { standingOf } from '../../components/standing.js';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import {
  AcceptConfidentialityDocument, AdjournMeetingDocument, BuildAgendaDocument, CancelMeetingDocument, ConcludeMeetingDocument, type MeetingPageQuery, MeetingPageDocument, MeetingsDocument,
  OpenMeetingDocument, PublishAgendaDocument, RecordAttendanceDocument, RescheduleMeetingDocument, ResumeMeetingDocument,
} from '../../generated/documents.js';
import { pagination } from '../../pagination.js';
import { Pages, type Sent } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

export type MeetingOnPage = NonNullable<MeetingPageQuery['meeting']>;

/** A mutation that takes a meeting one step on. */
export type StepDocument = TypedDocumentNode<unknown, { input: { id: string; version: number; idempotencyKey: string } }>;

/** Steps that take one press, with what is said afterwards. */
const steps: Readonly<Record<string, { document: StepDocument; said: string; onward?: string }>> = {
  BUILD_AGENDA: { document: BuildAgendaDocument, said: 'Agenda built' },
  PUBLISH_AGENDA: { document: PublishAgendaDocument, said: 'Agenda published. Members are told by mail.' },
  OPEN: { document: OpenMeetingDocument, said: 'Meeting opened', onward: '/run' },
  RESUME: { document: ResumeMeetingDocument, said: 'Meeting resumed', onward: '/run' },
  CONCLUDE: { document: ConcludeMeetingDocument, said: 'Meeting concluded. The minutes draft themselves.' },
};
/** Steps that send something or cannot be undone: asked once more. */
const confirmed: Record<string, { heading: string; lines: readonly string[]; button: string }> = {
  PUBLISH_AGENDA: { heading: 'Publish the agenda?', lines: ['It is locked: afterwards the chair can only accept late items.', 'Members are told by mail, with a link and the reference of the meeting.'], button: 'Publish agenda' },
  CONCLUDE: { heading: 'Conclude the meeting?', lines: ['The session ends and the minutes are drafted from what was recorded.'], button: 'Conclude meeting' },
};

/** Meetings: the list, and one meeting with its agenda and its members. */
@Controller('meetings')
export class MeetingsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Posted;
    const filter = text(asked['filter']) || 'all';
    const [series, year] = [text(asked['series']), whole(asked['year'])];
    const { meetings } = await this.pages.read(visit, MeetingsDocument, { filter, page: Math.max(1, whole(asked['page'])), series: series || null, year: year > 0 ? year : null });
    const kindNames = Object.fromEntries(meetings.kinds.map(({ key, name }) => [key, name]));
    return this.pages.view(visit, 'pages/meetings/meetings', { title: 'Meetings', wide: true, meetings, thisMonth: londonDate(this.pages.now()).toPlainYearMonth().toString(), filter, series, year, kindNames, maySchedule: runs(visit), pagination: pagination(visit.request.url, meetings) });
  }

  @Get(':id')
  async one(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/meeting', { ...this.about(visit, await this.meeting(visit, id)), ...(await standingOf(this.pages, visit, 'meeting', id)) });
  }

  /** What a step does, before a press that sends something or cannot be undone. */
  @Get(':id/confirm')
  async confirm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const meeting = await this.meeting(visit, id);
    const event = text((visit.request.query as Posted)['event']);
    const asked = confirmed[event];
    if (asked === undefined) return this.pages.onward(visit, `/meetings/${id}`);
    return this.pages.view(visit, 'pages/meetings/confirm', { title: asked.heading, meeting, event, asked, form: new Form({}, [], meeting.version) });
  }

  @Post(':id/step')
  async step(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const event = text(body['event']);
    const step = Object.hasOwn(steps, event) ? steps[event] : undefined;
    if (step === undefined) return this.pages.onward(visit, `/meetings/${id}`);
    const sent = await this.pages.send(visit, step.document, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']) });
    return this.after(visit, id, sent, `/meetings/${id}${step.onward ?? ''}`, step.said);
  }

  @Post(':id/confidentiality')
  async confidentiality(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AcceptConfidentialityDocument, { id, idempotencyKey: text(body['idempotencyKey']) });
    return this.after(visit, id, sent, `/meetings/${id}`, 'You accepted the confidentiality statement');
  }

  @Get(':id/attendance')
  async attendance(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const meeting = await this.meeting(visit, id);
    return this.pages.view(visit, 'pages/meetings/attendance', { ...attending(meeting), form: new Form() });
  }

  @Post(':id/attendance')
  async attended(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    if (text(body['all']) === 'present') return this.allPresent(visit, id, body);
    const entries = list(body['memberId']).map((memberId) => ({
      memberId, version: whole(body[`version_${memberId}`]), attendance: text(body[`attendance_${memberId}`]), deputyName: text(body[`deputyName_${memberId}`]), left: text(body[`left_${memberId}`]) === 'yes',
      accepted: text(body[`refused_${memberId}`]) === 'yes' ? false : text(body[`accepted_${memberId}`]) === 'yes' ? true : null,
    }));
    const sent = await this.pages.send(visit, RecordAttendanceDocument, { id, idempotencyKey: text(body['idempotencyKey']), entries });
    const meeting = await this.meeting(visit, id);
    if (sent.done !== null) return this.pages.onward(visit, whereItIsRun(meeting), 'Attendance recorded');
    // A problem of the third entry is shown at the third member.
    const problems = sent.problems.map(({ field, message }) => {
      const [, index, part] = /^entries\.(\d+)\.(\w+)$/.exec(field) ?? [];
      const memberId = entries[Number(index)]?.memberId;
      const name = meeting.members.find((one) => one.id === memberId)?.name;
      return memberId === undefined || part === undefined ? { field, message } : { field: `${part}_${memberId}`, message: name === undefined ? message : `${message}: ${name}` };
    });
    return this.pages.again(visit, 'pages/meetings/attendance', attending(meeting), body, problems);
  }

  /** The same form with "Present" wherever nothing was chosen: without a script, and nothing is recorded yet. */
  private async allPresent(visit: Visit, id: string, body: Posted): Promise<string> {
    const meeting = await this.meeting(visit, id);
    const chosen = meeting.members.map((member) => {
      const name = `attendance_${member.id}`;
      const before = text(body[name]) || (member.attendance === 'expected' ? '' : member.attendance);
      return [name, before || 'present'];
    });
    return this.pages.view(visit, 'pages/meetings/attendance', { ...attending(meeting), form: new Form({ ...body, ...Object.fromEntries(chosen) }) });
  }

  @Get(':id/move')
  move(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.changeForm(visit, id, 'move');
  }

  @Get(':id/adjourn')
  pause(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.changeForm(visit, id, 'adjourn');
  }

  @Get(':id/cancel')
  cancelForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.changeForm(visit, id, 'cancel');
  }

  @Post(':id/cancel')
  async cancel(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CancelMeetingDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}`, 'Meeting cancelled. Members are told by mail.');
    return this.pages.again(visit, 'pages/meetings/cancel', { title: titles.cancel, meeting: await this.meeting(visit, id) }, body, sent.problems);
  }

  @Post(':id/move')
  async reschedule(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const field = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, RescheduleMeetingDocument, {
      id, version: whole(body['version']), idempotencyKey: field('idempotencyKey'), startsOn: field('startsOn'), startTime: field('startTime'), lengthMinutes: whole(body['lengthMinutes']),
      venue: field('venue'), reason: field('reason'), dateIsMeant: field('dateIsMeant') === 'yes',
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}`, 'Meeting moved. Members get the new date by mail.');
    const meeting = await this.meeting(visit, id);
    return this.pages.again(visit, 'pages/meetings/move', { title: titleOf('move', meeting), meeting }, body, sent.problems);
  }

  @Post(':id/adjourn')
  async adjourn(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, AdjournMeetingDocument, { id, version: whole(body['version']), idempotencyKey: text(body['idempotencyKey']), reason: text(body['reason']) });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/move`, 'Meeting adjourned. Set the day it goes on, so that everybody is told; today it is resumed without one.');
    return this.pages.again(visit, 'pages/meetings/adjourn', { title: titles.adjourn, meeting: await this.meeting(visit, id) }, body, sent.problems);
  }

  private async changeForm(visit: Visit, id: string, change: 'move' | 'adjourn' | 'cancel'): Promise<string> {
    const meeting = await this.meeting(visit, id);
    return this.pages.view(visit, `pages/meetings/${change}`, { title: titleOf(change, meeting), meeting, form: new Form({ venue: meeting.venue }, [], meeting.version) });
  }

  private meeting(visit: Visit, id: string): Promise<MeetingOnPage> {
    return this.pages.readOne(visit, MeetingPageDocument, { id }, (data) => data.meeting);
  }

  private about(visit: Visit, meeting: MeetingOnPage) {
    const me = meeting.members.find((one) => one.membershipId === visit.actor.membershipId) ?? meeting.members.find((one) => one.isYours);
    return { title: `${meeting.title}, ${meeting.reference}`, wide: true, meeting,
      lengthMinutes: Math.round((Date.parse(meeting.endsAt) - Date.parse(meeting.startsAt)) / 60_000), planned: meeting.agenda.reduce((sum, line) => sum + (line.deferredReason === null ? line.minutesEstimate : 0), 0), me: me ?? null, runs: runs(visit), chairs: visit.actor.role === 'chair', confirmed: Object.keys(confirmed), newKey: randomUUID, form: new Form() };
  }

  private async after(visit: Visit, id: string, sent: Sent, path: string, said: string): Promise<string> {
    if (sent.done !== null) return this.pages.onward(visit, path, said);
    return this.pages.again(visit, 'pages/meetings/meeting', this.about(visit, await this.meeting(visit, id)), {}, sent.problems);
  }
}

/** Attendance, with those whom the meeting expects by name and who have not come yet. */
function attending(meeting: MeetingOnPage) {
  const lines = (meeting.about.byName ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const expected = lines.map((line) => {
    const [name = line, ...rest] = line.split(',').map((part) => part.trim());
    return { line, name, fromWhom: rest.filter(Boolean).join(', ') || 'expected by name' };
  });
  return { title: 'Attendance', wide: true, meeting, newKey: randomUUID, expected: expected.filter(({ name }) => !meeting.guests.some((guest) => guest.name === name)) };
}

const titles = { move: 'Move the meeting', adjourn: 'Adjourn the meeting', cancel: 'Cancel the meeting' };
const titleOf = (change: keyof typeof titles, { state }: MeetingOnPage): string => (change === 'move' && state === 'adjourned' ? 'Set the day the meeting goes on' : titles[change]);

/** The screen a meeting is run from once it has begun; before and after that, its page. */
export const whereItIsRun = ({ id, state }: Pick<MeetingOnPage, 'id' | 'state'>, itemId = '', place = ''): string =>
  (['inProgress', 'inquorate', 'adjourned', 'suspended'].includes(state) ? `/meetings/${id}/run${itemId === '' ? '' : `?item=${itemId}`}` : `/meetings/${id}${place}`);

/** Whether whoever visits runs meetings. */
export function runs(visit: Visit): boolean {
  return visit.actor.role === 'chair' || visit.actor.role === 'coordinator';
}
