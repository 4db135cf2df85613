import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** The panel's circle's; while it is only proposed, the council's office's alone. The provider reads its letters, never these rows. */
const seen = `in_panel_circle() and ${satWith('service_id')} and (decided_on is not null or acting_as() not in ('partner', 'cqcObserver'))`;
/** Whether the termination of a row is seen: looked up by its id. */
const withTermination = (table: string): string => `exists (select from terminations t where t.id = ${table}.termination_id)`;

/** D14: proposals to end a contract, their exit plans, the people who are moved, and what was written on the way (R19, case 24). */
export class EndContracts20261130100000 implements MigrationInterface {
  name = 'EndContracts20261130100000';

  async up(runner: QueryRunner): Promise<void> {
    await this.tables(runner);
    await this.access(runner);
    await this.purge(runner);
    await this.disclosure(runner);
    // Procedures stored before had no such days: they get the default.
    await runner.query(`
      update procedures
      set content = jsonb_set(content, '{timescales}', '{"exitPlanWorkingDays": 10, "terminationCompletionWorkingDays": 20}'::jsonb || (content -> 'timescales'))
      where content ? 'timescales'
    `);
  }

  private async tables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table terminations (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        contract_id uuid not null,
        contract_reference text not null,
        ground text not null check (ground in ('irremediableBreach', 'repeatedBreach', 'unremediedNotice', 'cqcCancellation', 'insolvency', 'defaultCount')),
        notice_id uuid,
        -- What it rests on, as the provider will read it.
        facts text not null,
        options text not null,
        equality_note text not null,
        proportionality text not null,
        -- The contract's own notice period; none shorter.
        period_count int not null check (period_count between 0 and 730),
        period_unit text not null check (period_unit in ('days', 'workingDays')),
        period_clause text not null,
        decided_on date,
        confirm_by date,
        served_on date,
        service_method text check (service_method in ('email', 'post', 'hand')),
        earliest_ends_on date,
        -- As planned, and never before it may.
        ends_on date,
        effect_on date,
        ended_on date,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        check (served_on is null or decided_on is not null),
        check (effect_on is null or (served_on is not null and effect_on >= earliest_ends_on)),
        check (ground <> 'unremediedNotice' or notice_id is not null),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, contract_id) references contracts (council_id, id),
        foreign key (council_id, notice_id) references notices (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index terminations_service on terminations (council_id, service_id);
      create unique index terminations_one_a_contract on terminations (council_id, contract_id) where ended_on is null;

      create table termination_notes (
        council_id uuid not null references councils (id),
        id uuid not null,
        termination_id uuid not null,
        kind text not null check (kind in ('withdrawn', 'inEffect', 'handedOver', 'completed')),
        text text not null,
        happened_on date not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, termination_id) references terminations (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index termination_notes_termination on termination_notes (council_id, termination_id);

      create table exit_plans (
        council_id uuid not null references councils (id),
        id uuid not null,
        termination_id uuid not null,
        number int not null,
        lead_id uuid not null,
        ends_on date not null,
        telling text not null,
        moving text not null,
        funders text not null,
        records text not null,
        staff text not null,
        communications text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, termination_id, number),
        foreign key (council_id, termination_id) references terminations (council_id, id),
        foreign key (council_id, lead_id) references memberships (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );

      -- Case references alone: no name, and nothing of anybody's health, fits in.
      create table exit_people (
        council_id uuid not null references councils (id),
        id uuid not null,
        termination_id uuid not null,
        case_reference text not null,
        funder text not null check (funder in ('thisCouncil', 'otherCouncils', 'icb', 'selfFunding')),
        settlement text check (settlement in ('moved', 'staysByChoice', 'leftBefore')),
        where_now text,
        choice text,
        pack_gone boolean,
        settled_on date,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        check ((settled_on is null) = (settlement is null)),
        check ((pack_gone is not null) = (settlement is not distinct from 'moved')),
        foreign key (council_id, termination_id) references terminations (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create unique index exit_people_once on exit_people (council_id, termination_id, lower(case_reference));

      alter table decisions add column termination_id uuid, add foreign key (council_id, termination_id) references terminations (council_id, id);
      create index decisions_termination on decisions (council_id, termination_id) where termination_id is not null;

      create trigger termination_notes_append_only before update or delete on termination_notes for each row execute function refuse_change_but_purge('text');
      create trigger exit_plans_append_only before update or delete on exit_plans for each row execute function
        refuse_change_but_purge('telling', 'moving', 'funders', 'records', 'staff', 'communications');
    `);
  }

  private async access(runner: QueryRunner): Promise<void> {
    await runner.query(tenancy('terminations', seen));
    for (const table of ['termination_notes', 'exit_plans', 'exit_people']) await runner.query(tenancy(table, withTermination(table)));
  }

  /** R34: the words of terminations go with their service's. Whatever purged a service before does so still, and this besides. */
  private async purge(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function purge_terminations(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); ids uuid[]; m text := purge_mark();
        begin
          ids := array(select t.id from terminations t where t.council_id = council and t.service_id = service);
          update terminations t set facts = m, options = m, equality_note = m, proportionality = m, period_clause = m where t.council_id = council and t.id = any (ids);
          update termination_notes n set text = m where n.council_id = council and n.termination_id = any (ids);
          update exit_plans p set telling = m, moving = m, funders = m, records = m, staff = m, communications = m where p.council_id = council and p.termination_id = any (ids);
          update exit_people p set case_reference = m || ' ' || p.id, where_now = marked(where_now), choice = marked(choice) where p.council_id = council and p.termination_id = any (ids);
          return purge_common(ids, '{}') || jsonb_build_object('terminations', cardinality(ids));
        end $$;
      alter function purge_service(uuid) rename to purge_service_before_terminations;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        begin
          return purge_terminations(service) || purge_service_before_terminations(service);
        end $$;
      revoke all on function purge_terminations(uuid), purge_service(uuid) from public;
    `);
  }

  /** What may be asked for and held by its reference. People are named by case reference in it nowhere: theirs is a file of its own. */
  private async disclosure(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter function records_for_disclosure(uuid[], text[], date, date, uuid[]) rename to records_but_terminations;
      alter function records_but_terminations(uuid[], text[], date, date, uuid[]) security invoker;
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[])
        returns table (record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query
            select * from records_but_terminations(services, kinds, from_day, to_day, chosen)
            union all
            select 'termination', t.id, t.reference, t.service_id, t.provider_id, (t.recorded_at at time zone 'Europe/London')::date, null, false,
              case when not exists (select from kept_back() k where k = t.id) then concat_ws(E'\\n\\n', said('Facts', t.facts), said('Other options', t.options), said('Equality and human rights', t.equality_note), said('Why nothing less would do', t.proportionality),
                (select string_agg(concat_ws(E'\\n\\n', said('Exit plan ' || p.number || ', telling people', p.telling), said('Moving people', p.moving), said('Funders', p.funders), said('Records and keys', p.records), said('Staff', p.staff), said('Communications', p.communications)), E'\\n\\n' order by p.number)
                  from exit_plans p where p.council_id = t.council_id and p.termination_id = t.id),
                (select string_agg(said('Written on ' || n.happened_on, n.text), E'\\n\\n' order by n.recorded_at, n.id) from termination_notes n where n.council_id = t.council_id and n.termination_id = t.id)) end
            from terminations t
            where t.council_id = council and (chosen is null or t.id = any (chosen)) and (services is null or t.service_id = any (services)) and (kinds is null or 'termination' = any (kinds))
              and (from_day is null or (t.recorded_at at time zone 'Europe/London')::date >= from_day) and (to_day is null or (t.recorded_at at time zone 'Europe/London')::date <= to_day);
        end $$;
      alter function record_named(text) rename to record_but_terminations;
      alter function record_but_terminations(text) security invoker;
      create function record_named(wanted text) returns table (kind text, id uuid, service_id uuid, reference text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if acting_as() not in ('recordsOfficer', 'legal') then return; end if;
          return query select * from record_but_terminations(wanted)
            union all select 'termination', t.id, t.service_id, t.reference from terminations t where t.council_id = current_council() and t.reference = wanted;
        end $$;
      revoke all on function records_for_disclosure(uuid[], text[], date, date, uuid[]), records_but_terminations(uuid[], text[], date, date, uuid[]), record_named(text), record_but_terminations(text) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was recorded is not thrown away: restore a backup instead.');
  }
}
