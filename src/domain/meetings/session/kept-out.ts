import type { WriteUnit } from '../../../platform/database/write-unit.js';

const letEverybodyIn = 'delete from item_exclusions where council_id = $1 and by_part and agenda_item_id in (select i.id from agenda_items i where i.council_id = $1 and i.meeting_id = $2)';
// The chair and the coordinator of the meeting run and minute all of it.
const keptOut = (rule: string): string => `
  insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id, by_part)
  select mm.council_id, i.id, mm.membership_id, ms.person_id, true
  from meetings m
  join agenda_items i on i.council_id = m.council_id and i.meeting_id = m.id and i.part is not null
  join meeting_members mm on mm.council_id = m.council_id and mm.meeting_id = m.id and mm.membership_id not in (m.chair_id, m.coordinator_id)
  join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
  join meeting_parts p on p.council_id = m.council_id and p.meeting_id = m.id and p.part = i.part
  where m.council_id = $1 and m.id = $2 and ${rule} on conflict do nothing`;
const notInPart = keptOut('i.part <> all (mm.parts)');
// What was taken before the meeting was divided counts as part A, in which it then is unless the chair says otherwise.
const partOfTurn = `coalesce(t.part, 'A')`;
/** Whether a member was in the room while an item of a part was taken, and in that part. */
const attended = (part: string): string => `exists (
  select from presences r join item_turns t on t.council_id = r.council_id and t.meeting_id = r.meeting_id
    and r.arrived_at <= coalesce(t.ended_at, 'infinity') and coalesce(r.left_at, 'infinity') > t.begun_at
  where r.council_id = mm.council_id and r.member_id = mm.id and ${part} and ${partOfTurn} = any (mm.parts))`;
const wasTaken = `exists (select from item_turns t where t.council_id = m.council_id and t.meeting_id = m.id and ${partOfTurn} = i.part)`;
const whoWasElsewhere = keptOut(`(i.part <> all (mm.parts)
  or (${wasTaken} and not ${attended(`${partOfTurn} = i.part`)} and (p.absentees = 'nothing' or ${attended('true')})))`);

/** Whoever is not in the part of an item is out of it, anew for every item of the meeting. */
export const keepOutOfParts = (unit: WriteUnit, meetingId: string): Promise<void> => keepOut(unit, meetingId, notInPart);

/** Once the session ends: whoever was not there for a part is out of it, and absentees have what the chair decided. */
export const keepOutAfterwards = (unit: WriteUnit, meetingId: string): Promise<void> => keepOut(unit, meetingId, whoWasElsewhere);

async function keepOut(unit: WriteUnit, meetingId: string, whom: string): Promise<void> {
  const { councilId } = unit.actor;
  await unit.query(letEverybodyIn, [councilId, meetingId]);
  await unit.query(whom, [councilId, meetingId]);
}
