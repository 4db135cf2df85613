import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** Files as evidence of a record, with who may see each; their bytes apart, where nobody changes them (issue 3, part 9). */
export class KeepEvidence20261122113000 implements MigrationInterface {
  name = 'KeepEvidence20261122113000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence_files (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        -- The record it belongs to, of any kind: its folder says which table. Without a foreign key, since each kind has its own.
        record_kind text not null,
        record_id uuid not null,
        -- As the sender calls it: shown, never used.
        name text not null,
        description text,
        kind text not null check (kind in ('pdf', 'docx', 'xlsx', 'jpeg', 'png')),
        -- Bytes received and kept; a picture is drawn anew.
        received_bytes int not null,
        received_sha256 bytea not null,
        kept_sha256 bytea,
        -- Beside who sees the record: every member of the panel, officers of the council, or the provider that sent it as well.
        audience text not null check (audience in ('members', 'council', 'provider')),
        caveat text not null,
        -- Set where a provider sent it: it sees its own files and no other.
        from_provider_id uuid references register_providers (id),
        scan text not null check (scan in ('clean', 'infected', 'notScanned')),
        state text not null check (state in ('waiting', 'released', 'refused', 'keptOut')),
        -- The earlier file this one corrects; each is corrected once.
        replaces_id uuid,
        uploaded_by uuid not null,
        person_id uuid references people (id),
        uploaded_at timestamptz not null,
        -- Who released or refused it, and why.
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        withdrawn_by uuid,
        withdrawn_at timestamptz,
        withdrawal_reason text,
        version int not null default 1,
        primary key (council_id, id),
        unique (council_id, reference),
        unique (council_id, replaces_id),
        foreign key (council_id, replaces_id) references evidence_files (council_id, id),
        foreign key (council_id, uploaded_by) references memberships (council_id, id),
        foreign key (council_id, decided_by) references memberships (council_id, id),
        foreign key (council_id, withdrawn_by) references memberships (council_id, id),
        check ((decided_by is null) = (decision_reason is null)),
        check ((withdrawn_at is null) = (withdrawal_reason is null)),
        check (state <> 'released' or scan = 'clean' or decided_by is not null)
      );
      create index evidence_files_record on evidence_files (council_id, record_kind, record_id);
      create index evidence_files_waiting on evidence_files (council_id, uploaded_at) where state = 'waiting';
      create table evidence_bytes (
        council_id uuid not null references councils (id),
        evidence_id uuid not null,
        bytes bytea not null,
        primary key (council_id, evidence_id),
        foreign key (council_id, evidence_id) references evidence_files (council_id, id)
      );
      create trigger evidence_bytes_unchanged before update on evidence_bytes for each row execute function refuse_change();

      -- Caveats that close a file to this actor, beside whoever uploaded it (domain.md 4.3). A document may show by itself who wrote it:
      -- source protected, it is the safeguarding lead's.
      create function caveats_closed() returns text[] language sql stable as $$
        select coalesce(array_agg(c.caveat), '{}') from (values
          ('sourceProtected', '{safeguardingLead}'::text[]),
          ('cqcPrePublication', '{cqcObserver,chair,safeguardingLead}'),
          ('healthConfidential', '{chair,safeguardingLead}'),
          ('legalPrivilege', '{legal,authorisedOfficer,chair}')) as c (caveat, opens)
        where acting_as() not in ('auditor', 'system') and acting_as() <> all (c.opens)
          and not (c.caveat = 'healthConfidential' and exists (select from agencies a where a.id = current_agency() and a.kind = 'icb'))
      $$;
    `);
    // A file is seen with its record, whose own policy asks panels, caveats, interests and shares. A kind nobody has named here is nobody's.
    const records = { representation: 'representations', intelligence: 'intelligence', restriction: 'restrictions', decision: 'decisions', action: 'actions' };
    const withRecord = Object.entries(records).map(([kind, table]) => `when '${kind}' then record_id in (select x.id from ${table} x)`).join(' ');
    await runner.query(tenancy('evidence_files', `case record_kind ${withRecord} else false end
      and (uploaded_by = current_membership() or (from_provider_id = current_provider() and acting_as() = 'provider')
        or (in_panel_circle() and (audience <> 'council' or acting_as() not in ('partner', 'cqcObserver')) and caveat <> all ((select caveats_closed())::text[])))`));
    // Before it is released, and once it is withdrawn, only officers of the council read it: those who may release it, and the auditor.
    await runner.query(tenancy('evidence_bytes', `exists (select from evidence_files e where e.council_id = evidence_bytes.council_id and e.id = evidence_bytes.evidence_id
      and ((e.state = 'released' and e.withdrawn_at is null) or acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'auditor', 'system')))`));
    await runner.query(`
      alter policy added on evidence_files with check (council_id = current_council() and uploaded_by = current_membership());
      alter policy added on evidence_bytes with check (council_id = current_council() and exists (
        select from evidence_files e where e.council_id = evidence_bytes.council_id and e.id = evidence_bytes.evidence_id and e.uploaded_by = current_membership()));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Evidence is not thrown away: restore a backup instead.');
  }
}
