import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of a meeting: the kind that is told, the column with its id. */
const told: readonly (readonly [table: string, kind: string, id: string, when?: string])[] = [
  ['meetings', 'meeting', 'id'],
  ['workflows', 'meeting', 'id', `new.machine = 'meeting'`],
  ['meeting_members', 'meeting', 'meeting_id'],
  ['presences', 'meeting', 'meeting_id'],
  ['meeting_parts', 'meeting', 'meeting_id'],
  ['meeting_guests', 'meeting', 'meeting_id'],
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
        declare changed jsonb := to_jsonb(new);
        begin
          perform pg_notify('changes', json_build_object('council', changed ->> 'council_id', 'kind', tg_argv[0], 'id', changed ->> tg_argv[1],
            'version', coalesce((changed ->> 'version')::int, 1))::text);
          return null;
        end $$;
      create function tell_of_session_end() returns trigger language plpgsql as $$
        begin
          perform pg_notify('changes', json_build_object('kind', 'session', 'id', new.id)::text);
          return null;
        end $$;
      create trigger told after update of ended_at on sessions for each row when (new.ended_at is not null) execute function tell_of_session_end();
      ${told.map(([table, kind, id, when]) => `create trigger told after insert or update on ${table} for each row ${when === undefined ? '' : `when (${when}) `}execute function tell_of_change('${kind}', '${id}');`).join('\n      ')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
