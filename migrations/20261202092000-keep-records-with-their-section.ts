import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R22: once a meeting is minuted, what was written down of an item is for those who see a section of it: the chair keeps a part among fewer by its section. */
export class KeepRecordsWithTheirSection20261202092000 implements MigrationInterface {
  name = 'KeepRecordsWithTheirSection20261202092000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index minute_sections_item on minute_sections (council_id, agenda_item_id) where agenda_item_id is not null;
      -- Of every item that has words a section is drafted; whom each section is for, its own policy says.
      create policy with_its_section on item_records as restrictive for select using (
        not exists (select from workflows w where w.council_id = item_records.council_id and w.id = item_records.meeting_id and w.state in ('draftMinutes', 'minutesReturned', 'approved', 'circulated', 'confirmed'))
        or exists (select from minute_sections s where s.council_id = item_records.council_id and s.agenda_item_id = item_records.agenda_item_id));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not widened again: restore a backup instead.');
  }
}
