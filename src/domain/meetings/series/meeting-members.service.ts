import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { MeetingAccess } from '../../people/meeting-access.service.js';
import { beforeOpening, MeetingDesk, type Standing } from '../meeting-desk.js';
import { Meeting, MeetingMember } from '../meeting.entity.js';
import { notNow, problems, sentences } from '../meeting.refusals.js';
import { type Candidate, MeetingPlanning } from './meeting-planning.service.js';
import type { AddMeetingMember, MeetingName, TakeOffMeetingMember } from './members.inputs.js';

// Whoever changes who is asked waits for whoever does so at the same time, and then finds what they did.
const lockMeeting = 'select by_name as "byName" from meetings where council_id = $1 and id = $2 for update';
const isMember = 'select id from meeting_members where council_id = $1 and meeting_id = $2 and membership_id = $3';
const lockMember = `
  select mm.id, mm.version, mm.meeting_id as "meetingId", mm.membership_id as "membershipId", m.agency_id as "agencyId",
         exists (select from presences r where r.council_id = mm.council_id and r.member_id = mm.id) as "wasThere",
         (select i.position from agenda_items i where i.council_id = mm.council_id and i.meeting_id = mm.meeting_id and i.presenter_id = mm.membership_id order by i.position limit 1) as presents
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id where mm.council_id = $1 and mm.id = $2 for update of mm`;
const ofAgency = `
  select from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
  where mm.council_id = $1 and mm.meeting_id = $2 and m.agency_id = $3 limit 1`;

interface MemberRow {
  readonly id: string;
  readonly version: number;
  readonly meetingId: string;
  readonly membershipId: string;
  readonly agencyId: string | null;
  readonly wasThere: boolean;
  readonly presents: number | null;
}

/** Who is asked to one meeting, changed after it is scheduled: by membership, or by name alone where it is about one service. Inside a unit. */
@Injectable()
export class MeetingMembers {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: MeetingDesk,
    private readonly planning: MeetingPlanning,
    private readonly access: MeetingAccess,
  ) {}

  /**
   * Asks one person more. An agency without a seat on the panel is shown the service by a share for this meeting (R37).
   * @throws InvalidInput for whoever may not be asked, is asked already, or whose agency's share has no reason
   */
  async add({ id, membershipId, sharingReason }: AddMeetingMember): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { meeting } = await this.held(id, 'ADD_MEMBER');
    if ((await this.unit.query(isMember, [actor.councilId, id, membershipId])).length > 0) throw problems.alreadyAsked;
    const who = await this.planning.candidate(membershipId, meeting.series, meeting.panelId, meeting.startsAt);
    if (who.isGuest) await this.share(meeting, who, sharingReason);
    const memberId = newId();
    await this.unit.manager.insert(MeetingMember, {
      councilId: actor.councilId, id: memberId, meetingId: id, membershipId, seat: who.seat, invitedAt: at.toString(), attendance: 'expected', deputyName: null, deputyMembershipId: null, deputyExpected: null,
      arrivedAt: null, leftAt: null, confidentialityAcceptedAt: null, contribution: 'none', contributedAt: null, minutesDocumentId: null, version: 1,
    });
    await this.desk.nextEntry(id);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingMemberAdded', after: { memberId, membershipId } });
    await this.jobs.publish('meetingMemberAdded', { meetingId: id, membershipId, by: actor.membershipId });
    return { id: memberId, version: 1 };
  }

  /**
   * Takes a member off, with whoever was to come in their place. What they contributed stays their agency's.
   * @throws TransitionRefused for the chair, the coordinator, whoever presents an item, and whoever attendance has had in the room
   */
  async takeOff({ memberId, version, reason }: TakeOffMeetingMember): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ meetingId: string }>('select meeting_id as "meetingId" from meeting_members where council_id = $1 and id = $2', [actor.councilId, memberId]);
    if (found === undefined) throw new NotFound('member');
    const { meeting } = await this.held(found.meetingId, 'TAKE_OFF_MEMBER');
    const [member] = await this.unit.query<MemberRow>(lockMember, [actor.councilId, memberId]);
    if (member === undefined) throw new NotFound('member');
    if (member.version !== version) throw await this.desk.stale(member.version, null, at.toString());
    const stays = whyTheyStay(meeting, member);
    if (stays !== null) throw notNow(meeting.state, 'TAKE_OFF_MEMBER', stays);
    await this.access.unseatDeputies(meeting.id, member.membershipId);
    await this.unit.manager.delete(MeetingMember, { councilId: actor.councilId, id: memberId });
    if (member.agencyId !== null && (await this.unit.query(ofAgency, [actor.councilId, meeting.id, member.agencyId])).length === 0) await this.access.endShares(meeting.id, member.agencyId);
    await this.desk.nextEntry(meeting.id);
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'meetingMemberTakenOff', before: { memberId, membershipId: member.membershipId }, after: { reasonGiven: true } });
    await this.desk.keepReason(meeting.id, 'memberTakenOff', reason);
    await this.jobs.publish('meetingMemberTakenOff', { meetingId: meeting.id, membershipId: member.membershipId, by: actor.membershipId });
    return { id: meeting.id, version: meeting.version };
  }

  /** @throws InvalidInput for a meeting about no single service: what stands there is taken with the service's records (R41) */
  async addName({ id, name }: MeetingName): Promise<Outcome> {
    const { meeting, names } = await this.held(id, 'ADD_MEMBER');
    if (meeting.serviceId === null) throw problems.noNames(meeting.series.name);
    if (names.some((one) => same(one, name))) throw problems.nameThere;
    await this.keepNames(meeting, names, [...names, name], 'meetingNameAdded');
    return { id, version: meeting.version };
  }

  /** @throws InvalidInput where nobody of that name is to come */
  async takeOffName({ id, name }: MeetingName): Promise<Outcome> {
    const { meeting, names } = await this.held(id, 'TAKE_OFF_MEMBER');
    if (!names.some((one) => same(one, name))) throw problems.nameNotThere;
    await this.keepNames(meeting, names, names.filter((one) => !same(one, name)), 'meetingNameTakenOff');
    return { id, version: meeting.version };
  }

  private async keepNames({ id }: Standing, before: readonly string[], names: readonly string[], action: string): Promise<void> {
    if (names.join('\n').length > 2000) throw problems.tooManyNames;
    await this.unit.manager.update(Meeting, { councilId: this.unit.actor.councilId, id }, { byName: names.length === 0 ? null : names.join('\n') });
    // Who it is stands in the meeting: the trail has ids and counts alone (R25).
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action, before: { names: before.length }, after: { names: names.length } });
  }

  private async share({ id: meetingId, serviceId, startsAt, procedure }: Standing, { agencyId }: Candidate, reason: string | undefined): Promise<void> {
    if (agencyId === null || serviceId === null || (await this.access.isShared(meetingId, agencyId))) return;
    if (reason === undefined) throw problems.sharingReason;
    await this.access.shareWith({ meetingId, serviceId, agencyId, reason, until: this.planning.lastDay(startsAt, procedure) });
  }

  /** The meeting while it is still to come, locked until the unit ends, with who comes by name alone. */
  private async held(id: string, act: string): Promise<{ meeting: Standing; names: string[] }> {
    const [locked] = await this.unit.query<{ byName: string | null }>(lockMeeting, [this.unit.actor.councilId, id]);
    if (locked === undefined) throw new NotFound('meeting');
    const names = (locked.byName ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
    return { meeting: await this.desk.standingIn(id, beforeOpening, act, sentences.membersBefore), names };
  }
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

function whyTheyStay({ chairId, coordinatorId }: Standing, { membershipId, wasThere, presents }: MemberRow): string | null {
  if (membershipId === chairId || membershipId === coordinatorId) return sentences.runsIt;
  if (wasThere) return sentences.wasThere;
  return presents === null ? null : sentences.presents(presents);
}
