import { Injectable } from '@nestjs/common';
import type { AudienceReader, AudienceSection } from '../../../platform/access/audience.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { PrintedSection } from './minutes-press.js';

/** The provider of the service an item is about. @param item SQL for the item's id */
export const providerOfItem = (councilId: string, item: string): string => `
  (select sv.provider_id from agenda_items gi join services sv on sv.council_id = gi.council_id and sv.id = gi.service_id where gi.council_id = ${councilId} and gi.id = ${item})`;
/** Items that a member is out of (R21), and those that are not for guests. @param mm alias of the meeting's member @param m of the membership */
export const excludedItems = (mm: string, m: string): string => `
  coalesce((select json_agg(xi.id) from agenda_items xi where xi.council_id = ${mm}.council_id and xi.meeting_id = ${mm}.meeting_id
            and (exists (select from item_exclusions x where x.council_id = xi.council_id and x.agenda_item_id = xi.id and (x.membership_id = ${m}.id or x.person_id = ${m}.person_id))
              or (xi.audience <> 'members' and ${m}.role = 'partner') or (xi.audience = 'council' and ${m}.role = 'cqcObserver'))), '[]')`;

const sectionsOf = `
  select s.id, s.agenda_item_id as "agendaItemId", s.heading, s.text, s.audience, s.readers, ${providerOfItem('s.council_id', 's.agenda_item_id')} as "providerId",
         coalesce((select json_agg(json_build_object('number', a.number, 'text', a.text, 'reason', a.reason) order by a.number)
                   from minute_amendments a where a.council_id = s.council_id and a.section_id = s.id), '[]') as amendments
  from minute_sections s where s.council_id = $1 and s.meeting_id = $2 order by s.position`;
const readersOf = `
  select mm.id as "memberId", mm.membership_id as "membershipId", m.person_id as "personId", m.role, m.provider_id as "providerId", mm.minutes_document_id as "documentId", ${excludedItems('mm', 'm')} as "excludedItems"
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
  where mm.council_id = $1 and mm.meeting_id = $2 order by mm.id`;

/** A member as minutes are made for them. */
export interface MinutesReader extends AudienceReader {
  readonly memberId: string;
  readonly membershipId: string;
  readonly personId: string | null;
  /** Their own copy, once minutes have gone round. */
  readonly documentId: string | null;
}
export type Section = PrintedSection & AudienceSection & { readonly id: string; readonly readers: readonly string[]; readonly providerId: string | null };

/** The sections of minutes and those who read them, as a unit finds them. */
@Injectable()
export class MinuteSections {
  constructor(private readonly unit: WriteUnit) {}

  of(meetingId: string): Promise<Section[]> {
    return this.unit.query(sectionsOf, [this.unit.actor.councilId, meetingId]);
  }

  readers(meetingId: string): Promise<MinutesReader[]> {
    return this.unit.query(readersOf, [this.unit.actor.councilId, meetingId]);
  }
}
