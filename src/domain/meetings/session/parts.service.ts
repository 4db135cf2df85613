import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../../platform/graphql/refusals.js';
import { AgendaItem } from '../agenda/agenda-item.entity.js';
import { MeetingDesk, published, type Standing } from '../meeting-desk.js';
import { MeetingMember } from '../meeting.entity.js';
import { sentences } from '../meeting.refusals.js';
import { AttendanceService } from './attendance.service.js';
import { keepOutAfterwards, keepOutOfParts } from './kept-out.js';
import { Turns } from './turns.service.js';
import type { ArrangeParts } from './parts.inputs.js';
import { MeetingPart, type Part } from './room.entity.js';

// Two who arrange for the first time find no part to lock: they wait for each other at the meeting.
const lockMeeting = 'select id from meetings where council_id = $1 and id = $2 for update';
const lockParts = 'select id, part, version, recorded_by as "recordedBy", to_json(recorded_at)#>>\'{}\' as "recordedAt" from meeting_parts where council_id = $1 and meeting_id = $2 order by part for update';
const itemsOf = 'select id, part, title, taken_at is not null as taken, version from agenda_items where council_id = $1 and meeting_id = $2 order by position, id for update';
const membersOf = 'select id, membership_id as "membershipId", parts, version from meeting_members where council_id = $1 and meeting_id = $2 order by id for update';
/** A meeting in two parts: which item is in which, who is in which, and who reads the minutes of which (R22, domain.md 2.3). */
@Injectable()
export class PartsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
    private readonly attendance: AttendanceService,
    private readonly turns: Turns,
  ) {}

  /**
   * The chair arranges both parts whole. Whoever is not in a part is out of its items from then on.
   * @throws StaleVersion when somebody arranged them after the page was opened
   */
  async arrange(input: ArrangeParts): Promise<Outcome> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standingIn(input.id, published, 'ARRANGE_PARTS', sentences.published);
    await this.unit.query(lockMeeting, [actor.councilId, meeting.id]);
    const before = await this.unit.query<{ id: string; part: Part; version: number; recordedBy: string; recordedAt: string }>(lockParts, [actor.councilId, meeting.id]);
    const version = before[0]?.version ?? 0;
    if (version !== input.version) throw await this.desk.stale(version, before[0]?.recordedBy ?? null, before[0]?.recordedAt ?? at.toString());
    await this.placeItems(meeting, input.itemsInB);
    await this.seat(meeting, input);
    for (const part of ['A', 'B'] as const) {
      const id = before.find((one) => one.part === part)?.id ?? newId();
      const { purpose, absentees } = input[part];
      await this.unit.manager.upsert(MeetingPart, { councilId: actor.councilId, id, meetingId: meeting.id, part, purpose, absentees, version: version + 1, recordedBy: actor.membershipId, recordedAt: at.toString() }, ['councilId', 'id']);
    }
    await this.turns.goOnInPart(meeting.id);
    await keepOutOfParts(this.unit, meeting.id);
    await this.trail.record({ subjectKind: 'meeting', subjectId: meeting.id, action: 'partsArranged', after: { itemsInB: input.itemsInB.length, onlyInA: input.onlyInA.length, onlyInB: input.onlyInB.length, absenteesOfA: input.A.absentees, absenteesOfB: input.B.absentees } });
    await this.attendance.followQuorum(meeting);
    return { id: meeting.id, version: version + 1 };
  }

  /** Once the session ends: each reads the minutes of the part they were in, and absentees what the chair decided. */
  async close(meetingId: string): Promise<void> {
    await keepOutAfterwards(this.unit, meetingId);
  }

  private async placeItems({ id: meetingId }: Standing, inB: readonly string[]): Promise<void> {
    const { councilId } = this.unit.actor;
    const items = await this.unit.query<{ id: string; part: Part | null; title: string; taken: boolean; version: number }>(itemsOf, [councilId, meetingId]);
    if (inB.some((id) => !items.some((item) => item.id === id))) throw new InvalidInput([{ field: 'itemsInB', message: 'Choose items of this meeting' }]);
    for (const { id, part, title, taken, version } of items) {
      const now = inB.includes(id) ? 'B' : 'A';
      if (part === now) continue;
      if (taken && part !== null) throw new InvalidInput([{ field: 'itemsInB', message: `${title} has been taken: it stays in part ${part}` }]);
      await this.unit.manager.update(AgendaItem, { councilId, id }, { part: now, version: version + 1 });
    }
  }

  /** @throws InvalidInput for the meeting's chair or coordinator outside a part, and people who are not of the meeting */
  private async seat({ id: meetingId, chairId, coordinatorId }: Standing, { onlyInA, onlyInB }: ArrangeParts): Promise<void> {
    const { councilId } = this.unit.actor;
    const members = await this.unit.query<{ id: string; membershipId: string; parts: Part[]; version: number }>(membersOf, [councilId, meetingId]);
    const problems: { field: string; message: string }[] = [];
    for (const [field, chosen] of [['onlyInA', onlyInA], ['onlyInB', onlyInB]] as const) {
      if (chosen.some((id) => !members.some((one) => one.id === id))) problems.push({ field, message: 'Choose members of this meeting' });
      if (members.some((one) => chosen.includes(one.id) && [chairId, coordinatorId].includes(one.membershipId))) problems.push({ field, message: 'The chair and the coordinator of the meeting are in both parts' });
    }
    if (onlyInA.some((id) => onlyInB.includes(id))) problems.push({ field: 'onlyInB', message: 'Choose one of the two parts, or both, for each member' });
    if (problems.length > 0) throw new InvalidInput(problems);
    for (const { id, parts, version } of members) {
      const now: Part[] = onlyInA.includes(id) ? ['A'] : onlyInB.includes(id) ? ['B'] : ['A', 'B'];
      if (parts.join() !== now.join()) await this.unit.manager.update(MeetingMember, { councilId, id }, { parts: now, version: version + 1 });
    }
  }
}
