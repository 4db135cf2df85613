import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever sits for a member sits in the member's parts (R22): a deputy named for the meeting, or one who takes the member's place for some days.
 * Somebody with more than one seat there is in a part that any of them is in. Whose acceptance of the confidentiality statement it was is kept.
 */
export class SeatDeputiesInTheirPart20261203150000 implements MigrationInterface {
  name = 'SeatDeputiesInTheirPart20261203150000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function out_by_part(item uuid) returns boolean language sql stable
        return exists (select from item_exclusions x where x.council_id = current_council() and x.agenda_item_id = item and x.by_part
            and (x.membership_id in (current_membership(), acting_for()) or x.person_id = current_person()
              or exists (select from agenda_items i join meeting_members mm on mm.council_id = i.council_id and mm.meeting_id = i.meeting_id
                where i.council_id = x.council_id and i.id = item and mm.membership_id = x.membership_id and mm.deputy_membership_id = current_membership())))
          and not exists (select from agenda_items i join meeting_members mm on mm.council_id = i.council_id and mm.meeting_id = i.meeting_id
            where i.council_id = current_council() and i.id = item and (mm.membership_id in (current_membership(), acting_for()) or mm.deputy_membership_id = current_membership())
              and not exists (select from item_exclusions x where x.council_id = i.council_id and x.agenda_item_id = item and x.by_part and x.membership_id = mm.membership_id));
      create or replace function is_out_of(item uuid) returns boolean language sql stable
        return exists (select from item_exclusions x where x.council_id = current_council() and x.agenda_item_id = item and not x.by_part
                       and (x.membership_id = current_membership() or x.person_id = current_person()))
          or out_by_part(item)
          or (acting_as() in ('partner', 'cqcObserver') and exists (select from agenda_items i where i.council_id = current_council() and i.id = item
              and (i.audience = 'council' or (i.audience = 'cqc' and acting_as() = 'partner'))));
      -- Who accepted the confidentiality statement by themselves: the member, or whoever stood in; null where it was read out in the room, to whoever sat there.
      alter table meeting_members add column confidentiality_accepted_by uuid,
        add foreign key (council_id, confidentiality_accepted_by) references memberships (council_id, id);
      update meeting_members set confidentiality_accepted_by = case when attendance = 'deputy' then coalesce(deputy_membership_id, membership_id) else membership_id end
        where confidentiality_accepted_at is not null and confidentiality_recorded_by is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
