import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, tenancy } from './policies.ts';

const circle = 'in_panel_circle()';

/**
 * Meetings of every kind (domain.md 2): what they are about, what part the provider has, deputies for one meeting, guests of one
 * meeting by a share (R37), and notes of meetings where providers sit. Who sees a meeting about one service is who is asked to it.
 */
export class HoldSeries20261130210000 implements MigrationInterface {
  name = 'HoldSeries20261130210000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table meetings
        add constraint meetings_series_known check (series in ('panel', 'triage', 'initial', 'review', 'provider', 'strategy', 'strategicGroup', 'boardSubgroup', 'improvementBoard', 'forum')),
        add column service_id uuid,
        add column provider_part text check (provider_part in ('never', 'part', 'whole')),
        -- Who comes for the provider, and others who are known by name alone: they have no membership and see nothing here.
        add column by_name text,
        add foreign key (council_id, service_id) references services (council_id, id),
        add constraint meetings_about_one check ((service_id is not null) = (series in ('initial', 'review', 'provider', 'strategy')));
      create index meetings_service on meetings (council_id, service_id) where service_id is not null;

      alter table meeting_members
        -- Who is to come in the member's place: somebody with a membership, or somebody known by name alone.
        add column deputy_membership_id uuid,
        add column deputy_expected text,
        add foreign key (council_id, deputy_membership_id) references memberships (council_id, id),
        add check (deputy_membership_id is null or deputy_expected is null);
      alter table panel_seats
        -- A deputy's seat for one meeting: it opens that meeting, and of the panel nothing else.
        add column meeting_id uuid,
        add foreign key (council_id, meeting_id) references meetings (council_id, id),
        add check (meeting_id is null or (deputy_of is not null and valid_to is not null));
      create index panel_seats_meeting on panel_seats (council_id, meeting_id) where meeting_id is not null;
      alter table shares
        -- An agency without a seat on the panel is asked to this one meeting, with the reason of the share (R37).
        add column meeting_id uuid,
        add foreign key (council_id, meeting_id) references meetings (council_id, id);
      create index shares_meeting on shares (council_id, meeting_id) where meeting_id is not null;

      create table meeting_notes (
        council_id uuid not null references councils (id),
        meeting_id uuid not null,
        -- Who came, as written down; themes, one a line. Never a service.
        attendance text not null,
        attended int not null check (attended >= 0),
        themes text[] not null,
        notes text not null,
        version int not null default 1,
        changed_by uuid not null,
        changed_at timestamptz not null,
        primary key (council_id, meeting_id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, changed_by) references memberships (council_id, id)
      );
    `);
    await this.sight(runner);
    await this.purge(runner);
  }

  private async sight(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A deputy's seat for one meeting opens that meeting alone: see meetings_asked_to().
      create or replace function panels_in_sight() returns setof uuid language plpgsql stable rows 5 as $$
        begin
          if acting_as() not in ('partner', 'cqcObserver') then return; end if;
          return query select s.panel_id from panel_seats s join panels p on p.council_id = s.council_id and p.id = s.panel_id
            where s.council_id = current_council() and s.membership_id in (current_membership(), acting_for()) and s.meeting_id is null
              and s.valid_from <= current_day() and (s.valid_to is null or s.valid_to >= current_day())
              and p.valid_from <= current_day() and (p.valid_to is null or p.valid_to >= current_day());
        end $$;
      -- R37: meetings that a partner or CQC member sees by being asked to each: about one service, with a seat on its panel or by a share made
      -- for that meeting, and those they come to as a deputy while that seat lasts. Beside it the panel or the service that is in sight with
      -- it. As the owner, since who is asked is seen with the meeting; it answers ids alone, and nobody's but the actor's own.
      create function meetings_asked_to() returns table (meeting_id uuid, panel_id uuid, service_id uuid)
        language plpgsql stable security definer set search_path = public, pg_temp rows 5 as $$
        begin
          if acting_as() not in ('partner', 'cqcObserver') then return; end if;
          return query
            select m.id, case when m.service_id is null then m.panel_id end, m.service_id
              from panel_seats s join meetings m on m.council_id = s.council_id and m.id = s.meeting_id
              where s.council_id = current_council() and s.membership_id = current_membership() and m.series <> 'provider'
                and s.valid_from <= current_day() and s.valid_to >= current_day()
            union all
            select m.id, null::uuid, null::uuid
              from meeting_members a join meetings m on m.council_id = a.council_id and m.id = a.meeting_id
              where a.council_id = current_council() and a.membership_id in (current_membership(), acting_for())
                and m.service_id is not null and m.series <> 'provider' and m.panel_id in (select panels_in_sight())
            union all
            select m.id, null::uuid, m.service_id
              from meeting_members a join meetings m on m.council_id = a.council_id and m.id = a.meeting_id
              join shares h on h.council_id = m.council_id and h.meeting_id = m.id and h.agency_id = current_agency()
                and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day())
              where a.council_id = current_council() and a.membership_id in (current_membership(), acting_for())
                and m.service_id is not null and m.series <> 'provider';
        end $$;
      create or replace function services_in_sight() returns setof uuid language plpgsql stable rows 100 as $$
        begin
          if acting_as() in ('partner', 'cqcObserver') then
            return query select c.service_id from panel_services c where c.council_id = current_council()
              and (c.panel_id in (select panels_in_sight()) or c.panel_id in (select a.panel_id from meetings_asked_to() a where a.panel_id is not null))
              union all select a.service_id from meetings_asked_to() a where a.service_id is not null;
          elsif acting_as() = 'placingCouncil' then
            return query select h.service_id from shares h where h.council_id = current_council() and h.agency_id = current_agency()
              and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day());
          end if;
        end $$;
    `);
    await runner.query(resee('meetings', `${circle} and ((select sees_every_service()) or id in (select a.meeting_id from meetings_asked_to() a)
      or (service_id is null and panel_id in (select panels_in_sight())))`));
    await runner.query(tenancy('meeting_notes', `${circle} and ((select sees_every_service()) or meeting_id in (select meetings_in_sight()))`));
  }

  private async purge(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function purge_part_series(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council();
        begin
          ids := '{}';
          papers := '{}';
          update meetings m set by_name = marked(m.by_name) where m.council_id = council and m.service_id = service;
          -- Who was to come to a meeting about nothing else.
          update meeting_members x set deputy_expected = marked(x.deputy_expected) where x.council_id = council and x.meeting_id in (
            select i.meeting_id from agenda_items i where i.council_id = council and i.service_id = service
              and not exists (select from agenda_items o where o.council_id = council and o.meeting_id = i.meeting_id and o.service_id is not null and o.service_id <> service));
        end $$;
      do $$ begin execute format('create or replace function purge_parts() returns text[] language sql immutable as %L', format('select %L::text[]', purge_parts() || 'series'::text)); end $$;
      revoke all on function purge_part_series(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Meetings of other kinds are not taken back: restore a backup instead.');
  }
}
