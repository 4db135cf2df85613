import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, satWith } from './policies.ts';

const seated = `in_panel_circle() and ${satWith('service_id')}`;
const kept = 'id not in (select kept_back())';

/**
 * R21 of what officers bring to an item without the log: a visit with its finding, a proposal for a stage and the words beside a step of it
 * are kept, as intelligence and risk assessments are (ADR 0021), from whoever is out of the item, up to the end of its meeting.
 */
export class KeepVisitsWithTheirItem20261201100000 implements MigrationInterface {
  name = 'KeepVisitsWithTheirItem20261201100000';

  async up(runner: QueryRunner): Promise<void> {
    const [now] = (await runner.query(`select pg_get_functiondef('kept_back()'::regprocedure) as text`)) as { text: string }[];
    const more = now?.text.replace('union all select g.id\n', `union all select v.id from visits v where v.council_id = g.council_id and v.service_id = g.service_id
                  and v.recorded_at <= over.at and v.recorded_by is distinct from me
                  and not exists (select from visit_officers o where o.council_id = v.council_id and o.visit_id = v.id and o.membership_id = me)
                union all select p.id from stage_proposals p where p.council_id = g.council_id and p.service_id = g.service_id
                  and p.proposed_at <= over.at and p.proposed_by is distinct from me
                union all select n.id from stage_notes n where n.council_id = g.council_id and n.service_id = g.service_id
                  and n.recorded_at <= over.at and n.recorded_by is distinct from me
                union all select g.id\n`);
    if (more === undefined || more === now?.text) throw new Error('kept_back lists what it keeps in another way.');
    await runner.query(more);
    for (const table of ['visits', 'stage_proposals', 'stage_notes']) await runner.query(resee(table, `${seated} and ${kept}`));
    await runner.query(`
      -- A step down and a lift count every visit (R09, statechart A), also one that whoever decides is kept from: its kind, day and codes, no word.
      create function made_visits(service uuid) returns table (kind text, visited_on date, fault_reasons text[])
        language plpgsql stable security definer set search_path = public, pg_temp rows 5 as $$
        begin
          if not in_panel_circle() or not sits_with(service) then return; end if;
          return query select v.kind, v.visited_on, v.fault_reasons from visits v
            where v.council_id = current_council() and v.service_id = service and v.visited_on is not null;
        end $$;
      -- R27: what was assessed since a panel, beside what stood before, whoever builds the agenda: scores and a day, no word.
      create function risks_since(panel timestamptz) returns table (service_id uuid, likelihood int, impact int, assessed_on date, likelihood_before int, impact_before int)
        language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
        begin
          if not in_panel_circle() then return; end if;
          return query select distinct on (k.service_id) k.service_id, k.likelihood, k.impact, k.assessed_on, b.likelihood, b.impact
            from risk_assessments k left join lateral (
              select o.likelihood, o.impact from risk_assessments o
              where o.council_id = k.council_id and o.service_id = k.service_id and o.recorded_at <= panel order by o.number desc limit 1) b on true
            where k.council_id = current_council() and k.recorded_at > panel and (sees_every_service() or k.service_id in (select services_in_sight()))
            order by k.service_id, k.number desc;
        end $$;
      create index risk_assessments_recorded on risk_assessments (council_id, recorded_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not widened again: restore a backup instead.');
  }
}
