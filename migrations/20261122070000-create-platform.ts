import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * The platform's own tables: who acts, what was done, what was read, where a case stands, what is due.
 * Roles, keys and policies follow design.md 4 and 6: council tables have the primary key (council_id, id),
 * every table has FORCE row-level security, and policies read only settings of the transaction.
 */
export class CreatePlatform20261122070000 implements MigrationInterface {
  name = 'CreatePlatform20261122070000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function current_council() returns uuid language sql stable
        return nullif(current_setting('app.council_id', true), '')::uuid;
      create function current_person() returns uuid language sql stable
        return nullif(current_setting('app.person_id', true), '')::uuid;
      create function current_membership() returns uuid language sql stable
        return nullif(current_setting('app.membership_id', true), '')::uuid;
      create function current_agency() returns uuid language sql stable
        return nullif(current_setting('app.agency_id', true), '')::uuid;
      create function current_provider() returns uuid language sql stable
        return nullif(current_setting('app.provider_id', true), '')::uuid;
      create function acting_as() returns text language sql stable
        return coalesce(nullif(current_setting('app.role', true), ''), 'nobody');
      -- The people who share intelligence about a provider (domain.md 2.6); everybody else sees less.
      create function in_panel_circle() returns boolean language sql stable
        return acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'partner', 'cqcObserver',
                               'authorisedOfficer', 'legal', 'auditor', 'system');

      create table councils (
        id uuid primary key,
        name text not null unique,
        register_name text not null unique,
        created_at timestamptz not null
      );
      create table people (
        id uuid primary key,
        name text not null,
        email text not null,
        phone text,
        created_at timestamptz not null
      );
      create unique index people_email on people (lower(email));
      create table identities (
        id uuid primary key,
        person_id uuid not null references people (id),
        issuer text not null,
        subject text not null,
        unique (issuer, subject)
      );
      create table agencies (
        id uuid primary key,
        kind text not null,
        created_at timestamptz not null
      );
      create table agency_names (
        id uuid primary key,
        agency_id uuid not null references agencies (id),
        name text not null,
        valid_from date not null,
        valid_to date
      );
      create index agency_names_agency on agency_names (agency_id, valid_from);

      create table memberships (
        council_id uuid not null references councils (id),
        id uuid not null,
        person_id uuid references people (id),
        agency_id uuid references agencies (id),
        provider_id uuid,
        role text not null,
        seat text,
        job_title text not null,
        grade int not null default 0,
        delegated_decisions text[] not null default '{}',
        valid_from date not null,
        valid_to date,
        primary key (council_id, id)
      );
      create index memberships_person on memberships (person_id);
      create unique index memberships_system on memberships (council_id, job_title) where role = 'system';

      create table sessions (
        id uuid primary key,
        secret_hash bytea not null unique,
        kind text not null check (kind in ('page', 'token')),
        person_id uuid not null references people (id),
        council_id uuid not null,
        membership_id uuid not null,
        csrf_secret text not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );

      create table procedures (
        council_id uuid not null references councils (id),
        id uuid not null,
        name text not null,
        version int not null,
        effective_from date not null,
        content jsonb not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, version)
      );
      create table reference_counters (
        council_id uuid not null references councils (id),
        kind text not null,
        year int not null,
        value int not null,
        primary key (council_id, kind, year)
      );
      create table idempotency_keys (
        council_id uuid not null references councils (id),
        person_id uuid not null,
        mutation text not null,
        key uuid not null,
        input_hash bytea not null,
        outcome jsonb not null,
        recorded_at timestamptz not null,
        primary key (council_id, person_id, mutation, key)
      );

      create table trail (
        council_id uuid not null references councils (id),
        id uuid not null,
        subject_kind text not null,
        subject_id uuid not null,
        seq int not null,
        action text not null,
        person_id uuid,
        membership_id uuid not null,
        on_behalf_of uuid,
        content jsonb,
        content_hash bytea not null,
        previous_hash bytea not null,
        hash bytea not null,
        correlation_id uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, subject_kind, subject_id, seq)
      );
      create index trail_person on trail (council_id, person_id, recorded_at);
      create table trail_heads (
        council_id uuid not null references councils (id),
        subject_kind text not null,
        subject_id uuid not null,
        seq int not null,
        previous_hash bytea not null,
        hash bytea not null,
        primary key (council_id, subject_kind, subject_id)
      );
      create table reads (
        council_id uuid not null references councils (id),
        id uuid not null,
        person_id uuid,
        membership_id uuid not null,
        operation text not null,
        subject_kind text not null,
        subject_id uuid,
        correlation_id uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id)
      );
      create index reads_subject on reads (council_id, subject_kind, subject_id, recorded_at);

      create table workflows (
        council_id uuid not null references councils (id),
        id uuid not null,
        machine text not null,
        machine_version int not null,
        state text not null,
        context jsonb not null,
        version int not null,
        procedure_id uuid not null,
        service_id uuid,
        shared_with_provider_id uuid,
        changed_by uuid not null,
        changed_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, procedure_id) references procedures (council_id, id)
      );
      create index workflows_machine on workflows (council_id, machine, state);
      create index workflows_service on workflows (council_id, service_id);
      create table transitions (
        council_id uuid not null references councils (id),
        id uuid not null,
        workflow_id uuid not null,
        seq int not null,
        machine text not null,
        machine_version int not null,
        from_state text,
        event text not null,
        facts jsonb not null,
        to_state text not null,
        decision_id uuid,
        service_id uuid,
        person_id uuid,
        membership_id uuid not null,
        on_behalf_of uuid,
        happened_at timestamptz not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, workflow_id, seq),
        foreign key (council_id, workflow_id) references workflows (council_id, id)
      );
      create index transitions_service on transitions (council_id, service_id, recorded_at);
      create index transitions_recorded on transitions (council_id, machine, recorded_at);
      create table deadlines (
        council_id uuid not null references councils (id),
        id uuid not null,
        workflow_id uuid not null,
        service_id uuid,
        kind text not null,
        due_on date not null,
        due_at timestamptz not null,
        event jsonb,
        recorded_at timestamptz not null,
        withdrawn_at timestamptz,
        fired_at timestamptz,
        primary key (council_id, id),
        foreign key (council_id, workflow_id) references workflows (council_id, id)
      );
      create index deadlines_due on deadlines (council_id, due_at) where withdrawn_at is null and fired_at is null;
      create index deadlines_workflow on deadlines (council_id, workflow_id);
      create index deadlines_service on deadlines (council_id, service_id);

      create table deliveries (
        council_id uuid not null references councils (id),
        subscriber text not null,
        event_id uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, subscriber, event_id)
      );
      create table documents (
        council_id uuid not null references councils (id),
        id uuid not null,
        kind text not null,
        title text not null,
        media_type text not null,
        file_name text not null,
        template text,
        merge_data jsonb,
        bytes bytea not null,
        sha256 bytea not null,
        audience text not null check (audience in ('circle', 'council', 'provider', 'named', 'board')),
        provider_id uuid,
        recipients uuid[] not null default '{}',
        replaces_id uuid,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id)
      );
      create table mail_messages (
        council_id uuid not null references councils (id),
        id uuid not null,
        dedupe_key text not null,
        to_membership_id uuid,
        to_address text not null,
        to_name text not null,
        subject text not null,
        body text not null,
        calendar text,
        document_id uuid,
        attempts int not null default 0,
        last_error text,
        queued_at timestamptz not null,
        sent_at timestamptz,
        message_id text,
        primary key (council_id, id),
        unique (council_id, dedupe_key)
      );
      create index mail_messages_queued on mail_messages (council_id, queued_at desc);
    `);

    const councilTables = [
      'memberships', 'procedures', 'reference_counters', 'idempotency_keys', 'trail', 'trail_heads', 'reads',
      'workflows', 'transitions', 'deadlines', 'deliveries', 'documents', 'mail_messages',
    ];
    const select: Record<string, string> = {
      idempotency_keys: 'person_id = coalesce(current_person(), current_membership())',
      trail: `acting_as() in ('auditor', 'administrator', 'system')`,
      reads: `acting_as() in ('auditor', 'administrator', 'system') or person_id = current_person()`,
      workflows: `in_panel_circle() or (acting_as() = 'brokerage' and machine in ('restriction', 'stage'))
                  or shared_with_provider_id = current_provider()`,
      transitions: 'in_panel_circle()',
      deadlines: 'in_panel_circle()',
      // A letter is between the council and the provider: partners and CQC, though of the circle, do not fetch it by its id.
      documents: `(audience = 'circle' and in_panel_circle())
                  or (audience in ('council', 'provider') and acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system'))
                  or (audience = 'provider' and provider_id = current_provider())
                  or (audience = 'named' and (current_membership() = any (recipients) or acting_as() in ('system', 'auditor')))
                  or (audience = 'board' and (in_panel_circle() or acting_as() = 'boardReader'))`,
      mail_messages: `acting_as() in ('coordinator', 'administrator', 'auditor', 'system')`,
    };
    for (const table of councilTables) await runner.query(tenancy(table, select[table]));
    // Shared tables: readable by any actor; a session only by its own person.
    for (const table of ['councils', 'people', 'agencies', 'agency_names']) {
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy owner_all on ${table} to current_user using (true) with check (true);
        create policy actor_reads on ${table} for select using (current_membership() is not null);
        create policy actor_adds on ${table} for insert with check (current_membership() is not null);
        create policy actor_changes on ${table} for update using (current_membership() is not null) with check (current_membership() is not null);
      `);
    }
    for (const table of ['identities', 'sessions']) {
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy owner_all on ${table} to current_user using (true) with check (true);
        create policy own_rows on ${table} using (person_id = current_person()) with check (person_id = current_person());
      `);
    }
    // The three doors that open before an actor exists (design.md 6).
    await runner.query(`
      create function session_by_hash(hash bytea, at timestamptz)
        returns table (session_id uuid, kind text, csrf_secret text, last_seen_at timestamptz,
                       council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[])
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.id, s.kind, s.csrf_secret, s.last_seen_at, s.council_id, c.name, m.id, s.person_id, p.name,
                 m.agency_id, m.provider_id, m.role, m.seat, m.job_title, m.grade, m.delegated_decisions
          from sessions s
          join memberships m on m.council_id = s.council_id and m.id = s.membership_id and m.person_id = s.person_id
          join people p on p.id = s.person_id
          join councils c on c.id = s.council_id
          where s.secret_hash = hash and s.ended_at is null and s.expires_at > at
            and (s.kind = 'token' or s.last_seen_at > at - interval '30 minutes')
            and m.valid_from <= (at at time zone 'Europe/London')::date
            and (m.valid_to is null or m.valid_to >= (at at time zone 'Europe/London')::date)
        $$;
      create function person_by_identity(issuer_url text, subject_id text)
        returns table (person_id uuid)
        language sql stable security definer set search_path = public, pg_temp as $$
          select i.person_id from identities i where i.issuer = issuer_url and i.subject = subject_id
        $$;
      create function memberships_of(person uuid, at date)
        returns table (council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text, person_email text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[])
        language sql stable security definer set search_path = public, pg_temp as $$
          select m.council_id, c.name, m.id, m.person_id, p.name, p.email, m.agency_id, m.provider_id, m.role, m.seat, m.job_title, m.grade, m.delegated_decisions
          from memberships m join councils c on c.id = m.council_id join people p on p.id = m.person_id
          where m.person_id = person and m.valid_from <= at and (m.valid_to is null or m.valid_to >= at)
          order by c.name, m.job_title, m.id
        $$;
    `);
    // Nobody rewrites what was recorded: beside the missing grants, triggers refuse even the owner.
    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
        begin raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege'; end $$;
      create trigger trail_append_only before update or delete on trail for each row execute function refuse_change();
      create trigger reads_append_only before update or delete on reads for each row execute function refuse_change();
      create trigger transitions_append_only before update or delete on transitions for each row execute function refuse_change();
      create trigger documents_append_only before update or delete on documents for each row execute function refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('The foundations are not taken down: restore a backup instead.');
  }
}
