import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** What somebody typed into a form and has not sent: theirs alone, until it is sent or a month has passed. */
export class KeepDrafts20261130230200 implements MigrationInterface {
  name = 'KeepDrafts20261130230200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table drafts (
        council_id uuid not null references councils (id),
        id uuid not null,
        membership_id uuid not null,
        person_id uuid not null,
        -- Which form of which record: 'itemRecord:<id>'.
        form text not null,
        fields jsonb not null,
        saved_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, membership_id, person_id, form),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (person_id) references people (id)
      );
      create index drafts_saved on drafts (council_id, saved_at);
      ${tenancy('drafts', `(membership_id = current_membership() and person_id = current_person()) or acting_as() = 'system'`)}
      create policy own on drafts as restrictive for insert with check (membership_id = current_membership() and person_id = current_person());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table drafts');
  }
}
