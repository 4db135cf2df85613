import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** A provider asks for more time, to bring somebody or to put a meeting off; each is answered with reasons (Davis v West Sussex). */
export class AskAboutHearing20261129235200 implements MigrationInterface {
  name = 'AskAboutHearing20261129235200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table hearing_requests (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        representation_id uuid not null,
        kind text not null check (kind in ('moreTime', 'companion', 'adjournment')),
        asked text not null,
        asked_by uuid not null,
        asked_on date not null,
        reasons text,
        answered_by uuid,
        answered_at timestamptz,
        -- Of more time that was granted: the last day to answer since.
        new_last_day date,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, representation_id) references representations (council_id, id),
        foreign key (council_id, asked_by) references memberships (council_id, id),
        foreign key (council_id, answered_by) references memberships (council_id, id)
      );
      create index hearing_requests_service on hearing_requests (council_id, service_id);
      create index hearing_requests_representation on hearing_requests (council_id, representation_id);
      ${tenancy('hearing_requests', `(in_panel_circle() and ${satWith('service_id')}) or provider_id = current_provider()`)}

      -- They go with their service when its content is deleted (R34).
      alter function purge_service(uuid) rename to purge_service_before_hearing_requests;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark(); ids uuid[]; done jsonb;
        begin
          done := purge_service_before_hearing_requests(service);
          update hearing_requests h set asked = m, reasons = marked(h.reasons) where h.council_id = council and h.service_id = service;
          ids := array(select h.id from hearing_requests h where h.council_id = council and h.service_id = service);
          perform purge_common(ids, '{}');
          return done || jsonb_build_object('records', (done ->> 'records')::int + cardinality(ids));
        end $$;
        revoke all on function purge_service(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What providers asked has no other place: restore a backup instead.');
  }
}
