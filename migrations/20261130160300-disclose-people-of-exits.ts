import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Case 12: whoever asks for what is held about somebody who had to move is given their row of the exit too; each row is a record of its own, so that nobody else's comes with it. */
export class DisclosePeopleOfExits20261130160300 implements MigrationInterface {
  name = 'DisclosePeopleOfExits20261130160300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter function records_for_disclosure(uuid[], text[], date, date, uuid[]) rename to records_but_exit_people;
      -- Called by its successor alone, which runs as the owner.
      alter function records_but_exit_people(uuid[], text[], date, date, uuid[]) security invoker;
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[])
        returns table (record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query
            select * from records_but_exit_people(services, kinds, from_day, to_day, chosen)
            union all
            select 'exitPerson', e.id, t.reference, t.service_id, t.provider_id, d.day, null, false,
              case when not exists (select from kept_back() k where k = t.id) then concat_ws(E'\\n\\n', said('Case', e.case_reference),
                said('Paid for by', case e.funder when 'thisCouncil' then 'this council' when 'otherCouncils' then 'another council' when 'icb' then 'the NHS' else 'themselves' end),
                said('What became of it', case e.settlement when 'moved' then 'They moved' when 'staysByChoice' then 'They stay, by their own choice' when 'leftBefore' then 'They had left before' end),
                said('Where they are now', e.where_now), said('Their choice', e.choice)) end
            from exit_people e join terminations t on t.council_id = e.council_id and t.id = e.termination_id
            cross join lateral (select coalesce(e.settled_on, (e.recorded_at at time zone 'Europe/London')::date) as day) d
            where e.council_id = council and (chosen is null or e.id = any (chosen)) and (services is null or t.service_id = any (services)) and (kinds is null or 'exitPerson' = any (kinds))
              and (from_day is null or d.day >= from_day) and (to_day is null or d.day <= to_day);
        end $$;
      revoke all on function records_for_disclosure(uuid[], text[], date, date, uuid[]), records_but_exit_people(uuid[], text[], date, date, uuid[]) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What records officers may find is not narrowed again: restore a backup instead.');
  }
}
