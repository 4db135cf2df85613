import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Body as Posted, Form, list, text, whole } from '../../form.js';
import {
  LayOutMeetingsDocument, MeetingDeputyChoicesDocument, MeetingPageDocument, type MeetingProposalQuery, MeetingProposalDocument, NameMeetingDeputyDocument, RecordMeetingNotesDocument, ScheduleMeetingDocument, ServiceChoicesDocument, WithdrawMeetingDeputyDocument,
} from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';
import type { MeetingOnPage } from './meetings.page.js';

type Proposal = NonNullable<MeetingProposalQuery['meetingProposal']>;
/** What of an address or a form says which meeting is meant. */
interface Asked {
  readonly series: string;
  readonly panelId: string;
  readonly serviceId: string;
  readonly from?: string;
}

/** Meetings of every kind before they are held: scheduled one by one, a year laid out, deputies; and notes where providers sit. */
@Controller('meetings')
export class SeriesPage {
  constructor(private readonly pages: Pages) {}

  @Get('new')
  async form(@Visited() visit: Visit): Promise<string> {
    const context = await this.scheduling(visit, askedIn(visit.request.query as Posted), text((visit.request.query as Posted)['search']));
    return this.pages.view(visit, 'pages/meetings/schedule', { ...context, form: new Form({ ...valuesOf(context.proposal), startsOn: typed(context.proposal.startsOn) }) });
  }

  @Post('new')
  async schedule(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const field = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, ScheduleMeetingDocument, {
      ...run(body), series: field('series') || null, serviceId: field('serviceId') || null, title: field('title') || null, startsOn: field('startsOn'), memberIds: list(body['memberIds']), dateIsMeant: field('dateIsMeant') === 'yes',
      providerPart: field('providerPart') || null, byName: field('byName') || null, guestIds: list(body['guestIds']), sharingReason: field('sharingReason') || null,
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${sent.done.id}`, `${sent.done.reference ?? 'Meeting'} scheduled. Members are invited by mail.`);
    return this.pages.again(visit, 'pages/meetings/schedule', await this.scheduling(visit, askedIn(body), ''), body, sent.problems);
  }

  /** The dates of a year by the rhythm of a kind, to untick or change before they are created. */
  @Get('ahead')
  async ahead(@Visited() visit: Visit): Promise<string> {
    const proposal = await this.proposal(visit, askedIn(visit.request.query as Posted));
    const dates = Object.fromEntries(proposal.year.dates.flatMap(({ startsOn, reference }, index) => [[`on_${index}`, typed(startsOn)], ...(reference === null ? [[`take_${index}`, 'yes']] : [])]));
    return this.pages.view(visit, 'pages/meetings/ahead', { ...laying(proposal), form: new Form({ ...valuesOf(proposal), ...dates, from: typed(proposal.year.from) }) });
  }

  @Post('ahead')
  async layOut(@Visited() visit: Visit, @Body() body: Posted): Promise<string> {
    const proposal = await this.proposal(visit, askedIn(body));
    const rows = rowsOf(proposal).filter((row) => text(body[`take_${row}`]) === 'yes' || (row >= proposal.year.dates.length && text(body[`on_${row}`]) !== ''));
    const sent = await this.pages.send(visit, LayOutMeetingsDocument, {
      ...run(body), series: text(body['series']) || null, dates: rows.map((row) => ({ startsOn: text(body[`on_${row}`]), dateIsMeant: text(body[`meant_${row}`]) === 'yes' })),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings?series=${proposal.kind.key}&filter=upcoming`, `${rows.length === 1 ? 'The meeting is' : 'The meetings are'} scheduled. Members are invited by mail.`);
    // A problem of the third date is shown at the third date.
    const problems = sent.problems.map(({ field, message }) => {
      const [, index] = /^dates\.(\d+)/.exec(field) ?? [];
      const row = index === undefined ? undefined : rows[Number(index)];
      return row === undefined ? { field, message } : { field: `on_${row}`, message };
    });
    return this.pages.again(visit, 'pages/meetings/ahead', laying(proposal), body, problems);
  }

  @Get(':id/notes')
  async notesForm(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const meeting = await this.meeting(visit, id);
    const { notes } = meeting.about;
    const values = notes === null ? {} : { attendance: notes.attendance, attended: String(notes.attended), themes: notes.themes.join('\n'), notes: notes.notes };
    return this.pages.view(visit, 'pages/meetings/notes', { title: 'Notes', meeting, form: new Form(values, [], meeting.version) });
  }

  @Post(':id/notes')
  async note(@Visited() visit: Visit, @Param('id') id: string, @Body() body: Posted): Promise<string> {
    const field = (name: string): string => text(body[name]);
    const sent = await this.pages.send(visit, RecordMeetingNotesDocument, {
      id, version: whole(body['version']), idempotencyKey: field('idempotencyKey'), attendance: field('attendance'), attended: whole(body['attended']), themes: field('themes'), notes: field('notes'),
    });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}`, 'Notes recorded. Members are told by mail.');
    return this.pages.again(visit, 'pages/meetings/notes', { title: 'Notes', meeting: await this.meeting(visit, id) }, body, sent.problems);
  }

  @Get(':id/members/:memberId/deputy')
  async deputyForm(@Visited() visit: Visit, @Param('id') id: string, @Param('memberId') memberId: string): Promise<string> {
    const context = await this.deputising(visit, id, memberId);
    const { standIn } = context.member;
    const values = standIn?.forMeeting !== true ? {} : standIn.membershipId === null ? { deputyName: standIn.name } : { deputyId: standIn.membershipId };
    return this.pages.view(visit, 'pages/meetings/deputy', { ...context, form: new Form(values, [], context.member.version) });
  }

  @Post(':id/members/:memberId/deputy')
  async deputise(@Visited() visit: Visit, @Param('id') id: string, @Param('memberId') memberId: string, @Body() body: Posted): Promise<string> {
    const field = (name: string): string => text(body[name]);
    const named = { memberId, version: whole(body['version']), idempotencyKey: field('idempotencyKey') };
    const sent = field('withdraw') === 'yes'
      ? await this.pages.send(visit, WithdrawMeetingDeputyDocument, named)
      : await this.pages.send(visit, NameMeetingDeputyDocument, { ...named, deputyId: field('deputyId') || null, deputyName: field('deputyName') || null });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}#members`, field('withdraw') === 'yes' ? 'Deputy taken back' : 'Deputy named');
    return this.pages.again(visit, 'pages/meetings/deputy', await this.deputising(visit, id, memberId), body, sent.problems);
  }

  private async deputising(visit: Visit, id: string, memberId: string) {
    const { meetingDeputyChoices } = await this.pages.read(visit, MeetingDeputyChoicesDocument, { memberId });
    const meeting = await this.meeting(visit, id);
    const member = meeting.members.find((one) => one.id === memberId);
    if (member === undefined) throw PageProblem.missing();
    return { title: `Who comes for ${member.name}`, meeting, member, colleagues: meetingDeputyChoices.map(({ code, words }) => ({ value: code, text: words })) };
  }

  private async scheduling(visit: Visit, asked: Asked, search: string) {
    const proposal = await this.proposal(visit, asked);
    const isOne = proposal.kind.shape === 'oneService';
    const { services } = isOne && proposal.serviceId === null ? await this.pages.read(visit, ServiceChoicesDocument, { search }) : { services: null };
    return { title: 'Schedule a meeting', proposal, search, services, ...choices(proposal) };
  }

  private proposal(visit: Visit, { series, panelId, serviceId, from }: Asked): Promise<Proposal> {
    return this.pages.readOne(visit, MeetingProposalDocument, { panelId: panelId || null, series: series || null, serviceId: serviceId || null, from: from || null }, (data) => data.meetingProposal);
  }

  private meeting(visit: Visit, id: string): Promise<MeetingOnPage> {
    return this.pages.readOne(visit, MeetingPageDocument, { id }, (data) => data.meeting);
  }
}

/** Rows for dates beside those of the rhythm, as for a group that meets when somebody calls for it. */
const blankRows = 4;
const rowsOf = ({ year }: Proposal): number[] => Array.from({ length: year.dates.length + blankRows }, (_, row) => row);

function laying(proposal: Proposal) {
  return { title: 'Lay out a year', wide: true, proposal, standing: proposal.kinds.filter(({ shape }) => shape !== 'oneService'), blank: rowsOf(proposal).slice(proposal.year.dates.length), ...choices(proposal) };
}

function askedIn(values: Posted): Asked {
  return { series: text(values['series']), panelId: text(values['panelId']), serviceId: text(values['serviceId']), from: text(values['from']) };
}

/** What the form starts from: the proposal's own values, and everybody with a seat. */
function valuesOf({ panelId, startTime, lengthMinutes, venue, people, kind, serviceId }: Proposal): Record<string, string | string[]> {
  const first = (role: string): string => (people.find((one) => one.role === role && one.seat !== null) ?? people.find((one) => one.role === role))?.id ?? '';
  return {
    series: kind.key, panelId: panelId ?? '', serviceId: serviceId ?? '', startTime, lengthMinutes: String(lengthMinutes), venue: venue ?? '', chairId: first('chair'), coordinatorId: first('coordinator'),
    memberIds: kind.shape === 'notesOnly' ? [] : people.filter((one) => one.seat !== null && !one.isGuest).map((one) => one.id),
  };
}

/** The people of a form, as its fields list them. */
function choices({ people, kind }: Proposal) {
  const items = (some: Proposal['people']) => some.map(({ id, name, jobTitle, agencyName }) => ({ value: id, text: [name, jobTitle, agencyName].filter(Boolean).join(', ') }));
  const of = (role: string) => items(people.filter((one) => one.role === role));
  return { chairs: of('chair'), coordinators: of('coordinator'), people: items(people.filter((one) => !one.isGuest)), guests: kind.shape === 'oneService' && kind.partners ? items(people.filter((one) => one.isGuest)) : [] };
}

/** What every form of a meeting to come has. */
function run(body: Posted) {
  const field = (name: string): string => text(body[name]);
  return {
    idempotencyKey: field('idempotencyKey'), panelId: field('panelId') || null, startTime: field('startTime'), lengthMinutes: whole(body['lengthMinutes']), venue: field('venue'), chairId: field('chairId'), coordinatorId: field('coordinatorId'),
  };
}

/** `2026-12-08` as a person types it. */
function typed(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)}/${Number(month)}/${year}`;
}
