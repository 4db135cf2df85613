import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

const readers = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'auditor', 'administrator', 'system')`;

/**
 * What comes from a council's spreadsheets: each case says that it does, which file it came in, and which row, so that the same row
 * comes in once (ADR 0030).
 */
export class BringInEarlierRecords20261130130000 implements MigrationInterface {
  name = 'BringInEarlierRecords20261130130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stages add column from_earlier_records boolean not null default false, add column stated_decider text;
      alter table restrictions add column from_earlier_records boolean not null default false, add column stated_decider text;
      alter table actions add column from_earlier_records boolean not null default false;
      alter table intelligence add column from_earlier_records boolean not null default false;
      -- Nobody here knows which of the three ways it came in (R04).
      alter table restrictions drop constraint restrictions_fairness_check;
      alter table restrictions add constraint restrictions_fairness_check
        check (fairness in ('afterRepresentation', 'precautionary', 'emergency', 'notApplicable', 'fromEarlierRecords'));

      -- One a file, sheet and kind, however often it is read.
      create table imports (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        kind text not null check (kind in ('watchlist', 'restrictions', 'actions', 'intelligence')),
        file_name text not null,
        file_hash text not null,
        sheet text not null,
        -- Of the last reading: rows that hold something, and those refused, by number, field and remedy; never what a cell holds.
        rows int not null,
        rejected jsonb not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        unique (council_id, kind, file_hash, sheet),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create table import_rows (
        council_id uuid not null references councils (id),
        id uuid not null,
        import_id uuid not null,
        kind text not null,
        -- The row by what it says, or by the reference it has there: the same row comes in once, from whichever file.
        row_key text not null,
        content_hash text not null,
        row_number int not null,
        -- The case it became.
        subject_id uuid not null,
        primary key (council_id, id),
        unique (council_id, kind, row_key),
        foreign key (council_id, import_id) references imports (council_id, id)
      );
      create index import_rows_import on import_rows (council_id, import_id);
      ${tenancy('imports', readers)}
      ${tenancy('import_rows', readers)}
      create trigger import_rows_append_only before update or delete on import_rows for each row execute function refuse_change();

      -- Who decided, as an earlier record states it, may be a name: it goes with the rest of the service's words (R34).
      alter function purge_service(uuid) rename to purge_service_before_earlier_records;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council();
        begin
          update stages g set stated_decider = marked(g.stated_decider) where g.council_id = council and g.service_id = service;
          update restrictions x set stated_decider = marked(x.stated_decider) where x.council_id = council and x.service_id = service;
          return purge_service_before_earlier_records(service);
        end $$;
      revoke all on function purge_service(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Which cases came from earlier records has no other place: restore a backup instead.');
  }
}
