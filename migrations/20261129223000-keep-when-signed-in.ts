import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session knows when its person last proved who they are: some acts ask for a sign-in of the last minutes (ADR 0024). */
export class KeepWhenSignedIn20261129223000 implements MigrationInterface {
  name = 'KeepWhenSignedIn20261129223000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null where the identity provider did not say: then nobody knows.
      alter table sessions add column signed_in_at timestamptz;
      drop function session_by_hash(bytea, timestamptz);
      create function session_by_hash(hash bytea, at timestamptz)
        returns table (session_id uuid, kind text, csrf_secret text, last_seen_at timestamptz, signed_in_at timestamptz,
                       council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[],
                       on_behalf_of uuid, on_behalf_of_name text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.id, s.kind, s.csrf_secret, s.last_seen_at, s.signed_in_at, s.council_id, c.name, m.id, s.person_id, p.name,
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
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
