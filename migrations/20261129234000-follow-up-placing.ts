import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

const placing = `acting_as() in ('brokerage', 'hospitalDischarge', 'outOfHours')`;
const seated = `(in_panel_circle() and ${satWith('service_id')})`;

/**
 * R40: who was alerted of a restriction's start, change and end, and when they acknowledged it; exceptions asked for and answered;
 * placements made against a restriction (case 11). Those who place people see them; a case reference names nobody.
 */
export class FollowUpPlacing20261129234000 implements MigrationInterface {
  name = 'FollowUpPlacing20261129234000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where one stands is the workflow placementAlert of its id.
      create table placement_alerts (
        council_id uuid not null references councils (id),
        id uuid not null,
        restriction_id uuid not null,
        service_id uuid not null,
        what text not null check (what in ('started', 'changed', 'ended')),
        sent_at timestamptz not null,
        acknowledge_by date not null,
        primary key (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create index placement_alerts_restriction on placement_alerts (council_id, restriction_id);
      create table alert_receipts (
        council_id uuid not null references councils (id),
        id uuid not null,
        alert_id uuid not null,
        service_id uuid not null,
        membership_id uuid not null,
        acknowledged_at timestamptz,
        chased_at timestamptz,
        primary key (council_id, id),
        unique (council_id, alert_id, membership_id),
        foreign key (council_id, alert_id) references placement_alerts (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );
      create index alert_receipts_waiting on alert_receipts (council_id, membership_id) where acknowledged_at is null;

      -- Where one stands is the workflow placingException of its id.
      create table placing_exceptions (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        restriction_id uuid not null,
        service_id uuid not null,
        case_reference text not null,
        ground text not null check (ground in ('returningFromHospital', 'respiteBooked', 'couple', 'other')),
        why text not null,
        asked_by uuid not null,
        asked_at timestamptz not null,
        outcome text check (outcome in ('granted', 'refused')),
        reasons text,
        decided_by uuid,
        decided_at timestamptz,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, asked_by) references memberships (council_id, id),
        foreign key (council_id, decided_by) references memberships (council_id, id)
      );
      create index placing_exceptions_restriction on placing_exceptions (council_id, restriction_id);
      create table placements_against (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        restriction_id uuid not null,
        service_id uuid not null,
        case_reference text not null,
        placed_on date not null,
        placed_by text not null,
        why text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index placements_against_service on placements_against (council_id, service_id, recorded_at);
      create index placements_against_restriction on placements_against (council_id, restriction_id);

      -- What people wrote goes with the rest of the service's words (ADR 0018).
      alter function purge_service(uuid) rename to purge_service_before_placing;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          update placing_exceptions e set case_reference = m, why = m, reasons = marked(reasons) where e.council_id = council and e.service_id = service;
          update placements_against p set case_reference = m, placed_by = m, why = m where p.council_id = council and p.service_id = service;
          return purge_service_before_placing(service);
        end $$;
      revoke all on function purge_service(uuid) from public;
    `);
    await runner.query(tenancy('placement_alerts', `${seated} or ${placing} or exists (select from alert_receipts r
      where r.council_id = placement_alerts.council_id and r.alert_id = placement_alerts.id and r.membership_id = current_membership())`));
    await runner.query(tenancy('alert_receipts', `${seated} or membership_id = current_membership() or ${placing}`));
    await runner.query(tenancy('placing_exceptions', `${seated} or ${placing}`));
    await runner.query(tenancy('placements_against', `${seated} or ${placing}`));
  }

  async down(): Promise<void> {
    throw new Error('What was recorded is not thrown away: restore a backup instead.');
  }
}
