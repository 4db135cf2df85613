import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * R21, ADR 0021 and 0029: what is kept from whoever is out of an item is read at a service that carries its own on, too: so it is kept of
 * the whole line. And of a question in writing whoever has an interest in it reads neither its history nor its recommendation's. Papers
 * that an interest closes until the chair has ruled are closed to the person, whichever of their memberships declared it.
 */
export class KeepBackTheWholeLine20261203100000 implements MigrationInterface {
  name = 'KeepBackTheWholeLine20261203100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function kept_back() returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
        declare
          role text := acting_as();
          me uuid := current_membership();
          person uuid := current_person();
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
          -- Being in the other part of a meeting keeps nothing of the service: that is for interests alone (ADR 0021).
          if exists (select from item_exclusions x where not x.by_part and x.council_id = council and (x.membership_id = me or x.person_id = person)) then
            return query
              with out_of as materialized (
                select distinct g.id, g.service_id, coalesce(m.closed_at, (select w.changed_at from workflows w where w.council_id = m.council_id and w.id = m.id and w.state = 'cancelled'), 'infinity') as until
                from item_exclusions x join agenda_items g on g.council_id = x.council_id and g.id = x.agenda_item_id join meetings m on m.council_id = g.council_id and m.id = g.meeting_id
                where not x.by_part and x.council_id = council and (x.membership_id = me or x.person_id = person)
              ), over as materialized (
                select l.service_id, max(o.until) as until from out_of o cross join lateral service_line(o.service_id) l where o.service_id is not null group by l.service_id
              )
              select o.id from out_of o
              union all select r.id from out_of o join recommendations r on r.council_id = council and r.agenda_item_id = o.id
              union all select a.id from out_of o join actions a on a.council_id = council and a.agenda_item_id = o.id
              union all select i.id from over o join intelligence i on i.council_id = council and i.service_id = o.service_id and i.received_at <= o.until and i.recorded_by is distinct from me
              union all select k.id from over o join risk_assessments k on k.council_id = council and k.service_id = o.service_id and k.recorded_at <= o.until and k.recorded_by is distinct from me
              union all select v.id from over o join visits v on v.council_id = council and v.service_id = o.service_id and v.recorded_at <= o.until and v.recorded_by is distinct from me
                and not exists (select from visit_officers f where f.council_id = v.council_id and f.visit_id = v.id and f.membership_id = me)
              union all select p.id from over o join stage_proposals p on p.council_id = council and p.service_id = o.service_id and p.proposed_at <= o.until and p.proposed_by is distinct from me
              union all select n.id from over o join stage_notes n on n.council_id = council and n.service_id = o.service_id and n.recorded_at <= o.until and n.recorded_by is distinct from me;
          end if;
          return query select unnest(array_remove(array[q.id, q.recommendation_id], null)) from written_procedures q where q.council_id = council and person = any (q.out_people);
        end $$;

      create or replace function papers_closed(meeting uuid, service uuid) returns boolean language plpgsql stable as $$
        begin
          return exists (select from agenda_items i where i.council_id = current_council() and i.meeting_id = meeting and i.service_id = service
            and (is_out_of(i.id) or exists (select from item_interests n where n.council_id = i.council_id and n.agenda_item_id = i.id and n.ruling is null
              and (n.membership_id = current_membership() or exists (select from memberships m where m.council_id = n.council_id and m.id = n.membership_id and m.person_id = current_person())))));
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not widened again: restore a backup instead.');
  }
}
