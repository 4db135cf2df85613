import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * Case 23: whether a provider is in administration from a day on, and the insolvency practitioner who is then served. A row is never
 * changed: another one of the same day corrects it, and one of a later day follows it.
 */
export class SayWhoIsServedForAProvider20261203131000 implements MigrationInterface {
  name = 'SayWhoIsServedForAProvider20261203131000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table provider_insolvencies (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        provider_id uuid not null references register_providers (id),
        from_on date not null,
        -- Null, with what follows: it is not in administration, from that day.
        practitioner text,
        firm text,
        address text,
        mail text,
        source text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        check ((practitioner is null) = (address is null) and (practitioner is not null or (firm is null and mail is null)))
      );
      create index provider_insolvencies_provider on provider_insolvencies (council_id, provider_id, from_on desc, recorded_at desc);
      create trigger provider_insolvencies_append_only before update or delete on provider_insolvencies for each row execute function refuse_change();
    `);
    await runner.query(tenancy('provider_insolvencies', 'in_panel_circle()'));
  }

  async down(): Promise<void> {
    throw new Error('Who is served for a provider is not thrown away: restore a backup instead.');
  }
}
