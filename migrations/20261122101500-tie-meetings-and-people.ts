import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * Every id of meetings, agendas, minutes, actions and people names a row there is. What somebody wrote about a meeting's change
 * stands in a table of meetings; managers stand beside memberships; intelligence says how well we know it.
 */
export class TieMeetingsAndPeople20261122101500 implements MigrationInterface {
  name = 'TieMeetingsAndPeople20261122101500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Why a meeting moved, was adjourned or cancelled, and what returned minutes need: the words the trail leaves out.
      create table meeting_changes (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        kind text not null check (kind in ('rescheduled', 'adjourned', 'cancelled', 'minutesReturned')),
        reason text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index meeting_changes_meeting on meeting_changes (council_id, meeting_id, recorded_at);
      create trigger meeting_changes_append_only before update or delete on meeting_changes for each row execute function refuse_change();
    `);
    // What minutes still need may quote an item: not for whoever was out of one of the meeting's items (R21), and for those alone who make the minutes.
    await runner.query(tenancy('meeting_changes', `in_panel_circle() and (kind <> 'minutesReturned'
      or acting_as() in ('chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system')
         and not exists (select from agenda_items i where i.council_id = meeting_changes.council_id and i.meeting_id = meeting_changes.meeting_id and is_out_of(i.id)))`));
    await runner.query(`
      alter table meetings
        add foreign key (council_id, coordinator_id) references memberships (council_id, id),
        add foreign key (council_id, minutes_document_id) references documents (council_id, id);
      alter table meeting_members add foreign key (council_id, minutes_document_id) references documents (council_id, id);
      alter table agenda_versions add foreign key (council_id, document_id) references documents (council_id, id);
      alter table item_interests
        add foreign key (council_id, meeting_id) references meetings (council_id, id),
        add foreign key (council_id, membership_id) references memberships (council_id, id);
      alter table item_exclusions
        add foreign key (council_id, agenda_item_id) references agenda_items (council_id, id),
        add foreign key (council_id, membership_id) references memberships (council_id, id),
        add foreign key (person_id) references people (id);
      alter table item_records add foreign key (council_id, meeting_id) references meetings (council_id, id);
      alter table minute_sections add foreign key (council_id, agenda_item_id) references agenda_items (council_id, id);
      alter table actions add foreign key (council_id, agenda_item_id) references agenda_items (council_id, id);
      alter table reports add foreign key (council_id, document_id) references documents (council_id, id);
      alter table memberships add foreign key (provider_id) references register_providers (id);

      -- R18: an action overdue is told to the manager of whoever owns it.
      alter table memberships
        add column manager_membership_id uuid,
        add foreign key (council_id, manager_membership_id) references memberships (council_id, id),
        add check (manager_membership_id <> id);

      -- domain.md 4.2: how well we know it, and when keeping it from the provider is looked at again.
      alter table intelligence
        add column nature text check (nature in ('fact', 'opinion', 'thirdHand')),
        add column reliability text check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
        add column corroboration text check (corroboration in ('confirmed', 'partly', 'notConfirmed', 'contradicted')),
        add column disclosure_review_on date;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What people wrote is not taken away again: restore a backup instead.');
  }
}
