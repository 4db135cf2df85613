import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is asked to a meeting changes after it is scheduled: why somebody was taken off is kept, open pages hear of it, and who was sent an entry is found quickly. */
export class ChangeWhoIsAsked20261202090000 implements MigrationInterface {
  name = 'ChangeWhoIsAsked20261202090000';

  async up(runner: QueryRunner): Promise<void> {
    const [kinds] = (await runner.query(`select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'meeting_changes_kind_check'`)) as { text: string }[];
    const more = kinds?.text.replace('ARRAY[', `ARRAY['memberTakenOff'::text, `);
    if (more === undefined || more === kinds?.text) throw new Error('meeting_changes lists its kinds in another way.');
    await runner.query(`
      alter table meeting_changes drop constraint meeting_changes_kind_check, add constraint meeting_changes_kind_check ${more};
      create trigger told_of_leaving after delete on meeting_members for each row execute function tell_of_change('meeting', 'meeting_id');
      create index mail_messages_of_meeting on mail_messages (council_id, split_part(dedupe_key, ':', 2)) where dedupe_key like 'meeting-%';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
