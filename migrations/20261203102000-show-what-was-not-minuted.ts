import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Puts a caveat where a part of the list for disclosure gave none. */
async function mark(runner: QueryRunner, part: string, caveat: string): Promise<void> {
  const [now] = (await runner.query(`select pg_get_functiondef('"disclosure_part_${part}"(uuid)'::regprocedure) as text`)) as { text: string }[];
  const more = now?.text.replace('null::text, false,', () => `${caveat}, false,`);
  if (more === undefined || more === now?.text) throw new Error(`The part ${part} gives a caveat already.`);
  await runner.query(more);
}

/**
 * R22 keeps what was written down of an item with its section of the minutes; where none was drafted there is nothing to keep it with, and
 * it stays with whoever saw it in the meeting. What the minutes say is held, whomever it is for: the records office is offered it (ADR 0018),
 * and of a part for Legal or for people named it is told that it is there, as of records with such a caveat (ADR 0020).
 */
export class ShowWhatWasNotMinuted20261203102000 implements MigrationInterface {
  name = 'ShowWhatWasNotMinuted20261203102000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What runs as the owner is not narrowed by whom a section is for: it says for itself what it answers, and to whom. So the records
      -- office is offered every section by records_for_disclosure(), while the table's own policies give it nothing.
      create function as_owner() returns boolean language sql stable return (select c.relowner = (current_user::text)::regrole from pg_class c where c.oid = 'minute_sections'::regclass);
      alter policy audience on minute_sections using ((select as_owner()) or audience in ('members', 'board', 'provider') or acting_as() in ('chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system')
        or (audience = 'council' and acting_as() not in ('partner', 'cqcObserver'))
        or (audience = 'legal' and acting_as() = 'legal')
        or (audience = 'cqc' and acting_as() <> 'partner')
        or (audience = 'named' and current_membership() = any (readers)));

      -- Whether there is a section, whomever it is for.
      create function has_section(item uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
        return exists (select from minute_sections s where s.council_id = current_council() and s.agenda_item_id = item);
      revoke all on function has_section(uuid) from public;
      alter policy with_its_section on item_records using (
        not exists (select from workflows w where w.council_id = item_records.council_id and w.id = item_records.meeting_id and w.state in ('draftMinutes', 'minutesReturned', 'approved', 'circulated', 'confirmed'))
        or exists (select from minute_sections s where s.council_id = item_records.council_id and s.agenda_item_id = item_records.agenda_item_id)
        or not has_section(agenda_item_id));

      create function caveat_of_section(audience text) returns text language sql immutable
        return case audience when 'legal' then 'legalPrivilege' when 'named' then 'namedPeople' end;

      -- A step down counts every panel that found the service on track (statechart A), also one that whoever decides was out of (R21): a
      -- count alone. Panels held after the stage began, the latest first, until one that did not find it so.
      create function panels_on_track(service uuid) returns int
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if not in_panel_circle() or not sits_with(service) then return 0; end if;
          return (select count(*)::int from (
            select bool_and(coalesce(r.on_track, false)) over (order by m.starts_at desc, g.id) as on_track
            from agenda_items g join meetings m on m.council_id = g.council_id and m.id = g.meeting_id
            join stages h on h.council_id = g.council_id and h.service_id = g.service_id
            left join item_records r on r.council_id = g.council_id and r.agenda_item_id = g.id
            where g.council_id = current_council() and g.service_id = service and g.deferred_at is null and m.opened_at is not null and (g.taken_at is not null or m.closed_at is not null)
              and (m.opened_at at time zone 'Europe/London')::date > h.since) held where held.on_track);
        end $$;
      revoke all on function panels_on_track(uuid) from public;
    `);
    await mark(runner, 'minutes', 'caveat_of_section(x.audience)');
    await mark(runner, 'minuteComment', 'caveat_of_section(m.audience)');
    await mark(runner, 'itemRecord', '(select min(caveat_of_section(m.audience)) from minute_sections m where m.council_id = x.council_id and m.agenda_item_id = x.agenda_item_id)');
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not narrowed again: restore a backup instead.');
  }
}
