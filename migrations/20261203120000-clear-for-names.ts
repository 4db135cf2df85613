import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, tenancy } from './policies.ts';

const office = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system')`;

/** The Board reads counts and stages; the named annex is for its readers who are cleared for names (domain.md 2.6, ADR 0041). */
export class ClearForNames20261203120000 implements MigrationInterface {
  name = 'ClearForNames20261203120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table name_clearances (
        council_id uuid not null references councils (id),
        id uuid not null,
        membership_id uuid not null,
        valid_from date not null,
        -- The last day; null until it is ended.
        valid_to date,
        reason text not null,
        given_by uuid not null,
        given_at timestamptz not null,
        ended_at timestamptz,
        ended_by uuid,
        end_reason text,
        version int not null default 1,
        primary key (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, given_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id),
        check (valid_to is null or valid_to >= valid_from),
        check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null))
      );
      create index name_clearances_membership on name_clearances (council_id, membership_id);
      ${tenancy('name_clearances', `acting_as() in ('administrator', 'auditor', 'system') or membership_id = current_membership()`)}
      -- It gives sight of names: an administrator gives it, and nobody to themselves (ADR 0013).
      alter policy added on name_clearances with check (council_id = current_council() and acting_as() = 'administrator' and given_by = current_membership() and membership_id <> current_membership());
      alter policy changed on name_clearances using (council_id = current_council() and acting_as() = 'administrator') with check (council_id = current_council());

      -- Whether this reader of the Board is cleared for names today. It is the person's own: a deputy has it not.
      create function cleared_for_names() returns boolean language sql stable as $$
        select acting_as() = 'boardReader' and exists (select from name_clearances c
          where c.council_id = current_council() and c.membership_id = current_membership() and c.ended_at is null
            and c.valid_from <= current_day() and (c.valid_to is null or c.valid_to >= current_day()))
      $$;

      -- The report with its names, beside the one without.
      create table report_annexes (
        council_id uuid not null references councils (id),
        report_id uuid not null,
        content jsonb not null,
        document_id uuid,
        primary key (council_id, report_id),
        foreign key (council_id, report_id) references reports (council_id, id),
        foreign key (council_id, document_id) references documents (council_id, id)
      );
      ${tenancy('report_annexes', `${office} or (select cleared_for_names())`)}
      create trigger report_annexes_append_only before update or delete on report_annexes for each row execute function refuse_change();

      alter table documents drop constraint documents_audience_check;
      alter table documents add constraint documents_audience_check check (audience in ('circle', 'council', 'provider', 'named', 'board', 'boardNamed'));
    `);
    await runner.query(resee('documents', `(audience in ('circle', 'council', 'provider', 'board', 'boardNamed') and ${office})
      or (audience = 'provider' and provider_id = current_provider())
      or (audience = 'named' and (current_membership() = any (recipients) or acting_as() in ('system', 'auditor')))
      or (audience = 'board' and acting_as() = 'boardReader')
      or (audience = 'boardNamed' and (select cleared_for_names()))`));
    await this.annexEarlierReports(runner);
  }

  /** Reports produced before: as they were in the annex, and their rows without what they name beside it. */
  private async annexEarlierReports(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into report_annexes (council_id, report_id, content, document_id) select council_id, id, content, document_id from reports;
      alter table reports disable trigger reports_append_only;
      update reports r set document_id = null, content = jsonb_set(r.content, '{figures}', (
        select coalesce(jsonb_agg(jsonb_set(f.figure, '{rows}', (
          select coalesce(jsonb_agg(jsonb_build_object('reference', '', 'on', x.line ->> 'on', 'words', 'Not named', 'path', null) order by x.place), '[]')
          from jsonb_array_elements(f.figure -> 'rows') with ordinality x (line, place))) order by f.place), '[]')
        from jsonb_array_elements(r.content -> 'figures') with ordinality f (figure, place)))
      where r.content ? 'figures';
      alter table reports enable trigger reports_append_only;
      alter table documents disable trigger documents_append_only;
      update documents set audience = 'boardNamed' where kind = 'escalationReport';
      alter table documents enable trigger documents_append_only;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Names are not shown again to whoever was not cleared: restore a backup instead.');
  }
}
