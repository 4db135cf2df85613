import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** R41: what was decided on telling people, families and advocates, as a row of its own, and what became of it. */
export class TrackTellingPeople20261129234200 implements MigrationInterface {
  name = 'TrackTellingPeople20261129234200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of the decision of the same id; where it stands is the workflow telling of that id.
      create table tellings (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        who_is_told text,
        who_tells text,
        tell_on date,
        why_not_yet text,
        consider_on date,
        told_on date,
        told_note text,
        changed_by uuid not null,
        changed_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, id) references decisions (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, changed_by) references memberships (council_id, id)
      );

      -- What people wrote goes with the rest of the service's words (ADR 0018).
      alter function purge_service(uuid) rename to purge_service_before_telling;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council();
        begin
          update tellings t set who_is_told = marked(who_is_told), who_tells = marked(who_tells), why_not_yet = marked(why_not_yet), told_note = marked(told_note) where t.council_id = council and t.service_id = service;
          return purge_service_before_telling(service);
        end $$;
      revoke all on function purge_service(uuid) from public;
    `);
    await runner.query(tenancy('tellings', `in_panel_circle() and ${satWith('service_id')}`));
  }

  async down(): Promise<void> {
    throw new Error('What was recorded is not thrown away: restore a backup instead.');
  }
}
