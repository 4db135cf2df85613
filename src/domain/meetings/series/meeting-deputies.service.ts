import { Injectable } from '@nestjs/common';
import { panelCircle, type Seat } from '../../../platform/access/actor.js';
import { Trail } from '../../../platform/audit/trail.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, NotPermitted } from '../../../platform/graphql/refusals.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { MeetingAccess } from '../../people/meeting-access.service.js';
import { beforeOpening, MeetingDesk, type Standing } from '../meeting-desk.js';
import { MeetingMember } from '../meeting.entity.js';
import { problems, sentences } from '../meeting.refusals.js';
import { MeetingPlanning } from './meeting-planning.service.js';
import { dayOf } from './meeting-dates.js';
import type { NameMeetingDeputy, WithdrawMeetingDeputy } from './series.inputs.js';

const lockMember = `
  select mm.id, mm.version, mm.meeting_id as "meetingId", mm.membership_id as "membershipId", mm.seat, mm.deputy_membership_id as "deputyMembershipId", m.person_id as "personId", m.agency_id as "agencyId"
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id where mm.council_id = $1 and mm.id = $2 for update of mm`;
const deputy = `
  select id, person_id as "personId", agency_id as "agencyId", role from memberships
  where council_id = $1 and id = $2 and person_id is not null and valid_from <= $3::date and (valid_to is null or valid_to >= $4::date)`;

interface MemberRow {
  readonly id: string;
  readonly version: number;
  readonly meetingId: string;
  readonly membershipId: string;
  readonly seat: Seat;
  readonly deputyMembershipId: string | null;
  readonly personId: string | null;
  readonly agencyId: string | null;
}
const lockMeeting = 'select m.id from meeting_members mm join meetings m on m.council_id = mm.council_id and m.id = mm.meeting_id where mm.council_id = $1 and mm.id = $2 for update of m';

/**
 * Who comes in a member's place to one meeting (domain.md 2.4). One with a membership is asked, counts for the member's seat when there, and sees
 * the meeting until its minutes have gone round; one known by name alone counts and sees nothing. Inside a unit.
 */
@Injectable()
export class MeetingDeputies {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: MeetingDesk,
    private readonly planning: MeetingPlanning,
    private readonly access: MeetingAccess,
  ) {}

  async name({ memberId, version, deputyId, deputyName }: NameMeetingDeputy): Promise<Outcome> {
    const { member, meeting } = await this.held(memberId, version);
    if (member.deputyMembershipId !== null) await this.access.unseatDeputies(meeting.id, member.membershipId);
    if (deputyId !== undefined) await this.seat(member, meeting, deputyId);
    const changed = await this.write(member, { deputyMembershipId: deputyId ?? null, deputyExpected: deputyName ?? null });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'meetingDeputyNamed', before: { deputyId: member.deputyMembershipId }, after: { memberId, membershipId: member.membershipId, deputyId: deputyId ?? null } });
    await this.tell('meetingDeputyNamed', member);
    return changed;
  }

  async withdraw({ memberId, version }: WithdrawMeetingDeputy): Promise<Outcome> {
    const { member, meeting } = await this.held(memberId, version);
    await this.access.unseatDeputies(meeting.id, member.membershipId);
    const changed = await this.write(member, { deputyMembershipId: null, deputyExpected: null });
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'meetingDeputyWithdrawn', before: { deputyId: member.deputyMembershipId }, after: { memberId, membershipId: member.membershipId, deputyId: null } });
    await this.tell('meetingDeputyWithdrawn', member);
    return changed;
  }

  private async seat(member: MemberRow, meeting: Standing, deputyId: string): Promise<void> {
    const { councilId } = this.unit.actor;
    const [found] = await this.unit.query<{ id: string; personId: string; agencyId: string | null; role: string }>(deputy, [councilId, deputyId, dayOf(this.unit.at), dayOf(meeting.startsAt)]);
    if (found === undefined || !(panelCircle as readonly string[]).includes(found.role) || found.role === 'auditor') throw problems.deputy;
    if (found.personId === member.personId) throw problems.ownDeputy;
    // A deputy commits the same agency (domain.md 2.4).
    if (found.agencyId !== member.agencyId) throw problems.deputyAgency;
    if (!meeting.series.partners && ['partner', 'cqcObserver'].includes(found.role)) throw new InvalidInput([{ field: 'deputyId', message: `${meeting.series.name}: members from outside the council take no part in it` }]);
    const until = this.planning.lastDay(meeting.startsAt, meeting.procedure);
    await this.access.seatDeputy({ meetingId: meeting.id, panelId: meeting.panelId, membershipId: deputyId, deputyOf: member.membershipId, seat: member.seat, until });
  }

  /** The member's row under its lock, and the meeting while it is still to come. @throws NotPermitted for whoever neither is the member nor runs the meeting */
  private async held(memberId: string, version: number): Promise<{ member: MemberRow; meeting: Standing }> {
    const { actor, at } = this.unit;
    // In the order of everybody who changes who is asked: the meeting first, then the member.
    await this.unit.query(lockMeeting, [actor.councilId, memberId]);
    const [member] = await this.unit.query<MemberRow>(lockMember, [actor.councilId, memberId]);
    if (member === undefined) throw new NotFound('member');
    const own = member.membershipId === actor.membershipId || member.membershipId === actor.onBehalfOf;
    if (!own && actor.role !== 'chair' && actor.role !== 'coordinator') throw new NotPermitted('the member whose place it is, or whoever runs the meeting');
    if (member.version !== version) throw await this.desk.stale(member.version, null, at.toString());
    return { member, meeting: await this.desk.standingIn(member.meetingId, beforeOpening, 'NAME_DEPUTY', sentences.deputyBefore) };
  }

  /** Who is new to the meeting gets its entry, and who was to come and does not, its cancellation; the member is told by whoever else did it. */
  private async tell(event: string, { meetingId, membershipId }: MemberRow): Promise<void> {
    await this.desk.nextEntry(meetingId);
    await this.jobs.publish(event, { meetingId, membershipId, by: this.unit.actor.membershipId });
  }

  private async write(member: MemberRow, values: Pick<MeetingMember, 'deputyMembershipId' | 'deputyExpected'>): Promise<Outcome> {
    await this.unit.manager.update(MeetingMember, { councilId: this.unit.actor.councilId, id: member.id }, { ...values, version: member.version + 1 });
    return { id: member.id, version: member.version + 1 };
  }
}
