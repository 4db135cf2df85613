import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, satWith, tenancy } from './policies.ts';

/**
 * Panels and who sits on them, what is shared with another council, deputies, invitations, and what an administrator
 * changes: all with versions (domain.md 2.4-2.6, R35, R37).
 */
export class SeatPeopleOnPanels20261122101900 implements MigrationInterface {
  name = 'SeatPeopleOnPanels20261122101900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The day in London at this transaction's start, and the membership somebody acts for: set with the actor (actor-session.ts).
      create function current_day() returns date language sql stable
        return nullif(current_setting('app.today', true), '')::date;
      create function acting_for() returns uuid language sql stable
        return nullif(current_setting('app.on_behalf_of', true), '')::uuid;

      -- valid_to is the last whole day of access. Where a membership was ended at once, ended_at is the instant, and
      -- valid_to the day before: whatever asks by the day then finds it ended at the next request.
      alter table memberships
        add column ended_at timestamptz,
        add column version int not null default 1,
        add column changed_by uuid,
        add column changed_at timestamptz,
        add foreign key (council_id, changed_by) references memberships (council_id, id);
      alter table people add column version int not null default 1;
      -- The council that keeps an agency's names; null for what is everybody's.
      alter table agencies
        add column council_id uuid references councils (id),
        add column ended_on date,
        add column version int not null default 1;
      update agencies a set council_id = (
        select m.council_id from memberships m where m.agency_id = a.id order by m.valid_from, m.id limit 1);
      create table agency_successions (
        id uuid primary key,
        predecessor_id uuid not null references agencies (id),
        successor_id uuid not null references agencies (id),
        kind text not null check (kind in ('succeeded', 'merged')),
        happened_on date not null,
        recorded_at timestamptz not null,
        unique (predecessor_id, successor_id),
        check (predecessor_id <> successor_id)
      );

      create table panels (
        council_id uuid not null references councils (id),
        id uuid not null,
        name text not null,
        kind text not null check (kind in ('escalation', 'strategic', 'triage', 'other')),
        -- Kinds of service it looks at; null for every kind.
        covers text[],
        valid_from date not null,
        valid_to date,
        version int not null default 1,
        recorded_at timestamptz not null,
        primary key (council_id, id)
      );
      create unique index panels_name on panels (council_id, lower(name)) where valid_to is null;
      create table panel_seats (
        council_id uuid not null references councils (id),
        id uuid not null,
        panel_id uuid not null,
        membership_id uuid not null,
        seat text not null,
        -- The membership whose place this one takes when it is away (domain.md 2.4); null for a member in their own right.
        deputy_of uuid,
        valid_from date not null,
        valid_to date,
        version int not null default 1,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, panel_id) references panels (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, deputy_of) references memberships (council_id, id)
      );
      create index panel_seats_member on panel_seats (council_id, membership_id);
      create unique index panel_seats_once on panel_seats (council_id, panel_id, membership_id) where valid_to is null;
      -- Ids only: which services each panel looks at, kept by the triggers below.
      create table panel_services (
        council_id uuid not null,
        panel_id uuid not null,
        service_id uuid not null,
        primary key (council_id, panel_id, service_id),
        foreign key (council_id, panel_id) references panels (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id)
      );

      create table shares (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        -- One record of the service; both null for the summary of the whole service.
        record_kind text,
        record_id uuid,
        agency_id uuid not null references agencies (id),
        reason text not null,
        shared_by uuid not null,
        shared_at timestamptz not null,
        ends_on date,
        ended_by uuid,
        ended_at timestamptz,
        version int not null default 1,
        primary key (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, shared_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id),
        check ((record_kind is null) = (record_id is null))
      );
      create index shares_agency on shares (council_id, agency_id);
      create index shares_service on shares (council_id, service_id);

      create table deputies (
        council_id uuid not null references councils (id),
        id uuid not null,
        -- Whose place is taken, and by whom.
        membership_id uuid not null,
        deputy_id uuid not null,
        valid_from date not null,
        valid_to date not null,
        -- Whether the deputy signs in as deputy throughout (absence), or chooses to.
        automatic boolean not null,
        withdrawn_at timestamptz,
        version int not null default 1,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, deputy_id) references memberships (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        check (membership_id <> deputy_id),
        check (valid_to >= valid_from)
      );
      create index deputies_deputy on deputies (council_id, deputy_id);

      -- The token is in the mail alone; here is its SHA-256, null once it was used or withdrawn.
      create table invitations (
        council_id uuid not null references councils (id),
        id uuid not null,
        membership_id uuid not null,
        person_id uuid not null references people (id),
        token_hash bytea not null unique,
        sent_by uuid not null,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        withdrawn_at timestamptz,
        version int not null default 1,
        primary key (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, sent_by) references memberships (council_id, id)
      );
      create index invitations_membership on invitations (council_id, membership_id);
    `);
    await this.keepCover(runner);
    await this.seatThoseThere(runner);
    await this.sight(runner);
    for (const table of ['panels', 'panel_seats', 'panel_services', 'deputies']) await runner.query(tenancy(table));
    const officers = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'administrator', 'recordsOfficer', 'system')`;
    await runner.query(tenancy('shares', `${officers} or agency_id = current_agency()`));
    await runner.query(tenancy('invitations', `acting_as() in ('administrator', 'auditor', 'system')`));
    await runner.query(`
      alter table agency_successions enable row level security;
      alter table agency_successions force row level security;
      create policy owner_all on agency_successions to current_user using (true) with check (true);
      create policy actor_reads on agency_successions for select using (current_membership() is not null);
      create policy actor_adds on agency_successions for insert with check (current_membership() is not null);
      -- Another council's agency is not renamed from here.
      drop policy actor_changes on agencies;
      create policy actor_changes on agencies for update
        using (current_membership() is not null)
        with check (current_membership() is not null and (council_id is null or council_id = current_council()));
    `);
    await this.placing(runner);
  }

  /** A panel looks at the services its cover names, whoever adds a service: by hand, from the register, from contracts. */
  private async keepCover(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function cover_added_services() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          insert into panel_services (council_id, panel_id, service_id)
          select s.council_id, p.id, s.id
          from added s join register_locations l on l.id = s.location_id join panels p on p.council_id = s.council_id
          where p.covers is null or l.kind = any (p.covers)
          on conflict do nothing;
          return null;
        end $$;
      create trigger services_covered after insert on services referencing new table as added
        for each statement execute function cover_added_services();
      create function cover_of_panel_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          delete from panel_services c using services s, register_locations l
          where c.council_id = new.council_id and c.panel_id = new.id and s.council_id = c.council_id and s.id = c.service_id
            and l.id = s.location_id and new.covers is not null and l.kind <> all (new.covers);
          insert into panel_services (council_id, panel_id, service_id)
          select s.council_id, new.id, s.id from services s join register_locations l on l.id = s.location_id
          where s.council_id = new.council_id and (new.covers is null or l.kind = any (new.covers))
          on conflict do nothing;
          return null;
        end $$;
      create trigger panels_cover after insert or update of covers on panels
        for each row execute function cover_of_panel_changed();
      create function cover_of_kind_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          delete from panel_services c using services s, panels p
          where s.location_id = new.id and c.council_id = s.council_id and c.service_id = s.id
            and p.council_id = c.council_id and p.id = c.panel_id and p.covers is not null and new.kind <> all (p.covers);
          insert into panel_services (council_id, panel_id, service_id)
          select s.council_id, p.id, s.id from services s join panels p on p.council_id = s.council_id
          where s.location_id = new.id and (p.covers is null or new.kind = any (p.covers))
          on conflict do nothing;
          return null;
        end $$;
      create trigger locations_cover after update of kind on register_locations
        for each row when (old.kind is distinct from new.kind) execute function cover_of_kind_changed();
    `);
  }

  /** Each council's one panel as it met until now: whoever had a seat, or came as partner or CQC, sits on it. */
  private async seatThoseThere(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into panels (council_id, id, name, kind, valid_from, recorded_at)
      select c.id, gen_random_uuid(),
             coalesce((select p.content -> 'panel' ->> 'name' from procedures p where p.council_id = c.id order by p.version desc limit 1), 'Provider Escalation Panel'),
             'escalation', (c.created_at at time zone 'Europe/London')::date, c.created_at
      from councils c;
      insert into panel_seats (council_id, id, panel_id, membership_id, seat, valid_from, valid_to, recorded_at)
      select m.council_id, gen_random_uuid(), p.id, m.id, coalesce(m.seat, 'other'), m.valid_from, m.valid_to, p.recorded_at
      from memberships m join panels p on p.council_id = m.council_id
      where m.person_id is not null and (m.seat is not null or m.role in ('partner', 'cqcObserver'));
      alter table meetings add column panel_id uuid;
      update meetings m set panel_id = (select p.id from panels p where p.council_id = m.council_id);
      alter table meetings
        alter column panel_id set not null,
        add foreign key (council_id, panel_id) references panels (council_id, id);
      -- A meeting that names no panel is the council's first one's.
      create function meet_as_first_panel() returns trigger language plpgsql as $$
        begin
          new.panel_id := coalesce(new.panel_id, (
            select p.id from panels p where p.council_id = new.council_id order by p.valid_from, p.recorded_at, p.id limit 1));
          return new;
        end $$;
      create trigger meetings_panel before insert on meetings for each row execute function meet_as_first_panel();
    `);
  }

  private async sight(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- R37. Whether this role sees services by another rule than a seat or a share. Narrows nothing by itself.
      create function sees_every_service() returns boolean language sql stable
        return acting_as() not in ('partner', 'cqcObserver', 'placingCouncil', 'nobody');
      -- R37. The services a partner or CQC member sits with (a panel seat in force, own or of whom they act for, on a panel in
      -- force that looks at the service), or that are shared with a placing council. Empty for every other role.
      create function services_in_sight() returns setof uuid language sql stable as $$
        select c.service_id from panel_services c
        where acting_as() in ('partner', 'cqcObserver') and c.council_id = current_council()
          and c.panel_id in (
            select s.panel_id from panel_seats s join panels p on p.council_id = s.council_id and p.id = s.panel_id
            where s.council_id = current_council() and s.membership_id in (current_membership(), acting_for())
              and s.valid_from <= current_day() and (s.valid_to is null or s.valid_to >= current_day())
              and p.valid_from <= current_day() and (p.valid_to is null or p.valid_to >= current_day()))
        union all
        select h.service_id from shares h
        where acting_as() = 'placingCouncil' and h.council_id = current_council() and h.agency_id = current_agency()
          and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day())
      $$;
      -- R37. The contract for policies: it NARROWS and never grants, so it stands as "… and sits_with(service_id)" beside a rule
      -- of roles. True for every role of the council itself and for 'provider' and 'system' (their own rules hold them); for
      -- 'partner' and 'cqcObserver' only where a seat in force covers the service; for 'placingCouncil' only where a share
      -- in force to its agency names the service (a share of one record too: is_shared() says which); false for null, so
      -- a row that may have no service says "service_id is null or …" where that is meant; false for everybody where
      -- app.today is not set. It reads only panels, panel_seats, panel_services and shares, whose policies name no table.
      -- A function holding a subquery is not inlined and runs once a row: in policies write satWith('service_id')
      -- (policies.ts), the same rule as one InitPlan and one hashed subplan a statement.
      create function sits_with(service uuid) returns boolean language sql stable as $$
        select coalesce(sees_every_service() or service in (select services_in_sight()), false)
      $$;
      -- R37. Whether a share in force to this actor's agency names this record, or the whole service it belongs to.
      create function is_shared(service uuid, kind text, record uuid) returns boolean language sql stable as $$
        select exists (select from shares h
          where h.council_id = current_council() and h.agency_id = current_agency() and h.service_id = service
            and (h.record_id is null or (h.record_kind = kind and h.record_id = record))
            and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day()))
      $$;
    `);
  }

  /** Hospital discharge and out of hours see what brokerage sees; a placing council what is shared with it (domain.md 2.6). */
  private async placing(runner: QueryRunner): Promise<void> {
    const placing = `acting_as() in ('brokerage', 'hospitalDischarge', 'outOfHours')`;
    const shared = (column: string): string => `(acting_as() = 'placingCouncil' and ${satWith(column)})`;
    const seen: Record<string, string> = {
      services: `in_panel_circle() or ${placing} or acting_as() in ('contributor', 'administrator') or provider_id = current_provider() or ${shared('id')}`,
      people_counts: `in_panel_circle() or ${placing}`,
      stages: `in_panel_circle() or ${placing}`,
      restrictions: `in_panel_circle() or ${placing} or ${shared('service_id')}`,
      workflows: `in_panel_circle() or (${placing} and machine in ('restriction', 'stage')) or shared_with_provider_id = current_provider()
                  or (machine = 'restriction' and ${shared('service_id')})`,
    };
    for (const [table, rule] of Object.entries(seen)) await runner.query(resee(table, rule));
  }

  async down(): Promise<void> {
    throw new Error('Who sits on which panel is not forgotten: restore a backup instead.');
  }
}
