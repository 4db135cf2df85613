import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * What signing in needs beside a session: which sign-in of the identity provider a session came from (so that it can be
 * ended from there), accounts of other systems, tokens that count once, and how much was asked for lately.
 */
export class WidenSignIn20261122102500 implements MigrationInterface {
  name = 'WidenSignIn20261122102500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sessions
        add column issuer text,
        -- The issuer's own word for the sign-in (the claim sid of OpenID Connect Back-Channel Logout 1.0).
        add column provider_session text;
      create index sessions_person on sessions (person_id, created_at);
      create index sessions_provider_session on sessions (issuer, provider_session) where ended_at is null and provider_session is not null;

      -- Another system that acts here through a membership without a person, named by the membership's job title.
      create table service_accounts (
        council_id uuid not null references councils (id),
        id uuid not null,
        issuer text not null,
        subject text not null,
        membership_id uuid not null,
        added_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, issuer, subject),
        unique (council_id, membership_id),
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );
      create index service_accounts_identity on service_accounts (issuer, subject);

      -- Hashes of tokens that must not count a second time, kept until they would have expired anyway.
      create table spent_tokens (
        token_hash bytea primary key,
        expires_at timestamptz not null
      );
      create index spent_tokens_expiry on spent_tokens (expires_at);

      -- Columns as rate-limiter-flexible has them: expire in milliseconds of Unix time. Unlogged: losing a minute's count in a crash harms nobody.
      create unlogged table rate_limits (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );
    `);
    await runner.query(tenancy('service_accounts', `acting_as() in ('administrator', 'auditor', 'system')`));
    // Written before anybody is known; whoever acts through a membership has no business in them.
    for (const table of ['spent_tokens', 'rate_limits']) {
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy owner_all on ${table} to current_user using (true) with check (true);
        create policy before_an_actor on ${table} using (current_membership() is null) with check (current_membership() is null);
      `);
    }
    // Two more doors before an actor exists. The first asks the doors that are there, so a change of theirs is a change of its own.
    await runner.query(`
      create function actors_by_identity(issuer_url text, subject_id text, at date)
        returns table (council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[])
        language sql stable security definer set search_path = public, pg_temp as $$
          select m.council_id, m.council_name, m.membership_id, m.person_id, m.person_name, m.agency_id, m.provider_id, m.role, m.seat,
                 m.job_title, m.grade, m.delegated_decisions
          from person_by_identity(issuer_url, subject_id) i cross join lateral memberships_of(i.person_id, at) m
          union all
          select m.council_id, c.name, m.id, null, m.job_title, m.agency_id, m.provider_id, m.role, m.seat, m.job_title, m.grade, m.delegated_decisions
          from service_accounts s
          join memberships m on m.council_id = s.council_id and m.id = s.membership_id and m.person_id is null
          join councils c on c.id = m.council_id
          where s.issuer = issuer_url and s.subject = subject_id and m.valid_from <= at and (m.valid_to is null or m.valid_to >= at)
        $$;
      -- Ends the browser sessions of one sign-in; where no session knows that sign-in, those of the person.
      create function end_sign_ins(issuer_url text, subject_id text, provider_session_id text, at timestamptz) returns int
        language plpgsql volatile security definer set search_path = public, pg_temp as $$
        declare ended int := 0;
        begin
          if provider_session_id is not null then
            update sessions set ended_at = at
            where issuer = issuer_url and provider_session = provider_session_id and kind = 'page' and ended_at is null
              and (subject_id is null or person_id in (select i.person_id from person_by_identity(issuer_url, subject_id) i));
            get diagnostics ended = row_count;
          end if;
          if ended = 0 and subject_id is not null
             and not exists (select from sessions where issuer = issuer_url and provider_session = provider_session_id) then
            update sessions set ended_at = at
            where kind = 'page' and ended_at is null and coalesce(issuer, issuer_url) = issuer_url
              and person_id in (select i.person_id from person_by_identity(issuer_url, subject_id) i);
            get diagnostics ended = row_count;
          end if;
          return ended;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
