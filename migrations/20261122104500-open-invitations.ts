import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two more doors before an actor exists: an invitation by the hash of its token, and whose place somebody takes as deputy (domain.md 2.4). */
export class OpenInvitations20261122104500 implements MigrationInterface {
  name = 'OpenInvitations20261122104500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function invitation_by_hash(hash bytea, at timestamptz)
        returns table (council_id uuid, council_name text, invitation_id uuid, person_id uuid, membership_id uuid, invited_by text, state text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select i.council_id, c.name, i.id, i.person_id, i.membership_id, p.name,
                 case when i.used_at is not null then 'used'
                      when i.withdrawn_at is not null then 'withdrawn'
                      when m.valid_to < (at at time zone 'Europe/London')::date then 'withdrawn'
                      when i.expires_at <= at then 'expired' else 'open' end
          from invitations i
          join councils c on c.id = i.council_id
          join memberships m on m.council_id = i.council_id and m.id = i.membership_id
          join memberships s on s.council_id = i.council_id and s.id = i.sent_by
          left join people p on p.id = s.person_id
          where i.token_hash = hash
        $$;

      alter table sessions
        add column on_behalf_of uuid,
        add foreign key (council_id, on_behalf_of) references memberships (council_id, id);
      -- Whose place a person takes in a council today: a deputy acts with the role, seat and limits of that membership, as themselves.
      create function deputising_of(person uuid, at date)
        returns table (council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text, on_behalf_of uuid, on_behalf_of_name text,
                       automatic boolean, agency_id uuid, provider_id uuid, role text, seat text, job_title text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select d.council_id, c.name, m.id, m.person_id, p.name, f.id, fp.name, d.automatic, f.agency_id, f.provider_id, f.role, f.seat, f.job_title
          from memberships m
          join deputies d on d.council_id = m.council_id and d.deputy_id = m.id
            and d.withdrawn_at is null and d.valid_from <= at and d.valid_to >= at
          join memberships f on f.council_id = d.council_id and f.id = d.membership_id
            and f.valid_from <= at and (f.valid_to is null or f.valid_to >= at)
          join councils c on c.id = m.council_id
          join people p on p.id = m.person_id
          join people fp on fp.id = f.person_id
          where m.person_id = person and m.valid_from <= at and (m.valid_to is null or m.valid_to >= at)
          order by d.automatic desc, c.name, fp.name, f.id
        $$;
      drop function session_by_hash(bytea, timestamptz);
      create function session_by_hash(hash bytea, at timestamptz)
        returns table (session_id uuid, kind text, csrf_secret text, last_seen_at timestamptz,
                       council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[],
                       on_behalf_of uuid, on_behalf_of_name text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.id, s.kind, s.csrf_secret, s.last_seen_at, s.council_id, c.name, m.id, s.person_id, p.name,
                 a.agency_id, a.provider_id, a.role, a.seat, a.job_title, a.grade, a.delegated_decisions,
                 s.on_behalf_of, case when s.on_behalf_of is not null then ap.name end
          from sessions s
          join memberships m on m.council_id = s.council_id and m.id = s.membership_id and m.person_id = s.person_id
          join people p on p.id = s.person_id
          join councils c on c.id = s.council_id
          -- Whose role it is: one's own, or that of whoever one deputises for, while that lasts.
          join memberships a on a.council_id = s.council_id and a.id = coalesce(s.on_behalf_of, s.membership_id)
          left join people ap on ap.id = a.person_id
          where s.secret_hash = hash and s.ended_at is null and s.expires_at > at
            and (s.kind = 'token' or s.last_seen_at > at - interval '30 minutes')
            and m.valid_from <= (at at time zone 'Europe/London')::date
            and (m.valid_to is null or m.valid_to >= (at at time zone 'Europe/London')::date)
            and (s.on_behalf_of is null or (
              a.valid_from <= (at at time zone 'Europe/London')::date and (a.valid_to is null or a.valid_to >= (at at time zone 'Europe/London')::date)
              and exists (select from deputies d where d.council_id = s.council_id and d.deputy_id = m.id and d.membership_id = a.id and d.withdrawn_at is null
                and d.valid_from <= (at at time zone 'Europe/London')::date and d.valid_to >= (at at time zone 'Europe/London')::date)))
        $$;

      -- Whether a person, or an agency, also belongs to another council: what is shared is not changed from one side.
      create function serves_elsewhere(person uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as $$
          select exists (select from memberships m where m.person_id = person and m.council_id <> current_council())
        $$;
      create function has_sign_in(person uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as $$
          select exists (select from identities i where i.person_id = person)
        $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
