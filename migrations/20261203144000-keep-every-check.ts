import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * Every check of an action and every request for more time is kept, where each wrote over the one before (case 25). What stands in an action's
 * own row is the last of them. Of what was written over before, the log still tells that it was.
 */
export class KeepEveryCheck20261203144000 implements MigrationInterface {
  name = 'KeepEveryCheck20261203144000';

  async up(runner: QueryRunner): Promise<void> {
    const seen = (table: string): string => `in_panel_circle() and exists (select from actions a where a.council_id = current_council() and a.id = ${table}.action_id)`;
    await runner.query(`
      create table action_checks (
        council_id uuid not null references councils (id),
        id uuid not null,
        action_id uuid not null,
        done boolean not null,
        checked_on date not null,
        method text not null,
        -- Not done: the day it is due now.
        new_due_on date,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, action_id) references actions (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index action_checks_action on action_checks (council_id, action_id);
      ${tenancy('action_checks', seen('action_checks'))}
      create table action_extensions (
        council_id uuid not null references councils (id),
        id uuid not null,
        action_id uuid not null,
        step text not null check (step in ('asked', 'agreed', 'refused')),
        until date,
        words text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, action_id) references actions (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index action_extensions_action on action_extensions (council_id, action_id);
      ${tenancy('action_extensions', seen('action_extensions'))}

      insert into action_checks (council_id, id, action_id, done, checked_on, method, new_due_on, recorded_by, recorded_at)
      select a.council_id, gen_random_uuid(), a.id, t.event = 'VERIFY', coalesce(a.verified_on, (t.happened_at at time zone 'Europe/London')::date), a.verification, case when t.event <> 'VERIFY' then a.due_on end, t.membership_id, t.recorded_at
      from actions a cross join lateral (select t.event, t.happened_at, t.membership_id, t.recorded_at from transitions t
        where t.council_id = a.council_id and t.workflow_id = a.id and t.event in ('VERIFY', 'REFUSE_VERIFICATION') order by t.seq desc limit 1) t
      where a.verification is not null;
      insert into action_extensions (council_id, id, action_id, step, until, words, recorded_by, recorded_at)
      select a.council_id, gen_random_uuid(), a.id, case t.event when 'REQUEST_EXTENSION' then 'asked' when 'AGREE_EXTENSION' then 'agreed' else 'refused' end, coalesce(t.facts ->> 'requestedDueOn', t.facts ->> 'newDueOn')::date,
        case t.event when 'REQUEST_EXTENSION' then a.extension_reason when 'REFUSE_EXTENSION' then a.extension_refusal end, t.membership_id, t.recorded_at
      from actions a cross join lateral (select distinct on (t.event) t.* from transitions t
        where t.council_id = a.council_id and t.workflow_id = a.id and t.event in ('REQUEST_EXTENSION', 'AGREE_EXTENSION', 'REFUSE_EXTENSION') order by t.event, t.seq desc) t;

      -- As before, with how often each was checked and found not done.
      drop function standing_actions();
      create function standing_actions() returns table (service_id uuid, must_do boolean, state text, due_on date, reopened int)
        language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
        begin
          if not in_panel_circle() then return; end if;
          return query select a.service_id, a.must_do, w.state, a.due_on, (select count(*)::int from action_checks c where c.council_id = a.council_id and c.action_id = a.id and not c.done)
            from workflows w join actions a on a.council_id = w.council_id and a.id = w.id
            where w.council_id = current_council() and w.machine = 'action' and w.state not in ('verified', 'closed', 'superseded') and a.service_id is not null
              and (sees_every_service() or a.service_id in (select services_in_sight()));
        end $$;

      create or replace function purge_part_actions(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          papers := '{}';
          ids := array(select x.id from actions x where x.council_id = council and x.service_id = service);
          update actions a set description = m, evidence = marked(a.evidence), verification = marked(a.verification), extension_reason = marked(a.extension_reason), extension_refusal = marked(a.extension_refusal),
              replaced_by = marked(a.replaced_by) where a.council_id = council and a.service_id = service;
          update action_checks c set method = m where c.council_id = council and c.action_id = any (ids);
          update action_extensions e set words = marked(e.words) where e.council_id = council and e.action_id = any (ids);
        end $$;
      create or replace function "disclosure_part_action"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
        select x.id, x.reference, x.service_id, null::uuid, x.due_on, null::text, false, x.id,
          concat_ws(E'\\n\\n', said('Action', x.description), said('What shows that it is done', x.evidence), said('How it was checked', x.verification), said('Why more time was asked for', x.extension_reason), said('Why it was not given', x.extension_refusal),
            said('What replaced it', x.replaced_by),
            (select string_agg(said('Earlier check', c.method), E'\\n\\n' order by c.recorded_at, c.id) from action_checks c where c.council_id = x.council_id and c.action_id = x.id and c.method is distinct from x.verification),
            (select string_agg(said('More time, earlier', e.words), E'\\n\\n' order by e.recorded_at, e.id) from action_extensions e where e.council_id = x.council_id and e.action_id = x.id and e.words is not null and e.words is distinct from x.extension_reason and e.words is distinct from x.extension_refusal))
        from actions x where x.council_id = council $$;

      create index search_actioncheck on action_checks using gin (search_words(method));
      create index search_actionextension on action_extensions using gin (search_words(words));
    `);
    await this.search(runner, [['action_checks', 'method'], ['action_extensions', 'words']]);
  }

  /** What is searched is one function of one list: two more tables say of an action, at its end and where it counts. */
  private async search(runner: QueryRunner, tables: readonly (readonly [table: string, words: string])[]): Promise<void> {
    const [{ body }] = (await runner.query(`select prosrc as body from pg_proc where proname = 'search_hits' and pronamespace = 'public'::regnamespace`)) as [{ body: string }];
    const standing = ([table, words]: readonly [string, string]): string => `from ${table} t where search_words(t.${words}) @@ q and t.council_id = council`;
    const counted = body.replace(' limit 2001) counted)', `${tables.map((one) => ` union all select ${standing(one)}`).join('')} limit 2001) counted)`);
    const found = counted.replace(/;(\s*end\s*)$/, `${tables.map((one) => `\n      union all\n      select 'action'::text, t.action_id, case when few then ts_rank(search_words(t.${one[1]}), q) else 0 end ${standing(one)}`).join('')};$1`);
    if (counted === body || found === counted) throw new Error('The function that searches reads otherwise than expected.');
    await runner.query(`create or replace function search_hits(wanted text) returns table (kind text, id uuid, weight real)
      language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $search$${found}$search$`);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
