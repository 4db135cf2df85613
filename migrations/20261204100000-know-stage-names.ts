import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever acts brings along what their council calls its stages, as its procedure of that day says (ADR 0049): no page asks a second time. */
export class KnowStageNames20261204100000 implements MigrationInterface {
  name = 'KnowStageNames20261204100000';

  async up(runner: QueryRunner): Promise<void> {
    const stages = (council: string, day: string): string => `(select p.content->'stages' from procedures p where p.council_id = ${council} and p.effective_from <= ${day} order by p.effective_from desc, p.version desc limit 1)`;
    const day = `(at at time zone 'Europe/London')::date`;
    await runner.query(`
      drop function session_by_hash(bytea, timestamptz);
      create function session_by_hash(hash bytea, at timestamptz)
        returns table (session_id uuid, kind text, csrf_secret text, last_seen_at timestamptz, signed_in_at timestamptz,
                       council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[],
                       on_behalf_of uuid, on_behalf_of_name text, stages jsonb)
        language sql stable security definer set search_path = public, pg_temp as $$
          select s.id, s.kind, s.csrf_secret, s.last_seen_at, s.signed_in_at, s.council_id, c.name, m.id, s.person_id, p.name,
                 a.agency_id, a.provider_id, a.role, a.seat, a.job_title, a.grade, a.delegated_decisions,
                 s.on_behalf_of, case when s.on_behalf_of is not null then ap.name end, ${stages('s.council_id', day)}
          from sessions s
          join memberships m on m.council_id = s.council_id and m.id = s.membership_id and m.person_id = s.person_id
          join people p on p.id = s.person_id
          join councils c on c.id = s.council_id
          -- Whose role it is: one's own, or that of whoever one deputises for, while that lasts.
          join memberships a on a.council_id = s.council_id and a.id = coalesce(s.on_behalf_of, s.membership_id)
          left join people ap on ap.id = a.person_id
          where s.secret_hash = hash and s.ended_at is null and s.expires_at > at
            and (s.kind = 'token' or s.last_seen_at > at - interval '30 minutes')
            and m.valid_from <= ${day}
            and (m.valid_to is null or m.valid_to >= ${day})
            and (s.on_behalf_of is null or (
              a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})
              and exists (select from deputies d where d.council_id = s.council_id and d.deputy_id = m.id and d.membership_id = a.id and d.withdrawn_at is null
                and d.valid_from <= ${day} and d.valid_to >= ${day})))
        $$;
      drop function actors_by_identity(text, text, date);
      create function actors_by_identity(issuer_url text, subject_id text, at date)
        returns table (council_id uuid, council_name text, membership_id uuid, person_id uuid, person_name text,
                       agency_id uuid, provider_id uuid, role text, seat text, job_title text, grade int, delegated_decisions text[], stages jsonb)
        language sql stable security definer set search_path = public, pg_temp as $$
          select m.council_id, m.council_name, m.membership_id, m.person_id, m.person_name, m.agency_id, m.provider_id, m.role, m.seat,
                 m.job_title, m.grade, m.delegated_decisions, ${stages('m.council_id', 'at')}
          from person_by_identity(issuer_url, subject_id) i cross join lateral memberships_of(i.person_id, at) m
          union all
          select m.council_id, c.name, m.id, null, m.job_title, m.agency_id, m.provider_id, m.role, m.seat, m.job_title, m.grade, m.delegated_decisions, ${stages('m.council_id', 'at')}
          from service_accounts s
          join memberships m on m.council_id = s.council_id and m.id = s.membership_id and m.person_id is null
          join councils c on c.id = m.council_id
          where s.issuer = issuer_url and s.subject = subject_id and m.valid_from <= at and (m.valid_to is null or m.valid_to >= at)
        $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
