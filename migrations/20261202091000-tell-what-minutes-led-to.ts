import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The item that confirms the minutes says what was said of them and what it led to: counts, the same for every member, and never a word. */
export class TellWhatMinutesLedTo20261202091000 implements MigrationInterface {
  name = 'TellWhatMinutesLedTo20261202091000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of circulated minutes before this meeting of its panel. An agenda is read by every member alike, also by whoever is out of the item
      -- that was commented on: so it counts every comment, and tells nothing of any (R21).
      create function said_of_minutes(meeting uuid) returns table (reference text, waiting int, taken_up int, declined int, remarks int, amendments int)
        language plpgsql stable security definer set search_path = public, pg_temp rows 2 as $$
        begin
          if not in_panel_circle() then return; end if;
          return query
            select m.reference, c.waiting, c.taken_up, c.declined, r.remarks, coalesce((w.context ->> 'amendments')::int, 0)
            from meetings n
            join meetings m on m.council_id = n.council_id and m.panel_id = n.panel_id and m.starts_at < n.starts_at
            join workflows w on w.council_id = m.council_id and w.id = m.id and w.state = 'circulated'
            cross join lateral (select count(*) filter (where a.comment_id is null)::int as waiting, count(*) filter (where a.accepted)::int as taken_up, count(*) filter (where not a.accepted)::int as declined
              from minute_comments x left join minute_comment_answers a on a.council_id = x.council_id and a.comment_id = x.id where x.council_id = m.council_id and x.meeting_id = m.id) c
            cross join lateral (select count(*)::int as remarks from minute_extracts e join extract_comments x on x.council_id = e.council_id and x.extract_id = e.id where e.council_id = m.council_id and e.meeting_id = m.id) r
            where n.council_id = current_council() and n.id = meeting and c.waiting + c.taken_up + c.declined + r.remarks > 0
              and (sees_every_service() or n.id in (select asked.meeting_id from meetings_asked_to() asked) or (n.service_id is null and n.panel_id in (select panels_in_sight())))
            order by m.starts_at desc, m.id;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
