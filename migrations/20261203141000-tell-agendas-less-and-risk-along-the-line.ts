import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agenda of a panel tells of the minutes of panels alone, and a risk that rose is measured along the line of a service. */
export class TellAgendasLessAndRiskAlongTheLine20261203141000 implements MigrationInterface {
  name = 'TellAgendasLessAndRiskAlongTheLine20261203141000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As before, of meetings that are about no one service: who sees a panel's agenda may not have been asked to those (ADR 0035).
      create or replace function said_of_minutes(meeting uuid) returns table (reference text, waiting int, taken_up int, declined int, remarks int, amendments int)
        language plpgsql stable security definer set search_path = public, pg_temp rows 2 as $$
        begin
          if not in_panel_circle() then return; end if;
          return query
            select m.reference, c.waiting, c.taken_up, c.declined, r.remarks, coalesce((w.context ->> 'amendments')::int, 0)
            from meetings n
            join meetings m on m.council_id = n.council_id and m.panel_id = n.panel_id and m.starts_at < n.starts_at and m.service_id is null
            join workflows w on w.council_id = m.council_id and w.id = m.id and w.state = 'circulated'
            cross join lateral (select count(*) filter (where a.comment_id is null)::int as waiting, count(*) filter (where a.accepted)::int as taken_up, count(*) filter (where not a.accepted)::int as declined
              from minute_comments x left join minute_comment_answers a on a.council_id = x.council_id and a.comment_id = x.id where x.council_id = m.council_id and x.meeting_id = m.id) c
            cross join lateral (select count(*)::int as remarks from minute_extracts e join extract_comments x on x.council_id = e.council_id and x.extract_id = e.id where e.council_id = m.council_id and e.meeting_id = m.id) r
            where n.council_id = current_council() and n.id = meeting and c.waiting + c.taken_up + c.declined + r.remarks > 0
              and (sees_every_service() or n.id in (select asked.meeting_id from meetings_asked_to() asked) or (n.service_id is null and n.panel_id in (select panels_in_sight())))
            order by m.starts_at desc, m.id;
        end $$;
      -- R27, R31: what stood before is the service's own, or that of one it carries on.
      create or replace function risks_since(panel timestamptz) returns table (service_id uuid, likelihood int, impact int, assessed_on date, likelihood_before int, impact_before int)
        language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
        begin
          if not in_panel_circle() then return; end if;
          return query select distinct on (k.service_id) k.service_id, k.likelihood, k.impact, k.assessed_on, b.likelihood, b.impact
            from risk_assessments k left join lateral (
              select o.likelihood, o.impact from risk_assessments o
              where o.council_id = k.council_id and o.service_id in (select line.service_id from service_line(k.service_id) line) and o.recorded_at <= panel
              order by o.service_id = k.service_id desc, o.assessed_on desc, o.number desc limit 1) b on true
            where k.council_id = current_council() and k.recorded_at > panel and (sees_every_service() or k.service_id in (select services_in_sight()))
            order by k.service_id, k.number desc;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
