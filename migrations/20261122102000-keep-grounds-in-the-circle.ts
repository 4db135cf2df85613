import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * Brokerage needs what a restriction bars, never why: what people wrote about one moves to a table that the panel's circle alone
 * reads. Beside it what was disclosed to the provider (R07), and how a stop that is not the council's was reviewed (R06).
 */
export class KeepGroundsInTheCircle20261122102000 implements MigrationInterface {
  name = 'KeepGroundsInTheCircle20261122102000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table restriction_grounds (
        council_id uuid not null references councils (id),
        restriction_id uuid not null,
        reasons text not null,
        lift_conditions text,
        not_heard_reason text,
        source_on date,
        effect text,
        end_reason text,
        evidence_on date,
        evidence text,
        primary key (council_id, restriction_id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id)
      );
      create table restriction_disclosures (
        council_id uuid not null references councils (id),
        id uuid not null,
        restriction_id uuid not null,
        disclosed_on date not null,
        disclosed text not null,
        withheld text[] not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index restriction_disclosures_restriction on restriction_disclosures (council_id, restriction_id);
      create trigger restriction_disclosures_append_only before update or delete on restriction_disclosures for each row execute function refuse_change();
      create table restriction_reviews (
        council_id uuid not null references councils (id),
        id uuid not null,
        restriction_id uuid not null,
        reviewed_on date not null,
        note text not null,
        review_on date not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index restriction_reviews_restriction on restriction_reviews (council_id, restriction_id);
      create trigger restriction_reviews_append_only before update or delete on restriction_reviews for each row execute function refuse_change();
      insert into restriction_grounds (council_id, restriction_id, reasons, lift_conditions, not_heard_reason, end_reason, evidence_on, evidence)
        select council_id, id, reasons, lift_conditions, not_heard_reason, end_reason, evidence_on, evidence from restrictions;
      alter table restrictions
        drop column reasons, drop column lift_conditions, drop column not_heard_reason, drop column end_reason, drop column evidence_on, drop column evidence;
    `);
    for (const table of ['restriction_grounds', 'restriction_disclosures', 'restriction_reviews']) await runner.query(tenancy(table, 'in_panel_circle()'));
  }

  async down(): Promise<void> {
    throw new Error('What people wrote is not shown to more people again: restore a backup instead.');
  }
}
