import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of a meeting: the kind that is told, the column with its id. */
const told: readonly (readonly [table: string, kind: string, id: string, when?: string, also?: string])[] = [
  ['meetings', 'meeting', 'id'],
  ['workflows', 'meeting', 'id', `new.machine = 'meeting'`],
  ['meeting_members', 'meeting', 'meeting_id'],
  ['presences', 'meeting', 'meeting_id', '', 'delete'],
  ['meeting_parts', 'meeting', 'meeting_id'],
  ['meeting_guests', 'meeting', 'meeting_id', '', 'delete'],
  ['item_turns', 'meeting', 'meeting_id'],
  ['agenda_items', 'agendaItem', 'id'],
  ['item_records', 'agendaItem', 'agenda_item_id'],
  ['item_interests', 'agendaItem', 'agenda_item_id'],
  ['recommendations', 'agendaItem', 'agenda_item_id', 'new.agenda_item_id is not null'],
  ['actions', 'agendaItem', 'agenda_item_id', 'new.agenda_item_id is not null'],
];

/**
 * What changes in a meeting is told to every process in the change's own transaction: kind, id and version, and never a word. Told
 * by the tables, so that no service can forget it. The end of a session is told too: its streams close wherever they are open.
 */
export class TellOfChanges20261130230100 implements MigrationInterface {
  name = 'TellOfChanges20261130230100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function tell_of_change() returns trigger language plpgsql as $$
        declare changed jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
        begin
          perform pg_notify('changes', json_build_object('council', changed ->> 'council_id', 'kind', tg_argv[0], 'id', changed ->> tg_argv[1],
            'version', coalesce((changed ->> 'version')::int, 1))::text);
          return null;
        end $$;
      -- Who is out of an item from now on hears that the meeting changed: they may not hear of the item (R21).
      create function tell_of_exclusion() returns trigger language plpgsql as $$
        declare
          council uuid := coalesce(new.council_id, old.council_id);
          meeting uuid := (select i.meeting_id from agenda_items i where i.council_id = coalesce(new.council_id, old.council_id) and i.id = coalesce(new.agenda_item_id, old.agenda_item_id));
        begin
          perform pg_notify('changes', json_build_object('council', council, 'kind', 'meeting', 'id', meeting, 'version', 1)::text);
          return null;
        end $$;
      create trigger told after insert or delete on item_exclusions for each row execute function tell_of_exclusion();
      create function tell_of_session_end() returns trigger language plpgsql as $$
        begin
          perform pg_notify('changes', json_build_object('kind', 'session', 'id', new.id)::text);
          return null;
        end $$;
      create trigger told after update of ended_at on sessions for each row when (new.ended_at is not null) execute function tell_of_session_end();
      ${told.map(([table, kind, id, when = '', also = '']) => `create trigger told after insert or update${also && ' or delete'} on ${table} for each row ${when && `when (${when}) `}execute function tell_of_change('${kind}', '${id}');`).join('\n      ')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
