import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { inSession, MeetingDesk } from '../meeting-desk.js';
import { notNow, sentences } from '../meeting.refusals.js';
import { AttendanceService } from './attendance.service.js';
import { ItemTurn, type Part } from './room.entity.js';

const endOpen = 'update item_turns set ended_at = $3 where council_id = $1 and meeting_id = $2 and ended_at is null';
// Whoever opens or resumes a meeting may be out of the item it goes on with: its id is no paper.
const goesOnWith = `
  select i.id from agenda_items i where i.council_id = $1 and i.meeting_id = $2 and i.taken_at is null and i.deferred_at is null
  order by (select max(t.begun_at) from item_turns t where t.council_id = i.council_id and t.agenda_item_id = i.id) desc nulls last, i.position, i.id limit 1`;
const inAnotherPart = `
  select i.id from item_turns t join agenda_items i on i.council_id = t.council_id and i.id = t.agenda_item_id
  where t.council_id = $1 and t.meeting_id = $2 and t.ended_at is null and t.part is distinct from i.part`;
const partOf = 'select part from agenda_items where council_id = $1 and id = $2';

/** Which item the meeting is on, and since when: minutes taken, and who was in the room for what. */
@Injectable()
export class Turns {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
    private readonly attendance: AttendanceService,
  ) {}

  /** The meeting turns to this item; the quorum is then that of the item's part (R20). */
  async begin({ id }: { id: string }): Promise<Outcome> {
    const item = await this.desk.item(id);
    const meeting = await this.desk.standingIn(item.meetingId, inSession, 'BEGIN_ITEM', sentences.inSession);
    if (item.deferred) throw notNow(meeting.state, 'BEGIN_ITEM', sentences.deferred);
    if ((await this.desk.itemNow(meeting.id)) !== id) {
      await this.turnTo(meeting.id, id);
      await this.trail.record({ subjectKind: 'agendaItem', subjectId: id, action: 'itemBegun', after: { position: item.position } });
      await this.attendance.followQuorum(meeting);
    }
    return { id, version: item.version };
  }

  /** When a session begins or goes on: the item it was on, or the first that is not taken. */
  async goOn(meetingId: string): Promise<void> {
    const [next] = await this.unit.query<{ id: string }>(goesOnWith, [this.unit.actor.councilId, meetingId]);
    if (next !== undefined) await this.turnTo(meetingId, next.id);
  }

  /** The meeting is divided while it is on an item: that goes on in its part, and whoever was there before alone was not in the part (R22). */
  async goOnInPart(meetingId: string): Promise<void> {
    const [now] = await this.unit.query<{ id: string }>(inAnotherPart, [this.unit.actor.councilId, meetingId]);
    if (now !== undefined) await this.turnTo(meetingId, now.id);
  }

  /** The session pauses or ends: no item is being taken. */
  async end(meetingId: string): Promise<void> {
    await this.unit.query(endOpen, [this.unit.actor.councilId, meetingId, this.unit.at.toString()]);
  }

  private async turnTo(meetingId: string, agendaItemId: string): Promise<void> {
    const { actor, at } = this.unit;
    await this.end(meetingId);
    const [item] = await this.unit.query<{ part: Part | null }>(partOf, [actor.councilId, agendaItemId]);
    await this.unit.manager.insert(ItemTurn, { councilId: actor.councilId, id: newId(), meetingId, agendaItemId, part: item?.part ?? null, begunAt: at.toString(), endedAt: null, recordedBy: actor.membershipId });
  }
}
