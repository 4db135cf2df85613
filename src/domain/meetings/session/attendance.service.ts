import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { changedFields } from '../../../platform/audit/changed-fields.js';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { MeetingDesk, published, type Standing } from '../meeting-desk.js';
import { ItemInterest, MeetingMember } from '../meeting.entity.js';
import type { RecordAttendance } from '../meeting.inputs.js';
import { meetingMachine } from '../meeting.machine.js';
import { anothersInterest, ownInterest, problems, sentences } from '../meeting.refusals.js';
import { standIn } from '../series/stand-in.js';
import { Presence } from './room.entity.js';
import { tookPartThen } from '../../decisions/late-interests.js';
import type { DeclareInterest, RuleOnInterest } from './session.inputs.js';

const lockMember = `
  select mm.id, mm.version, mm.membership_id as "membershipId", mm.attendance, mm.deputy_name as "deputyName", to_json(mm.arrived_at)#>>'{}' as "arrivedAt", to_json(mm.left_at)#>>'{}' as "leftAt", mm.confidentiality_accepted_at is not null as accepted,
         mm.confidentiality_accepted_by is not null as "byThemselves", case when mm.confidentiality_accepted_by <> mm.membership_id then p.name end as "acceptedBy"
  from meeting_members mm left join memberships a on a.council_id = mm.council_id and a.id = mm.confidentiality_accepted_by left join people p on p.id = a.person_id
  where mm.council_id = $1 and mm.meeting_id = $2 and mm.id = $3 for update of mm`;
const leave = 'update presences set left_at = $3 where council_id = $1 and member_id = $2 and left_at is null';
// Of an adjourned meeting that goes on another day: whoever was there left when it was adjourned.
const whenAdjourned = (table: string): string => `
  update ${table} r set left_at = greatest(r.arrived_at, (select max(c.recorded_at) from meeting_changes c where c.council_id = r.council_id and c.meeting_id = r.meeting_id and c.kind = 'adjourned')), version = r.version + 1
  where r.council_id = $1 and r.meeting_id = $2 and r.left_at is null and r.arrived_at is not null`;
const everybodyLeft = [whenAdjourned('presences').replace(', version = r.version + 1', ''), whenAdjourned('meeting_members'), whenAdjourned('meeting_guests')];
const wasNeverThere = 'delete from presences where council_id = $1 and member_id = $2';
// A member's own row, or that of whose place they take at this meeting. $3 a membership, $4 whom it acts for.
const ownMember = `
  select mm.id, mm.version from meeting_members mm join meetings g on g.council_id = mm.council_id and g.id = mm.meeting_id left join lateral (${standIn('mm', 'g.starts_at')}) stand on true
  where mm.council_id = $1 and mm.meeting_id = $2 and (mm.membership_id in ($3, $4) or stand.membership_id = $3) order by mm.membership_id = $3 desc, mm.id limit 1 for update of mm`;
const lockInterest = `
  select id, version, meeting_id as "meetingId", agenda_item_id as "agendaItemId", membership_id as "membershipId", ruling, ruled_by as "ruledBy",
         (select m.person_id from memberships m where m.council_id = n.council_id and m.id = n.membership_id) as "personId"
  from item_interests n where council_id = $1 and id = $2 for update`;
const declared = 'select id, ruling, version from item_interests where council_id = $1 and agenda_item_id = $2 and membership_id = $3 for update';
// The person is out, not only the membership they declared it by (R21).
const exclude = `
  insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id)
  select m.council_id, $2, m.id, m.person_id from memberships m where m.council_id = $1 and m.id = $3 on conflict do nothing`;
/** Recommendations of the item that they took part in before: the panel looks at them again without them. */
const madeWith = `select c.id from recommendations c where c.council_id = $1 and c.agenda_item_id = $2 and ${tookPartThen('c', '$3::uuid')}`;
const admit = 'delete from item_exclusions where council_id = $1 and agenda_item_id = $2 and membership_id = $3 and not by_part';

interface MemberRow {
  readonly id: string;
  readonly version: number;
  readonly membershipId: string;
  readonly attendance: string;
  readonly deputyName: string | null;
  readonly arrivedAt: string | null;
  readonly leftAt: string | null;
  readonly accepted: boolean;
  /** Not as it was read out in the room; and the name of whoever came for the member, where it was not the member. */
  readonly byThemselves: boolean;
  readonly acceptedBy: string | null;
}
const named = (name: string | null): string => (name ?? '').trim().toLowerCase();
/** Whether somebody else sits there than whoever accepted: they accepted by themselves, or whoever sat there heard it read out. */
const isAnother = ({ byThemselves, acceptedBy, deputyName }: MemberRow, sits: string | null): boolean => named(byThemselves ? acceptedBy : deputyName) !== named(sits);
const cameTo = ({ attendance }: { readonly attendance: string }): boolean => attendance === 'present' || attendance === 'deputy';

/** Who is in the room, for what, and who stepped out (R20, R21, R36). */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: MeetingDesk,
  ) {}

  /** Which words were accepted is kept by their SHA-256; the meeting's procedure, which never changes, holds the words. */
  async acceptConfidentiality({ id }: { id: string }): Promise<Outcome> {
    const { procedure } = await this.desk.standing(id);
    const statement = createHash('sha256').update(procedure.confidentialityStatement).digest('hex');
    return this.own(id, 'confidentialityAccepted', { confidentialityAcceptedAt: this.unit.at.toString(), confidentialityRecordedBy: null, confidentialityAcceptedBy: this.unit.actor.membershipId }, { statement });
  }

  /**
   * Present, deputy, apologies, absent; who came and who left and when, as often as they do. In session the meeting's quorum follows (R20);
   * of a suspended meeting somebody has then looked at who is in the room.
   */
  async record({ id, entries }: RecordAttendance): Promise<Outcome> {
    const meeting = await this.desk.standingIn(id, published, 'RECORD_ATTENDANCE', sentences.published);
    for (const entry of entries) await this.attend(id, entry);
    const present = entries.filter((entry) => cameTo(entry)).length;
    if (meeting.state === 'suspended') return { id, version: (await this.runner.send(meetingMachine, 'LOOK_AT_ROOM', { id, version: 'latest', facts: { present } })).version };
    return { id, version: await this.followQuorum(meeting) };
  }

  /** An adjourned meeting goes on another day: who comes then is recorded then. */
  async goHome(meetingId: string): Promise<void> {
    for (const left of everybodyLeft) await this.unit.query(left, [this.unit.actor.councilId, meetingId]);
  }

  /** An interest in one item: a member's own, or one that came out of somebody who was asked, at whatever time. Until the chair rules, they stay; what is declared again is ruled on again. */
  async declare({ agendaItemId, nature, details, membershipId = this.unit.actor.membershipId }: DeclareInterest): Promise<Outcome> {
    const { actor, at } = this.unit;
    const own = membershipId === actor.membershipId;
    if (!own && !['chair', 'coordinator'].includes(actor.role)) throw anothersInterest();
    const item = await this.desk.item(agendaItemId);
    const meeting = await this.desk.standing(item.meetingId);
    const kind = meeting.procedure.interests.find((one) => one.code === nature);
    if (kind === undefined) throw problems.nature;
    const [member] = await this.unit.query(ownMember, [actor.councilId, meeting.id, membershipId, own ? actor.onBehalfOf : null]);
    if (member === undefined) throw new NotFound(own ? 'meeting you are a member of' : 'member');
    const [before] = await this.unit.query<Pick<ItemInterest, 'id' | 'ruling' | 'version'>>(declared, [actor.councilId, agendaItemId, membershipId]);
    // What a member said of themselves is not written over by somebody else.
    if (!own && before !== undefined) throw problems.interestKnown;
    const { id, version } = { id: before?.id ?? newId(), version: (before?.version ?? 0) + 1 };
    await this.unit.manager.upsert(ItemInterest, {
      councilId: actor.councilId, id, meetingId: meeting.id, agendaItemId, membershipId,
      nature: details === undefined ? kind.recorded : `${kind.recorded}: ${details}`, ruling: null, ruledBy: null, declaredAt: at.toString(), ruledAt: null, version,
    }, ['councilId', 'id']);
    await this.trail.record({
      subjectKind: 'agendaItem', subjectId: agendaItemId, action: own ? 'interestDeclared' : 'interestRecorded', ...(before !== undefined && { before: { ruling: before.ruling } }), after: { nature, ...(!own && { membershipId }), ruling: null },
    });
    return { id, version };
  }

  /** The chair's ruling. "Leave" takes the person out of the item: its papers and its minutes are not theirs (R21). */
  async rule({ id, version, ruling }: RuleOnInterest): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [interest] = await this.unit.query<Pick<ItemInterest, 'id' | 'version' | 'meetingId' | 'agendaItemId' | 'membershipId' | 'ruling' | 'ruledBy'> & { readonly personId: string | null }>(lockInterest, [actor.councilId, id]);
    if (interest === undefined) throw new NotFound('interest');
    if (interest.version !== version) throw await this.desk.stale(interest.version, interest.ruledBy ?? interest.membershipId, at.toString());
    if (interest.membershipId === actor.membershipId || (interest.personId !== null && interest.personId === actor.personId)) throw ownInterest();
    await this.unit.manager.update(ItemInterest, { councilId: actor.councilId, id }, { ruling, ruledBy: actor.membershipId, ruledAt: at.toString(), version: version + 1 });
    await this.unit.query(ruling === 'leave' ? exclude : admit, [actor.councilId, interest.agendaItemId, interest.membershipId]);
    // Whoever speaks and then leaves takes no part in what is recommended either.
    if (ruling !== 'stay') for (const late of await this.unit.query<{ id: string }>(madeWith, [actor.councilId, interest.agendaItemId, interest.membershipId])) await this.jobs.publish('interestFoundLate', { recommendationId: late.id });
    await this.jobs.publish('interestRuled', { meetingId: interest.meetingId, membershipId: interest.membershipId });
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: interest.agendaItemId, action: 'interestRuled', before: { ruling: interest.ruling }, after: { membershipId: interest.membershipId, ruling } });
    return { id, version: version + 1 };
  }

  /** What is as it was is left alone, so that two people may record different members at once. @throws StaleVersion where both changed one */
  private async attend(meetingId: string, entry: RecordAttendance['entries'][number]): Promise<void> {
    const { actor, at } = this.unit;
    const { memberId, version, attendance, left } = entry;
    const [member] = await this.unit.query<MemberRow>(lockMember, [actor.councilId, meetingId, memberId]);
    if (member === undefined) throw new NotFound('member');
    const deputyName = attendance === 'deputy' ? (entry.deputyName ?? null) : null;
    const came = cameTo(entry);
    // Who did not come heard nothing read out.
    const stands = member.accepted && (came ? !isAnother(member, deputyName) : member.byThemselves);
    const accepted = came && typeof entry.accepted === 'boolean' ? entry.accepted : stands;
    const isAsBefore = member.attendance === attendance && member.deputyName === deputyName && (member.leftAt !== null) === (came && left) && accepted === member.accepted;
    if (isAsBefore) return;
    if (member.version !== version) throw await this.desk.stale(member.version, null, at.toString());
    await this.stay(meetingId, member, { came, left, deputyName });
    await this.unit.manager.update(MeetingMember, { councilId: actor.councilId, id: memberId }, {
      attendance, deputyName, version: version + 1,
      arrivedAt: came ? (member.arrivedAt ?? at.toString()) : null, leftAt: came && left ? (member.leftAt ?? at.toString()) : null,
      ...(accepted && !stands && { confidentialityAcceptedAt: at.toString(), confidentialityRecordedBy: actor.membershipId, confidentialityAcceptedBy: null }),
      ...(!accepted && { confidentialityAcceptedAt: null, confidentialityRecordedBy: null, confidentialityAcceptedBy: null }),
    });
    const [then, now] = [{ attendance: member.attendance, left: member.leftAt !== null, confidentialityAccepted: member.accepted }, { attendance, left: came && left, confidentialityAccepted: accepted }];
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'attendanceRecorded', before: then, after: { memberId, membershipId: member.membershipId, ...now, changed: changedFields(member, { deputyName }) } });
  }

  /** One row a stay: somebody who comes back, or another who takes the place, begins a new one. */
  private async stay(meetingId: string, member: MemberRow, { came, left, deputyName }: { came: boolean; left: boolean; deputyName: string | null }): Promise<void> {
    const { actor, at } = this.unit;
    const wasIn = cameTo(member) && member.leftAt === null;
    if (!came) return void (await this.unit.query(wasNeverThere, [actor.councilId, member.id]));
    if (wasIn && (left || member.deputyName !== deputyName)) await this.unit.query(leave, [actor.councilId, member.id, at.toString()]);
    if (wasIn ? !left && member.deputyName !== deputyName : !left || member.arrivedAt === null) {
      await this.unit.manager.insert(Presence, {
        councilId: actor.councilId, id: newId(), meetingId, memberId: member.id, deputyName, arrivedAt: at.toString(), leftAt: left ? at.toString() : null, recordedBy: actor.membershipId, recordedAt: at.toString(),
      });
    }
  }

  /** The machine hears of a quorum lost or regained, in the part the meeting is in. @returns the meeting's version after it */
  async followQuorum(meeting: Standing): Promise<number> {
    const { quorate } = await this.desk.quorum(meeting);
    const sittings = await this.desk.sittings(meeting.id);
    const facts = { quorate, attendanceRecorded: true, chairPresent: sittings.some((one) => one.seat === 'chair' && one.present) };
    const step = meeting.state === 'inProgress' && !quorate ? ('LOSE_QUORUM' as const) : meeting.state === 'inquorate' && quorate ? ('REGAIN_QUORUM' as const) : null;
    if (step !== null) return (await this.runner.send(meetingMachine, step, { id: meeting.id, version: 'latest', facts })).version;
    return meeting.version;
  }

  private async own(meetingId: string, action: string, values: Partial<MeetingMember>, after: Record<string, unknown>): Promise<Outcome> {
    const { actor } = this.unit;
    const [member] = await this.unit.query<{ id: string; version: number }>(ownMember, [actor.councilId, meetingId, actor.membershipId, actor.onBehalfOf]);
    if (member === undefined) throw new NotFound('meeting you are a member of');
    await this.unit.manager.update(MeetingMember, { councilId: actor.councilId, id: member.id }, { ...values, version: member.version + 1 });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action, after: { memberId: member.id, ...after } });
    return { id: meetingId, version: member.version + 1 };
  }
}

