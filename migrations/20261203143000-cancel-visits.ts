import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A visit that was decided on and is not made is cancelled with a reason (D02); those still to be made have their last day watched. */
export class CancelVisits20261203143000 implements MigrationInterface {
  name = 'CancelVisits20261203143000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table visits add column cancelled_on date, add column cancel_reason text, add check ((cancelled_on is null) = (cancel_reason is null)), add check (cancelled_on is null or visited_on is null);

      create or replace function purge_part_visits(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          papers := '{}';
          ids := array(select x.id from visits x where x.council_id = council and x.service_id = service);
          update visits v set finding = marked(v.finding), focus = marked(v.focus), verified = marked(v.verified), cancel_reason = marked(v.cancel_reason) where v.council_id = council and v.service_id = service;
          update visit_corrections c set before = without_prose(c.before), reason = m where c.council_id = council and c.visit_id = any (ids);
        end $$;
      create or replace function "disclosure_part_visit"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
        select x.id, x.reference, x.service_id, null::uuid, coalesce(x.visited_on, x.planned_on, (x.recorded_at at time zone 'Europe/London')::date), null::text, false, x.id,
          concat_ws(E'\\n\\n', said('What it is to look at', x.focus), said('What was found', x.finding), said('What was checked of actions', x.verified), said('Why it was cancelled', x.cancel_reason),
            (select string_agg(concat_ws(E'\\n\\n', said('Before it was corrected', prose_of(c.before)), said('Why it was corrected', c.reason)), E'\\n\\n' order by c.number) from visit_corrections c where c.council_id = x.council_id and c.visit_id = x.id))
        from visits x where x.council_id = council $$;
    `);
    // Visits to be made that were decided on before: by whoever decided, counted from that day.
    await runner.query(`
      with waiting as (
        select v.council_id, v.id as visit_id, gen_random_uuid() as id, v.service_id, v.planned_on, v.decided_by, v.decided_at, (v.decided_at at time zone 'Europe/London')::date as decided_on,
          (select p.id from procedures p where p.council_id = v.council_id and p.effective_from <= (v.decided_at at time zone 'Europe/London')::date order by p.effective_from desc, p.version desc limit 1) as procedure_id,
          jsonb_build_object('kind', 'responsiveVisit', 'dueOn', v.planned_on, 'at', null, 'opensOn', null) as context,
          row_number() over (partition by v.council_id, extract(year from v.decided_at at time zone 'Europe/London') order by v.decided_at, v.id) as place,
          extract(year from v.decided_at at time zone 'Europe/London')::int as year
        from visits v where v.planned_on is not null and v.visited_on is null
      ), started as (
        insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, shared_with_provider_id, changed_by, changed_at)
        select council_id, id, 'watchedDate', 1, 'open', context, 1, procedure_id, service_id, null, decided_by, decided_at from waiting
      ), logged as (
        insert into transitions (council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, decision_id, service_id, person_id, membership_id, on_behalf_of, happened_at, recorded_at)
        select council_id, gen_random_uuid(), id, 1, 'watchedDate', 1, null, 'START', jsonb_build_object('context', context), 'open', null, service_id, null, decided_by, null, decided_at, decided_at from waiting
      ), due as (
        insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, event, recorded_at)
        select council_id, gen_random_uuid(), id, service_id, 'responsiveVisit', planned_on, ((planned_on + 1)::timestamp at time zone 'Europe/London') - interval '1 millisecond', '{"type":"MARK_OVERDUE","facts":{}}', decided_at from waiting
      ), counted as (
        insert into reference_counters (council_id, kind, year, value) select council_id, 'DAT', year, count(*)::int from waiting group by council_id, year
        on conflict do nothing
      )
      insert into watched_dates (council_id, id, reference, service_id, kind, about, happened_on, due_on, origin_id, recorded_by, recorded_at)
      select council_id, id, 'DAT-' || year || '-' || lpad(place::text, 5, '0'), service_id, 'responsiveVisit', null, decided_on, planned_on, visit_id, decided_by, decided_at from waiting`);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
