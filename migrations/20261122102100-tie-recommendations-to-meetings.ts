import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A recommendation was made in a meeting, on an item of its agenda, that are there: row-level security checks no foreign key. */
export class TieRecommendationsToMeetings20261122102100 implements MigrationInterface {
  name = 'TieRecommendationsToMeetings20261122102100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table recommendations
        add foreign key (council_id, meeting_id) references meetings (council_id, id),
        add foreign key (council_id, agenda_item_id) references agenda_items (council_id, id);
      create index recommendations_meeting on recommendations (council_id, meeting_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index recommendations_meeting;
      alter table recommendations drop constraint recommendations_council_id_meeting_id_fkey, drop constraint recommendations_council_id_agenda_item_id_fkey;
    `);
  }
}
