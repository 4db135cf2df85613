import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { dateInWords, dateTimeInWords, timeInWords } from '../../../platform/clock/words.js';
import { toWord, wordType } from '../../../platform/documents/word.js';
import { MeetingMinutesDocument, type MeetingMinutesQuery, MeetingPageDocument, type MeetingPageQuery } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { asPdf, type PlainPaper } from '../../papers/plain-paper.js';
import { type Visit, Visited } from '../../visit.js';

type Meeting = NonNullable<MeetingPageQuery['meeting']>;
type Minutes = NonNullable<MeetingMinutesQuery['meetingMinutes']>;
const template = 'papers/plain-paper';
const before = ['scheduled', 'callForItems', 'agendaDraft', 'agendaPublished'];
const attendanceWords: Readonly<Record<string, string>> = { expected: 'Not recorded', present: 'Present', deputy: 'Deputy', apologies: 'Apologies', absent: 'Absent' };
const seatWords: Readonly<Record<string, string>> = { chair: 'Chair', contracts: 'Contracts and quality', safeguarding: 'Safeguarding', icbNurse: 'ICB quality nurse', socialWork: 'Social work', cqc: 'CQC', other: 'Other' };
const rulingWords: Readonly<Record<string, string>> = { stay: 'Stays', speakThenLeave: 'Speaks, then leaves', leave: 'Leaves for the item' };
const blankDeclarations = 6;

/** Papers of a meeting, each as a page and as PDF; the minutes also for people who work in Word. Who reads gets exactly what they may see, by the same queries as the pages. */
@Controller('meetings/:id')
export class MeetingPapersPage {
  constructor(private readonly pages: Pages) {}

  @Get('notice')
  async notice(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, id, noticeOf(await this.meeting(visit, id)), 'notice.pdf');
  }

  @Get('notice.pdf')
  async noticePaper(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const meeting = await this.meeting(visit, id);
    return asPdf(this.pages, visit, noticeOf(meeting), { name: `${meeting.reference}-notice`, of: 'meetingNotice', subjectKind: 'meeting', subjectId: id });
  }

  @Get('attendance-sheet')
  async sheet(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.show(visit, id, sheetOf(await this.meeting(visit, id)), 'attendance-sheet.pdf');
  }

  @Get('attendance-sheet.pdf')
  async sheetPaper(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const meeting = await this.meeting(visit, id);
    return asPdf(this.pages, visit, sheetOf(meeting), { name: `${meeting.reference}-attendance`, of: 'attendanceSheet', subjectKind: 'meeting', subjectId: id });
  }

  /** As they stand now, amendments and all: the copy that went round is kept as it was. */
  @Get('minutes.pdf')
  async minutesPaper(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const minutes = await this.minutes(visit, id);
    return asPdf(this.pages, visit, minutesOf(minutes), { name: `${minutes.reference}-minutes`, of: 'minutesPaper', subjectKind: 'meeting', subjectId: id });
  }

  @Get('minutes.docx')
  async minutesWord(@Visited() visit: Visit, @Param('id') id: string): Promise<StreamableFile> {
    const minutes = await this.minutes(visit, id);
    const bytes = await toWord({ ...minutesOf(minutes), council: visit.actor.councilName });
    return this.pages.file(visit, { name: `${minutes.reference}-minutes.docx`, of: 'minutesWord', subjectKind: 'meeting', subjectId: id, type: wordType }, bytes);
  }

  private show(visit: Visit, id: string, paper: PlainPaper, pdf: string): string {
    return this.pages.view(visit, template, { title: paper.title, wide: paper.landscape === true, paper, back: { text: paper.reference, href: `/meetings/${id}` }, files: [{ text: 'As PDF', href: `/meetings/${id}/${pdf}` }] });
  }

  private meeting(visit: Visit, id: string): Promise<Meeting> {
    return this.pages.readOne(visit, MeetingPageDocument, { id }, (data) => data.meeting);
  }

  private minutes(visit: Visit, id: string): Promise<Minutes> {
    return this.pages.readOne(visit, MeetingMinutesDocument, { id }, (data) => data.meetingMinutes);
  }
}

const personOf = ({ name, jobTitle, agencyName }: Meeting['members'][number]): string => [name, jobTitle, agencyName].filter(Boolean).join(', ');
const whenOf = ({ startsAt, endsAt }: Meeting): string => `${dateTimeInWords(startsAt)} to ${timeInWords(Temporal.Instant.from(endsAt))}`;

const byNameOf = ({ about }: Meeting): string[] => (about.byName ?? '').split('\n').filter((line) => line.trim() !== '');
const acceptedOf = ({ confidentialityAcceptedAt: at, acceptedBy, name }: Pick<Meeting['members'][number], 'confidentialityAcceptedAt' | 'acceptedBy' | 'name'>): string =>
  at == null ? 'Not recorded' : `${dateTimeInWords(at)}${acceptedBy == null ? ', as read out' : acceptedBy === name ? '' : ` by ${acceptedBy}`}`;

/** Whoever is to come in the chair's place is named with them. */
function chairOf({ chairName, chairId, members }: Meeting): string {
  const standIn = members.find(({ membershipId }) => membershipId === chairId)?.standIn;
  return standIn == null ? chairName : `${chairName}. In their place: ${standIn.name}`;
}

/** Names no service, person discussed or sanction: it may lie on a desk. */
function noticeOf(meeting: Meeting): PlainPaper {
  const { title, reference, venue, coordinatorName, sections, members, confidentialityStatement, state } = meeting;
  const cancelled = state === 'cancelled';
  const others = byNameOf(meeting);
  return {
    title: `Notice of meeting: ${title}`, reference, marking: 'Official', note: cancelled ? 'This meeting is cancelled.' : 'You are asked to this meeting. The agenda is published in the service; papers are read there after signing in.',
    facts: [['When', whenOf(meeting)], ['Where', venue], ['Chair', chairOf(meeting)], ['Coordinator', coordinatorName]],
    parts: cancelled ? [] : [
      { heading: 'Who is asked', table: { headings: ['Member', 'Seat'], rows: members.map((one) => [personOf(one), seatWords[one.seat] ?? one.seat]) } },
      // By number alone: whom somebody comes for may name the provider.
      ...(others.length === 0 ? [] : [{ heading: 'Others who come', text: `${others.length === 1 ? 'One person' : `${others.length} people`} without a place in the meeting.` }]),
      { heading: 'Business', text: sections.map(({ number, title: words }) => `${number}. ${words}`).join('\n') },
      { heading: 'Before the meeting', text: 'Say what your agency brings, or that it has nothing.\n\nDeclare an interest as soon as you know of it: the papers of that item are then not for you.\n\nWho cannot come sends apologies to the coordinator and names a deputy who can speak for the agency.' },
      { heading: 'Confidentiality statement', text: confidentialityStatement },
    ],
  };
}

/** Before the meeting with blanks for signatures, afterwards as recorded. */
function sheetOf(meeting: Meeting): PlainPaper {
  const { title, reference, venue, members, guests, agenda, state, quorum, confidentialityStatement } = meeting;
  const declared = agenda.flatMap(({ title: item, place, interests }) => interests.map(({ name, nature, ruling }) => [name, `${place}. ${item}`, nature, rulingWords[ruling ?? ''] ?? 'Not ruled yet']));
  const head = { title: `Attendance and declarations: ${title}`, reference, marking: 'Confidential: panel members only', landscape: true };
  const facts: PlainPaper['facts'] = [['When', whenOf(meeting)], ['Where', venue], ['Chair', chairOf(meeting)]];
  const headings = ['Member', 'Item', 'Interest', 'The chair’s ruling'];
  if (before.includes(state)) {
    return {
      ...head, facts, note: 'To be filled in at the meeting, and recorded in the service afterwards. Signing here accepts the confidentiality statement.',
      parts: [
        { heading: 'Confidentiality statement', text: confidentialityStatement },
        { heading: 'Attendance', table: { headings: ['Member', 'Seat', 'Present, deputy or apologies', 'In and out', 'Signature'], rows: [...members.map((one) => [personOf(one), seatWords[one.seat] ?? one.seat, '', '', '']), ...byNameOf(meeting).map((name) => [name, 'No seat', '', '', ''])], byHand: true } },
        { heading: 'Declarations of interest', table: { headings, rows: [...declared, ...Array.from({ length: blankDeclarations }, () => ['', '', '', ''])], byHand: true } },
      ],
    };
  }
  const at = (instant: string | null | undefined): string => (instant == null ? '' : timeInWords(Temporal.Instant.from(instant)));
  const inAndOut = (one: { arrivedAt?: string | null; leftAt?: string | null }): string => [at(one.arrivedAt), at(one.leftAt) && `left ${at(one.leftAt)}`].filter(Boolean).join(', ');
  return {
    ...head, facts: [...facts, ['Quorum', quorum.words]], note: state === 'cancelled' ? 'This meeting was cancelled.' : 'As recorded.',
    parts: [
      {
        heading: 'Attendance', table: {
          headings: ['Member', 'Seat', 'Attendance', 'In and out', 'Confidentiality statement accepted'],
          rows: [
            ...members.map((one) => [
              personOf(one), seatWords[one.seat] ?? one.seat, `${attendanceWords[one.attendance] ?? one.attendance}${one.deputyName == null ? '' : `: ${one.deputyName}`}`, inAndOut(one), acceptedOf(one),
            ]),
            ...guests.map((one) => [`${one.name}, ${one.fromWhom}`, one.forProvider ? 'For the provider' : 'No seat', one.part == null ? 'Present' : `Present, part ${one.part}`, inAndOut(one), acceptedOf({ ...one, acceptedBy: null })]),
          ],
        },
      },
      declared.length === 0 ? { heading: 'Declarations of interest', text: 'None were declared.' } : { heading: 'Declarations of interest', table: { headings, rows: declared } },
    ],
  };
}

/** The sections this reader may see, as they stand now. */
function minutesOf({ title, reference, state, startsAt, sections, youAreOutOf, commentsBy }: Minutes): PlainPaper {
  const draft = state === 'draftMinutes' || state === 'minutesReturned';
  const stands: Readonly<Record<string, string>> = { approved: 'Approved', circulated: 'Approved and circulated, to be confirmed', confirmed: 'Confirmed' };
  return {
    title: `${draft ? 'Draft minutes' : 'Minutes'}: ${title}`, reference, marking: draft ? 'Draft, not approved. Confidential: for whoever made this copy' : 'Confidential: for whoever made this copy',
    note: `A summary, not a transcript. Sections that are not for this reader are left out.${youAreOutOf.length === 0 ? '' : ` Out of: ${youAreOutOf.join('; ')}.`}`,
    facts: [['Held', dateTimeInWords(startsAt)], ['These minutes', draft ? 'Draft, not approved' : (stands[state] ?? 'Not drafted yet')], ...(commentsBy == null ? [] : [['Comments on accuracy by', dateInWords(commentsBy)] as const])],
    parts: sections.map(({ heading, text, amendments }) => ({ heading, text, notes: amendments.map(({ number, text: said, reason }) => ({ heading: `Amendment ${number}`, text: `${said}\n\nReason: ${reason}` })) })),
  };
}
