import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

const succession = `('newLocation', 'newOwner', 'merge')`;

/** R31: which service carries another one on, what became of a registration, and which contracts were novated; dated, with the source, never rewritten. */
export class LinkServices20261130120000 implements MigrationInterface {
  name = 'LinkServices20261130120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_links (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        kind text not null check (kind in ('newLocation', 'newOwner', 'merge', 'rename', 'deregistered', 'dualService')),
        -- The predecessor; of any other kind the service it is about.
        service_id uuid not null,
        -- What carries it on; of a dual service the other one at the address.
        other_id uuid,
        happened_on date not null,
        source text not null,
        note text,
        -- As both were called then.
        from_name text not null,
        to_name text,
        from_provider_id uuid not null references register_providers (id),
        to_provider_id uuid references register_providers (id),
        -- What followed: {stage, restrictions: [id]}; an undoing takes it back.
        followed jsonb not null default '{}',
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        undone_by uuid,
        undone_at timestamptz,
        undone_reason text,
        primary key (council_id, id),
        unique (council_id, reference),
        check ((other_id is null) = (kind in ('rename', 'deregistered'))),
        check (other_id is distinct from service_id),
        check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_reason is null)),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, other_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        foreign key (council_id, undone_by) references memberships (council_id, id)
      );
      -- A service is carried on once.
      create unique index service_links_once on service_links (council_id, service_id) where undone_at is null and kind in ${succession};
      create index service_links_service on service_links (council_id, service_id);
      create index service_links_other on service_links (council_id, other_id) where other_id is not null;

      create table contract_novations (
        council_id uuid not null references councils (id),
        id uuid not null,
        link_id uuid not null,
        contract_id uuid not null,
        novated_on date not null,
        source text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, link_id, contract_id),
        foreign key (council_id, link_id) references service_links (council_id, id),
        foreign key (council_id, contract_id) references contracts (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );

      -- Null where a file brought it.
      alter table people_counts add column recorded_by uuid, add foreign key (council_id, recorded_by) references memberships (council_id, id);
      -- By the link that stands: for those who place people too, who read no link.
      alter table services add column carried_on_by uuid, add foreign key (council_id, carried_on_by) references services (council_id, id);
      create index services_carried_on on services (council_id, carried_on_by) where carried_on_by is not null;
      -- The service and every one it carries on, as far as whoever asks may see them.
      create function service_line(service uuid) returns table (service_id uuid) language sql stable rows 2 as $$
        with recursive line (id) as (
          select $1 union
          select s.id from services s join line on s.carried_on_by = line.id where s.council_id = current_council()
        ) select id from line $$;
    `);
    await runner.query(tenancy('service_links', `in_panel_circle() and (${satWith('service_id')} or ${satWith('other_id')})`));
    await runner.query(tenancy('contract_novations', 'in_panel_circle() and exists (select from service_links k where k.id = contract_novations.link_id)'));
    await runner.query(`
      -- R34: their words go with the service they are about.
      alter function purge_service(uuid) rename to purge_service_before_links;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare ids uuid[];
        begin
          ids := array(select k.id from service_links k where k.council_id = current_council() and k.service_id = service);
          update service_links k set source = purge_mark(), note = marked(note), undone_reason = marked(undone_reason) where k.council_id = current_council() and k.id = any (ids);
          update contract_novations n set source = purge_mark() where n.council_id = current_council() and n.link_id = any (ids);
          return purge_service_before_links(service) || jsonb_build_object('serviceLinks', cardinality(ids));
        end $$;
      revoke all on function purge_service(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What became of a service is not thrown away: restore a backup instead.');
  }
}
