import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { type AudienceSection, maySee } from '../../../platform/access/audience.js';
import { may } from '../../../platform/access/policy.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import type { MinuteAmendmentView } from '../meeting.types.js';
import type { AccuracySection, MinuteCommentLine, MinutesAccuracy, MinutesBefore, MinutesToConfirm } from './accuracy.types.js';
import { providerOfItem } from './minute-sections.js';
import { paragraphsOf } from './paragraphs.js';

const who = (membership: string): string => `(select coalesce(p.name || ', ' || q.job_title, q.job_title) from memberships q left join people p on p.id = q.person_id where q.council_id = c.council_id and q.id = ${membership})`;
const commentParts = `'id', c.id, 'text', c.text, 'by', ${who('c.recorded_by')}, 'at', c.recorded_at,
  'answer', (select json_build_object('accepted', a.accepted, 'reason', a.reason, 'by', ${who('a.answered_by')}, 'at', a.answered_at) from minute_comment_answers a where a.council_id = c.council_id and a.comment_id = c.id)`;
const audienceParts = `'agendaItemId', s.agenda_item_id, 'audience', s.audience, 'readers', s.readers, 'providerId', ${providerOfItem('s.council_id', 's.agenda_item_id')}`;
const outOf = `(select coalesce(json_agg(json_build_object('id', i.id, 'title', i.title) order by i.position), '[]') from agenda_items i where i.council_id = m.council_id and i.meeting_id = m.id and is_out_of(i.id))`;

/** $1 meeting. Sections and comments hidden from the reader are not in it; `maySee` looks once more over those that are. */
const accuracy = statement(`
  select json_build_object('id', m.id, 'version', w.version, 'reference', m.reference, 'title', m.title, 'state', w.state, 'startsAt', m.starts_at, 'circulatedOn', r.circulated_on, 'commentsBy', r.comments_by, 'out', ${outOf},
    'member', exists (select from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
      where mm.council_id = m.council_id and mm.meeting_id = m.id and (ms.id = current_membership() or ms.person_id = current_person())),
    'sections', (select coalesce(json_agg(json_build_object('id', s.id, 'heading', s.heading, 'text', s.text, ${audienceParts},
        'amendments', (select coalesce(json_agg(json_build_object('number', x.number, 'text', x.text, 'reason', x.reason, 'recordedAt', x.recorded_at) order by x.number), '[]')
          from minute_amendments x where x.council_id = s.council_id and x.section_id = s.id),
        'comments', (select coalesce(json_agg(json_build_object('paragraph', c.paragraph, ${commentParts}) order by c.recorded_at, c.id), '[]')
          from minute_comments c where c.council_id = s.council_id and c.section_id = s.id)) order by s.position, s.id), '[]')
      from minute_sections s where s.council_id = m.council_id and s.meeting_id = m.id)) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id left join minute_circulations r on r.council_id = m.council_id and r.meeting_id = m.id
  where m.id = $1::uuid`);

/** $1 the meeting whose standing item it is. Circulated minutes of earlier meetings of its panel, and those that it confirmed. */
const before = statement(`
  select json_build_object('id', n.id, 'reference', n.reference, 'title', n.title, 'startsAt', n.starts_at,
    'minutes', (select coalesce(json_agg(json_build_object('id', m.id, 'reference', m.reference, 'title', m.title, 'state', w.state, 'startsAt', m.starts_at, 'commentsBy', r.comments_by, 'out', ${outOf},
        'comments', (select coalesce(json_agg(json_build_object('heading', s.heading, 'paragraph', c.paragraph, ${audienceParts}, ${commentParts}) order by s.position, c.paragraph, c.recorded_at, c.id), '[]')
          from minute_comments c join minute_sections s on s.council_id = c.council_id and s.id = c.section_id where c.council_id = m.council_id and c.meeting_id = m.id),
        'extractRemarks', (select count(*)::int from extract_comments x join minute_extracts e on e.council_id = x.council_id and e.id = x.extract_id where e.council_id = m.council_id and e.meeting_id = m.id),
        'amendments', (select count(*)::int from minute_amendments x join minute_sections s on s.council_id = x.council_id and s.id = x.section_id where s.council_id = m.council_id and s.meeting_id = m.id)
      ) order by m.starts_at desc, m.id), '[]')
      from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id left join minute_circulations r on r.council_id = m.council_id and r.meeting_id = m.id
      where m.council_id = n.council_id and m.panel_id = n.panel_id and m.starts_at < n.starts_at and (w.state = 'circulated'
        or exists (select from transitions t where t.council_id = m.council_id and t.workflow_id = m.id and t.event = 'CONFIRM_MINUTES' and t.facts ->> 'nextMeetingId' = n.id::text)))) as result
  from meetings n where n.id = $1::uuid`);

type Item = { readonly id: string; readonly title: string };
type SectionRow = Omit<AccuracySection, 'paragraphs' | 'comments'> & AudienceSection & { readonly text: string; readonly comments: readonly Omit<MinuteCommentLine, 'heading'>[] };
type Row = Omit<MinutesAccuracy, 'open' | 'mayComment' | 'mayAnswer' | 'unanswered' | 'sections' | 'youAreOutOf'> & { readonly member: boolean; readonly out: readonly Item[]; readonly sections: readonly SectionRow[] };
type BeforeRow = Omit<MinutesBefore, 'minutes'> & { readonly minutes: readonly (Omit<MinutesToConfirm, 'open' | 'comments'> & { readonly out: readonly Item[]; readonly comments: readonly (MinuteCommentLine & AudienceSection)[] })[] };

/** Reads of what is said of minutes. */
@Injectable()
export class AccuracyQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async one(actor: Actor, id: string): Promise<MinutesAccuracy | null> {
    const row = await this.reads.one<Row>(actor, accuracy, [id], { operation: 'minutesAccuracy', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { member, out, sections, ...minutes } = row;
    const seen = sections.filter((section) => maySee(section, readerOf(actor, out)));
    const open = this.isOpen(minutes);
    return {
      ...minutes, open, mayComment: open && member && may(actor, 'commentOnMinutes'), mayAnswer: may(actor, 'answerMinuteComment'), youAreOutOf: out.map(({ title }) => title),
      unanswered: seen.flatMap(({ comments }) => comments).filter(({ answer }) => answer === null).length,
      sections: seen.map(({ id: sectionId, heading, text, amendments, comments }) => ({ id: sectionId, heading, amendments: amendments as MinuteAmendmentView[], paragraphs: paragraphsOf(text).map((words, index) => ({ number: index + 1, text: words })), comments: comments.map((comment) => ({ ...comment, heading })) })),
    };
  }

  async before(actor: Actor, id: string): Promise<MinutesBefore | null> {
    const row = await this.reads.one<BeforeRow>(actor, before, [id], { operation: 'minutesBefore', subjectKind: 'meeting', subjectId: id });
    return row && { ...row, minutes: row.minutes.map(({ out, comments, ...minutes }) => ({ ...minutes, open: this.isOpen(minutes), comments: comments.filter((one) => maySee(one, readerOf(actor, out))) })) };
  }

  private isOpen({ state, commentsBy }: { readonly state: string; readonly commentsBy: string | null }): boolean {
    return state === 'circulated' && commentsBy !== null && this.clock.today().toString() <= commentsBy;
  }
}

function readerOf({ role, providerId, membershipId }: Actor, out: readonly Item[]) {
  return { role, providerId, membershipId, excludedItems: out.map(({ id }) => id) };
}
