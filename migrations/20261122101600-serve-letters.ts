import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A letter counts as served when it arrives, and only the council's office and the provider it is addressed to read it (R32, R38). */
export class ServeLetters20261122101600 implements MigrationInterface {
  name = 'ServeLetters20261122101600';

  async up(runner: QueryRunner): Promise<void> {
    const office = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system')`;
    // As the paper it becomes (documents): partners and CQC, though of the panel's circle, read no row of it.
    const letters = `council_id = current_council() and (${office} or (issued_at is not null and provider_id = current_provider()))`;
    // A mail with a paper is a provider's letter: whoever may send and read letters sees whether it arrived.
    const mail = `council_id = current_council() and (acting_as() in ('coordinator', 'administrator', 'auditor', 'system') or (document_id is not null and ${office}))`;
    for (const [table, seen] of [['letters', letters], ['mail_messages', mail]] as const) {
      await runner.query(`
        alter policy seen on ${table} using (${seen});
        alter policy changed on ${table} using (${seen}) with check (council_id = current_council());
        alter policy removed on ${table} using (${seen});
      `);
    }
    await runner.query(`
      alter table letters add column service_proof text;
      -- False while the letter that opens the window is not served: its days have not begun.
      alter table representations add column served boolean not null default true;
      -- What it is about, in words the provider may read.
      alter table representations add column subject text;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who reads letters is not widened again: restore a backup instead.');
  }
}
