import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, satWith } from './policies.ts';

const circle = 'in_panel_circle()';

/**
 * What is read is narrowed further: minutes and records of items to what a guest's panels look at today (R37, ADR 0026), and of an item
 * somebody is out of its risk assessments and its history too (R21, ADR 0021). What an act must obey is counted whole, whoever acts.
 */
export class KeepToWhatIsInSight20261129230500 implements MigrationInterface {
  name = 'KeepToWhatIsInSight20261129230500';

  async up(runner: QueryRunner): Promise<void> {
    await this.interests(runner);
    await this.cover(runner);
    await this.facts(runner);
  }

  private async interests(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As before (ADR 0020, 0021), and of an item the actor is out of the item itself, for its history, and the risk assessments made
      -- before its meeting closed. A meeting that was cancelled closes then: an interest declared for it does not last for ever.
      create or replace function kept_back() returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
        declare
          role text := acting_as();
          me uuid := current_membership();
          council uuid := current_council();
          opens text[] := case role
            when 'chair' then '{cqcPrePublication,healthConfidential,legalPrivilege}'
            when 'safeguardingLead' then '{cqcPrePublication,healthConfidential}'
            when 'cqcObserver' then '{cqcPrePublication}'
            when 'legal' then '{legalPrivilege}'
            when 'authorisedOfficer' then '{legalPrivilege}'
            else '{}' end::text[];
        begin
          if role in ('auditor', 'system') then return; end if;
          if exists (select from agencies a where a.id = current_agency() and a.kind = 'icb') then opens := opens || 'healthConfidential'::text; end if;
          return query select i.id from intelligence i
            where i.council_id = council and i.caveat in ('cqcPrePublication', 'healthConfidential', 'legalPrivilege', 'namedPeople')
              and i.caveat <> all (opens) and i.recorded_by is distinct from me and i.allocated_to is distinct from me
              and not exists (select from record_readers r where r.council_id = council and r.intelligence_id = i.id and r.membership_id = me);
          if exists (select from item_exclusions x where x.council_id = council and (x.membership_id = me or x.person_id = current_person())) then
            return query
              select c.id from item_exclusions x
              join agenda_items g on g.council_id = x.council_id and g.id = x.agenda_item_id
              join meetings m on m.council_id = g.council_id and m.id = g.meeting_id
              cross join lateral (select coalesce(m.closed_at, (select w.changed_at from workflows w where w.council_id = m.council_id and w.id = m.id and w.state = 'cancelled'), 'infinity') as at) over
              cross join lateral (
                select i.id from intelligence i where i.council_id = g.council_id and i.service_id = g.service_id
                  and i.received_at <= over.at and i.recorded_by is distinct from me
                union all select k.id from risk_assessments k where k.council_id = g.council_id and k.service_id = g.service_id
                  and k.recorded_at <= over.at and k.recorded_by is distinct from me
                union all select g.id
                union all select r.id from recommendations r where r.council_id = g.council_id and r.agenda_item_id = g.id
                union all select a.id from actions a where a.council_id = g.council_id and a.agenda_item_id = g.id) c
              where x.council_id = council and (x.membership_id = me or x.person_id = current_person());
          end if;
        end $$;
    `);
    await runner.query(resee('risk_assessments', `${circle} and ${satWith('service_id')} and id not in (select kept_back())`));
    // Of whatever kind: the history of a recommendation, an action or an item is kept with it.
    await runner.query(resee('trail', `sees_trail_of(subject_kind, person_id) and subject_id not in (select kept_back())`));
    await runner.query(resee('reads', `sees_trail_of(subject_kind, person_id) and (subject_id is null or subject_id not in (select kept_back()))`));
    // Who is named as its reader tells that a record is there.
    await runner.query(resee('record_readers', `${circle} and intelligence_id not in (select kept_back())`));
  }

  private async cover(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- R37: agenda items that are about no service, or about one that a guest's panels look at today.
      create function items_my_panels_look_at() returns setof uuid language plpgsql stable as $$
        begin
          return query select g.id from agenda_items g
            where g.council_id = current_council() and (g.service_id is null or g.service_id in (select services_in_sight()));
        end $$;
      create policy in_sight on minute_sections as restrictive for select using (acting_as() is null or (select sees_every_service())
        or agenda_item_id is null or agenda_item_id in (select items_my_panels_look_at()));
      create policy in_sight on item_records as restrictive for select using (acting_as() is null or (select sees_every_service())
        or agenda_item_id in (select items_my_panels_look_at()));
    `);
  }

  private async facts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an act must obey and an agenda counts, of services the actor sees: as many actions as there are, also those of an item the
      -- actor is out of (R18, R19), but none of their words and ids. The same of the last risk assessment.
      create function standing_actions() returns table (service_id uuid, must_do boolean, state text, due_on date)
        language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
        begin
          if not in_panel_circle() then return; end if;
          return query select a.service_id, a.must_do, w.state, a.due_on
            from workflows w join actions a on a.council_id = w.council_id and a.id = w.id
            where w.council_id = current_council() and w.machine = 'action' and w.state not in ('verified', 'closed', 'superseded') and a.service_id is not null
              and (sees_every_service() or a.service_id in (select services_in_sight()));
        end $$;
      create function last_risk(service uuid) returns table (number int, likelihood int, impact int)
        language plpgsql stable security definer set search_path = public, pg_temp rows 1 as $$
        begin
          if not in_panel_circle() or not sits_with(service) then return; end if;
          return query select k.number, k.likelihood, k.impact from risk_assessments k
            where k.council_id = current_council() and k.service_id = service order by k.number desc limit 1;
        end $$;
      -- Whoever takes an item takes all that was sent to it, also what is kept from them: nobody could close it otherwise.
      create function take_by_panel(service uuid, at timestamptz) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if not in_panel_circle() or not sees_every_service() then return; end if;
          update intelligence i set panel_taken_at = at from workflows w
            where w.council_id = i.council_id and w.id = i.id and w.state = 'toPanel' and i.council_id = current_council() and i.service_id = service and i.panel_taken_at is null;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not widened again: restore a backup instead.');
  }
}
