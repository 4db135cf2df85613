import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * Domain.md 3.1 and 3.2: a decision has its confidentiality class, a restriction its public or private status (ADR 0050). A decision keeps
 * the class it was made with; what is chosen later, of either, is another row with its reason. Labels for handling: no policy reads them.
 */
export class SayWhoMayBeTold20261204101000 implements MigrationInterface {
  name = 'SayWhoMayBeTold20261204101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: made before it was asked.
      alter table decisions add column confidentiality text check (confidentiality in ('open', 'shared', 'restricted'));
      create table handling_choices (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        decision_id uuid,
        restriction_id uuid,
        -- From 1, of one decision or restriction.
        number int not null check (number > 0),
        choice text not null,
        reason text not null,
        chosen_by uuid not null,
        chosen_at timestamptz not null,
        primary key (council_id, id),
        check (case when decision_id is null then restriction_id is not null and choice in ('public', 'notPublic') else restriction_id is null and choice in ('open', 'shared', 'restricted') end),
        unique (council_id, decision_id, number),
        unique (council_id, restriction_id, number),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, decision_id) references decisions (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, chosen_by) references memberships (council_id, id)
      );
      create index handling_choices_service on handling_choices (council_id, service_id);
      create trigger handling_choices_append_only before update or delete on handling_choices for each row execute function refuse_change_but_purge('reason');
      ${tenancy('handling_choices', `in_panel_circle() and (exists (select from decisions d where d.council_id = handling_choices.council_id and d.id = handling_choices.decision_id)
        or exists (select from restrictions r where r.council_id = handling_choices.council_id and r.id = handling_choices.restriction_id))`)}
    `);
    await this.tell(runner);
  }

  /** A set for whoever asks says of each decision and restriction what may be told of it. */
  private async tell(runner: QueryRunner): Promise<void> {
    const latest = (column: string): string => `(select h.choice from handling_choices h where h.council_id = x.council_id and h.${column} = x.id order by h.number desc limit 1)`;
    const ofDecision = `said('How it is handled', case coalesce(${latest('decision_id')}, x.confidentiality) when 'open' then 'Open: may be told to whoever asks' when 'shared' then 'Shared: for the council, its partners and the provider' when 'restricted' then 'Restricted: for those who need it' end)`;
    const byProcedure = `(select case when (p.content->'handling'->>'restrictionsArePublic')::boolean then 'public' else 'notPublic' end from workflows w join procedures p on p.council_id = w.council_id and p.id = w.procedure_id where w.council_id = x.council_id and w.id = x.id)`;
    const ofRestriction = `said('Whether it is public', case coalesce(${latest('restriction_id')}, ${byProcedure}) when 'public' then 'Public: may be told to whoever asks' else 'Not public: told to those who place, to partners and to the provider' end)`;
    await amend(runner, '"disclosure_part_decision"(uuid)', `said('Reasons', x.reasons)`, `${ofDecision}, said('Reasons', x.reasons)`);
    await amend(runner, '"disclosure_part_restriction"(uuid)', `said('Kind', x.kind)`, `${ofRestriction}, said('Kind', x.kind)`);
    const [{ purged, disclosed }] = (await runner.query('select purge_parts() as purged, disclosure_parts() as disclosed')) as [{ purged: string[]; disclosed: string[] }];
    const listed = (parts: readonly string[]): string => parts.map((part) => `'${part}'`).join(', ');
    await runner.query(`
      create function purge_part_handling(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council();
        begin
          papers := '{}';
          ids := array(select h.id from handling_choices h where h.council_id = council and h.service_id = service);
          update handling_choices h set reason = purge_mark() where h.council_id = council and h.service_id = service;
        end $$;
      create or replace function purge_parts() returns text[] language sql immutable as $$ select array[${listed([...purged, 'handling'])}] $$;
      create function "disclosure_part_handlingChoice"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
        select x.id, coalesce(d.reference, r.reference) || '/handling ' || x.number, x.service_id, null::uuid, (x.chosen_at at time zone 'Europe/London')::date, null::text, false, coalesce(x.decision_id, x.restriction_id), said('Why it is handled otherwise', x.reason)
        from handling_choices x left join decisions d on d.council_id = x.council_id and d.id = x.decision_id left join restrictions r on r.council_id = x.council_id and r.id = x.restriction_id where x.council_id = council $$;
      create or replace function disclosure_parts() returns text[] language sql immutable as $$ select array[${listed([...disclosed, 'handlingChoice'])}] $$;
      revoke all on function purge_part_handling(uuid), "disclosure_part_handlingChoice"(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}

/** Another text of a function, where it still says what is replaced. */
async function amend(runner: QueryRunner, signature: string, before: string, after: string): Promise<void> {
  const [now] = (await runner.query(`select pg_get_functiondef('${signature}'::regprocedure) as text`)) as { text: string }[];
  if (now === undefined || !now.text.includes(before)) throw new Error(`${signature} no longer says "${before}".`);
  await runner.query(now.text.replace(before, () => after));
}
