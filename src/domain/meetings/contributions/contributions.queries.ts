import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../../procedures/index.ts';
import type { Actor } from '../../../platform/access/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { londonDate } from '../../../platform/clock/london.js';
import { addWorkingDays } from '../../../platform/clock/working-days.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import { meetingWhole } from '../meeting.statement.js';
import { heldRow, type MeetingRow, viewOf } from '../meetings.queries.js';
import { beforeOpening } from '../meeting-desk.js';
import { formFor, openCaveats } from './contribution-forms.js';
import type { ContributionView, ItemProposalView, MeetingContributions } from './contribution.types.js';

export type Lists = Pick<Procedure, 'contributions'> & { readonly caveats: Procedure['intelligence']['caveats'] };
/** As the database gives it: words of forms and caveats come from the meeting's procedure. */
export interface ContributionRow extends Omit<ContributionView, 'entries' | 'caveatWords' | 'formTitle'> {
  readonly entries: readonly { readonly code: string; readonly words: string }[];
  readonly membershipId: string;
  readonly seat: string;
  readonly agencyKind: string | null;
  readonly isOwn: boolean;
}
interface Row {
  readonly meeting: MeetingRow;
  readonly lists: Lists;
  readonly closeDays: number;
  readonly contributions: readonly ContributionRow[];
  readonly closed: readonly string[];
  readonly proposals: readonly ItemProposalView[];
  readonly own: { readonly seat: string; readonly agencyKind: string | null } | null;
}

const nameOf = (membership: string, of: string): string => `(select coalesce(pe.name, pm.job_title) from memberships pm left join people pe on pe.id = pm.person_id where pm.council_id = ${of}.council_id and pm.id = ${membership})`;
const agencyOn = (agency: string, day: string): string => `(select n.name from agency_names n where n.agency_id = ${agency} order by (n.valid_from <= ${day}) desc, n.valid_from desc limit 1)`;
export const listsOf = `(select json_build_object('contributions', d.content -> 'contributions', 'caveats', d.content #> '{intelligence,caveats}') from procedures d where d.council_id = w.council_id and d.id = w.procedure_id)`;
/** @param of SQL that says which, of `c` */
export const contributionsOf = (of: string): string => `(select coalesce(json_agg(json_build_object('id', c.id, 'serviceId', c.service_id, 'number', c.number, 'answer', c.answer, 'entries', c.entries, 'caveat', c.caveat,
    'audience', c.audience, 'reason', c.reason, 'late', c.late, 'agencyName', coalesce(${agencyOn('c.agency_id', `(c.returned_at at time zone 'Europe/London')::date`)}, cm.job_title), 'by', ${nameOf('c.membership_id', 'c')},
    'returnedAt', c.returned_at, 'membershipId', c.membership_id, 'isOwn', is_your_place(c.meeting_id, c.membership_id), 'seat', coalesce(mm.seat, 'other'), 'agencyKind', k.kind)
    order by k.kind = 'council' desc, cm.job_title, c.membership_id, c.number desc), '[]')
  from contributions c join memberships cm on cm.council_id = c.council_id and cm.id = c.membership_id cross join lateral (select agency_kind(c.agency_id, (c.returned_at at time zone 'Europe/London')::date) as kind) k
  left join meeting_members mm on mm.council_id = c.council_id and mm.meeting_id = c.meeting_id and mm.membership_id = c.membership_id
  where c.council_id = m.council_id and c.meeting_id = m.id and ${of})`;

/** $1 meeting, $2 today, $3 no item. */
const beforeMeeting = statement(`
  select json_build_object('meeting', (select whole.result from (${meetingWhole}) whole), 'lists', ${listsOf},
    'closeDays', (select (d.content #>> '{timescales,contributionsCloseWorkingDays}')::int from procedures d where d.council_id = w.council_id and d.id = w.procedure_id),
    'contributions', ${contributionsOf('true')},
    'closed', (select coalesce(json_agg(i.service_id), '[]') from agenda_items i where i.council_id = m.council_id and i.meeting_id = m.id and i.service_id is not null and papers_closed(m.id, i.service_id)),
    'proposals', (select coalesce(json_agg(json_build_object('id', p.id, 'version', p.version, 'serviceId', p.service_id,
        'title', coalesce(p.title, (select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end from services s join register_locations l on l.id = s.location_id where s.council_id = p.council_id and s.id = p.service_id)),
        'why', p.why, 'minutesWanted', p.minutes_wanted, 'by', ${nameOf('p.proposed_by', 'p')}, 'isYours', is_your_place(p.meeting_id, p.proposed_by), 'proposedAt', p.proposed_at, 'outcome', p.outcome, 'outcomeReason', p.outcome_reason)
        order by p.outcome is not null, p.proposed_at, p.id), '[]') from item_proposals p where p.council_id = m.council_id and p.meeting_id = m.id),
    'own', (select json_build_object('seat', mm.seat, 'agencyKind', agency_kind(ms.agency_id, current_day())) from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
      where mm.council_id = m.council_id and mm.meeting_id = m.id and is_your_place(m.id, mm.membership_id) order by mm.membership_id = current_membership() desc, mm.id limit 1)) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.id = $1::uuid`);

/** $1 item. What is brought about its service, corrections left out. */
const ofItem = statement(`
  select json_build_object('lists', ${listsOf}, 'contributions', ${contributionsOf(`c.service_id = i.service_id
      and not exists (select from contributions l where l.council_id = c.council_id and l.meeting_id = c.meeting_id and l.service_id = c.service_id and l.membership_id = c.membership_id and l.number > c.number)`)}) as result
  from agenda_items i join meetings m on m.council_id = i.council_id and m.id = i.meeting_id join workflows w on w.council_id = m.council_id and w.id = m.id where i.id = $1::uuid`);

/** Reads of what members bring. Which rows somebody sees, row-level security says (R21, R22, R37). */
@Injectable()
export class ContributionsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, id: string): Promise<MeetingContributions | null> {
    const today = this.clock.today().toString();
    const row = await this.reads.one<Row>(actor, beforeMeeting, [id, today, null], { operation: 'meetingContributions', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { id: meetingId, version, reference, title, state, startsAt, contributionsBy, members, agenda, sections } = viewOf(actor, heldRow(row.meeting), today, this.clock.now());
    const form = row.own === null ? null : formFor(row.lists.contributions, row.own.seat, row.own.agencyKind);
    const views = row.contributions.map((one) => ({ one, view: viewOfContribution(one, row.lists) }));
    return {
      id: meetingId, version, reference, title, state, startsAt, contributionsBy, members, sections, proposals: row.proposals, open: beforeOpening.includes(state),
      proposedClosing: addWorkingDays(londonDate(Temporal.Instant.from(startsAt)), -row.closeDays).toString(),
      form: form === null ? null : { title: form.title, asks: form.asks, keptFromProvider: form.keptFromProvider ?? null }, caveats: openCaveats(row.lists.caveats),
      services: agenda.flatMap((line) => {
        if (line.serviceId === null) return [];
        const { serviceId } = line;
        const here = views.filter(({ one }) => one.serviceId === serviceId);
        const closed = line.youAreOut !== null || row.closed.includes(serviceId);
        return [{
          serviceId, title: line.title, reasons: closed ? [] : line.reasons.map(({ words }) => words), forNoting: line.forNoting, closed,
          own: here.filter(({ one }) => one.isOwn).map(({ view }) => view), others: newest(here.filter(({ one }) => !one.isOwn)).map(({ view }) => view),
        }];
      }),
    };
  }

  /** What is brought about the service of an item; on a screen for the room, only what nobody need keep back. */
  async ofItem(actor: Actor, itemId: string, projected: boolean): Promise<ContributionView[]> {
    const row = await this.reads.one<Pick<Row, 'lists' | 'contributions'>>(actor, ofItem, [itemId], { operation: 'itemContributions', subjectKind: 'agendaItem', subjectId: itemId });
    const all = row === null ? [] : row.contributions.map((one) => viewOfContribution(one, row.lists));
    return projected ? all.filter(({ caveat, audience }) => caveat === 'none' && (audience === 'members' || audience === 'provider')) : all;
  }
}

/** A contribution with the words of the procedure it was asked by. */
export function viewOfContribution({ membershipId: _m, seat, agencyKind, isOwn: _o, ...row }: ContributionRow, { contributions: forms, caveats }: Lists): ContributionView {
  const form = formFor(forms, seat, agencyKind);
  const labels = new Map(forms.flatMap(({ asks }) => asks).map(({ code, words }) => [code, words]));
  for (const { code, words } of form.asks) labels.set(code, words);
  return {
    ...row, formTitle: form.title, caveatWords: caveats.find(({ code }) => code === row.caveat)?.words ?? row.caveat,
    entries: row.entries.map(({ code, words }) => ({ code, label: labels.get(code) ?? code, words })),
  };
}

/** Of each member and service the last number alone; they come in that order. */
function newest<One extends { readonly one: ContributionRow }>(all: readonly One[]): One[] {
  return all.filter(({ one }, index) => all.findIndex((other) => other.one.membershipId === one.membershipId && other.one.serviceId === one.serviceId) === index);
}
