import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

const circle = `in_panel_circle() and meeting_id in (select meetings_in_sight())`;

/**
 * Who was in the room and when, as often as they came and went; when each item was taken; a meeting in two parts with different
 * people (domain.md 2.3). Who is not in an item's part is out of the item, as by an interest, save that the service's own file stays
 * open to them.
 */
export class KeepWhoWasInTheRoom20261130230000 implements MigrationInterface {
  name = 'KeepWhoWasInTheRoom20261130230000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table presences (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        member_id uuid not null,
        -- Whoever sat in the member's place from then on.
        deputy_name text,
        arrived_at timestamptz not null,
        left_at timestamptz check (left_at >= arrived_at),
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, member_id) references meeting_members (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create unique index presences_open on presences (council_id, member_id) where left_at is null;
      create index presences_meeting on presences (council_id, meeting_id);
      ${tenancy('presences', circle)}
      insert into presences (council_id, id, meeting_id, member_id, deputy_name, arrived_at, left_at, recorded_by, recorded_at)
        select mm.council_id, gen_random_uuid(), mm.meeting_id, mm.id, mm.deputy_name, mm.arrived_at, mm.left_at, m.coordinator_id, mm.arrived_at
        from meeting_members mm join meetings m on m.council_id = mm.council_id and m.id = mm.meeting_id
        where mm.attendance in ('present', 'deputy') and mm.arrived_at is not null;

      create table item_turns (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        agenda_item_id uuid not null,
        begun_at timestamptz not null,
        ended_at timestamptz check (ended_at >= begun_at),
        recorded_by uuid not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, agenda_item_id) references agenda_items (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      -- One item at a time.
      create unique index item_turns_open on item_turns (council_id, meeting_id) where ended_at is null;
      create index item_turns_item on item_turns (council_id, agenda_item_id);
      ${tenancy('item_turns', circle)}

      create table meeting_parts (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        part text not null check (part in ('A', 'B')),
        purpose text not null,
        -- What whoever was in no part gets of this one's minutes: the chair decides.
        absentees text not null default 'nothing' check (absentees in ('nothing', 'minutes')),
        version int not null default 1,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, meeting_id, part),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      ${tenancy('meeting_parts', circle)}
      -- Somebody in one part who is no member: the provider, a companion, an advocate.
      create table meeting_guests (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        part text not null check (part in ('A', 'B')),
        name text not null,
        from_whom text not null,
        for_provider boolean not null,
        confidentiality_accepted_at timestamptz,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index meeting_guests_meeting on meeting_guests (council_id, meeting_id);
      ${tenancy('meeting_guests', circle)}
      alter table agenda_items add column part text check (part in ('A', 'B'));
      alter table meeting_members add column parts text[] not null default '{A,B}' check (parts <@ '{A,B}'),
        -- Read out in the room and accepted there: who wrote that down. Null where the member accepted by themselves.
        add column confidentiality_recorded_by uuid,
        add foreign key (council_id, confidentiality_recorded_by) references memberships (council_id, id);
      alter table item_exclusions drop constraint item_exclusions_pkey;
      alter table item_exclusions add column by_part boolean not null default false;
      alter table item_exclusions add primary key (council_id, agenda_item_id, membership_id, by_part);
    `);
    // A meeting is suspended with a reason too, beside whatever else is told there.
    const [kinds] = (await runner.query(`select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'meeting_changes_kind_check'`)) as { text: string }[];
    const more = kinds?.text.replace('ARRAY[', `ARRAY['suspended'::text, `);
    if (more === undefined || more === kinds?.text) throw new Error('meeting_changes lists its kinds in another way.');
    await runner.query(`alter table meeting_changes drop constraint meeting_changes_kind_check, add constraint meeting_changes_kind_check ${more}`);
    // Being in the other part keeps nothing of the service from its own file: that is for interests alone (ADR 0021).
    const [kept] = (await runner.query(`select pg_get_functiondef('kept_back()'::regprocedure) as text`)) as { text: string }[];
    const narrowed = kept?.text.replaceAll('from item_exclusions x', 'from (select * from item_exclusions where not by_part) x');
    if (narrowed === undefined || narrowed === kept?.text) throw new Error('kept_back reads item_exclusions no more.');
    await runner.query(narrowed);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
