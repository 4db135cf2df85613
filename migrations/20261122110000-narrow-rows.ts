import type { MigrationInterface, QueryRunner } from 'typeorm';
import { resee, satWith, tenancy } from './policies.ts';

/** R37: rows of a meeting are seen with the meeting. As `satWith`: one hashed subplan a statement, asked of partners and CQC alone. */
const ofMeeting = (column: string): string => `((select sees_every_service()) or ${column} in (select m.id from meetings m))`;
const ofRestriction = `((select sees_every_service()) or restriction_id in (select r.id from restrictions r))`;
/** A case without a service is seen with the row it is about. */
const caseWithoutService = (column: string): string => `(service_id is null and ${column} in
  (select m.id from meetings m union all select i.id from intelligence i union all select a.id from actions a))`;
const circle = 'in_panel_circle()';
const placing = `acting_as() in ('brokerage', 'hospitalDischarge', 'outOfHours')`;

/**
 * Who sees which row, for every table (ADR 0019-0021): partners and CQC what their panels look at (R37), handling caveats (domain.md 4.3,
 * R28), members with an interest (R21), providers their extract, placing councils what was shared.
 */
export class NarrowRows20261122110000 implements MigrationInterface {
  name = 'NarrowRows20261122110000';

  async up(runner: QueryRunner): Promise<void> {
    await this.keepCaveats(runner);
    await this.sight(runner);
    await this.panels(runner);
    await this.cases(runner);
    await this.papers(runner);
    await this.names(runner);
  }

  private async keepCaveats(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table intelligence
        -- R28: when somebody looks again at whether it is still kept. Nothing is released by itself.
        add column caveat_review_on date,
        -- The newest publication by CQC, after this was received, that the register's import has seen.
        add column publication_seen_on date,
        add check (caveat <> 'cqcPrePublication' or caveat_review_on is not null) not valid;
      update intelligence set caveat_review_on = (received_at at time zone 'Europe/London')::date + 90 where caveat = 'cqcPrePublication' and caveat_review_on is null;
      create index intelligence_kept on intelligence (council_id) where caveat in ('cqcPrePublication', 'healthConfidential', 'legalPrivilege', 'namedPeople');

      -- Ids only: who, beside those its caveat names, may read a record.
      create table record_readers (
        council_id uuid not null references councils (id),
        intelligence_id uuid not null,
        membership_id uuid not null,
        primary key (council_id, intelligence_id, membership_id),
        foreign key (council_id, intelligence_id) references intelligence (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );
      create table caveat_changes (
        council_id uuid not null references councils (id),
        id uuid not null,
        intelligence_id uuid not null,
        -- What was decided: chosen when recorded, changed, and once CQC had published released, corrected or kept (R28).
        answer text not null check (answer in ('chosen', 'changed', 'released', 'corrected', 'kept')),
        from_caveat text,
        to_caveat text not null,
        reason text not null,
        correction text,
        review_on date,
        changed_by uuid not null,
        changed_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, intelligence_id) references intelligence (council_id, id),
        foreign key (council_id, changed_by) references memberships (council_id, id)
      );
      create index caveat_changes_record on caveat_changes (council_id, intelligence_id, changed_at);
      create trigger caveat_changes_append_only before update or delete on caveat_changes for each row execute function refuse_change();
      alter table shares add column lawful_basis text;

      -- Procedures stored before know no record for named people alone.
      update procedures set content = jsonb_set(content, '{intelligence,caveats}', (content #> '{intelligence,caveats}') || '[{"code": "namedPeople", "words": "Named people only"}]'::jsonb)
      where content #> '{intelligence,caveats}' is not null and not content #> '{intelligence,caveats}' @> '[{"code": "namedPeople"}]'::jsonb;
    `);
  }

  private async sight(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Ids of cases (records of intelligence, recommendations, actions) that policies keep from this actor, whatever else lets them see
      -- them: records under a caveat that does not name them (4.3), and what belongs to an item they are out of (R21). It runs as the
      -- owner, since whoever must not see a row cannot be asked for its id; it answers ids alone, of few rows. In plpgsql, which keeps its plans.
      create function kept_back() returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
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
              cross join lateral (
                select i.id from intelligence i where i.council_id = g.council_id and i.service_id = g.service_id
                  and i.received_at <= coalesce(m.closed_at, 'infinity') and i.recorded_by is distinct from me
                union all select r.id from recommendations r where r.council_id = g.council_id and r.agenda_item_id = g.id
                union all select a.id from actions a where a.council_id = g.council_id and a.agenda_item_id = g.id) c
              where x.council_id = council and (x.membership_id = me or x.person_id = current_person());
          end if;
        end $$;

      -- R37: panels that a partner or CQC member sits on today, themselves or as deputy. Empty for every other role.
      create function panels_in_sight() returns setof uuid language sql stable as $$
        select s.panel_id from panel_seats s join panels p on p.council_id = s.council_id and p.id = s.panel_id
        where acting_as() in ('partner', 'cqcObserver') and s.council_id = current_council() and s.membership_id in (current_membership(), acting_for())
          and s.valid_from <= current_day() and (s.valid_to is null or s.valid_to >= current_day())
          and p.valid_from <= current_day() and (p.valid_to is null or p.valid_to >= current_day())
      $$;
      -- R37: services shared whole, and single records shared, with this actor's council by a share in force.
      create function services_shared() returns setof uuid language sql stable as $$
        select h.service_id from shares h
        where acting_as() = 'placingCouncil' and h.council_id = current_council() and h.agency_id = current_agency() and h.record_id is null
          and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day())
      $$;
      create function records_shared() returns setof uuid language sql stable as $$
        select h.record_id from shares h
        where acting_as() = 'placingCouncil' and h.council_id = current_council() and h.agency_id = current_agency() and h.record_kind = 'intelligence'
          and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day())
      $$;
      -- Agenda items about this provider's services whose minutes have been circulated: its extract. As the owner, since a provider
      -- sees neither agendas nor meetings; it answers ids alone.
      create function own_extract() returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
        begin
          if acting_as() <> 'provider' or current_provider() is null then return; end if;
          return query select g.id from services s
            join agenda_items g on g.council_id = s.council_id and g.service_id = s.id
            join workflows w on w.council_id = g.council_id and w.id = g.meeting_id and w.machine = 'meeting' and w.state in ('circulated', 'confirmed')
            where s.council_id = current_council() and s.provider_id = current_provider();
        end $$;
      drop function is_shared(uuid, text, uuid);
    `);
  }

  private async panels(runner: QueryRunner): Promise<void> {
    const seated = (column = 'service_id'): string => `(${circle} and ${satWith(column)})`;
    const shared = `service_id in (select services_shared())`;
    const out = 'agenda_item_id is null or not is_out_of(agenda_item_id)';
    const seen: Record<string, string> = {
      services: `${seated('id')} or ${placing} or acting_as() in ('contributor', 'administrator') or provider_id = current_provider()
                 or (acting_as() = 'placingCouncil' and ${satWith('id')})`,
      rating_falls: seated(),
      contracts: seated(),
      people_counts: `${seated()} or ${placing} or ${shared}`,
      risk_assessments: seated(),
      stages: `${seated()} or ${placing}`,
      restrictions: `${seated()} or ${placing} or ${shared}`,
      restriction_grounds: `${circle} and ${ofRestriction}`,
      restriction_disclosures: `${circle} and ${ofRestriction}`,
      restriction_reviews: `${circle} and ${ofRestriction}`,
      representations: `${seated()} or provider_id = current_provider()`,
      recommendations: `${seated()} and (${out})`,
      decisions: seated(),
      meetings: `${circle} and ((select sees_every_service()) or panel_id in (select panels_in_sight()))`,
      meeting_members: `${circle} and ${ofMeeting('meeting_id')}`,
      agenda_items: `${circle} and ${ofMeeting('meeting_id')}`,
      agenda_versions: `${circle} and ${ofMeeting('meeting_id')}`,
      item_interests: `${circle} and ${ofMeeting('meeting_id')}`,
      item_records: `${circle} and ${ofMeeting('meeting_id')} and not is_out_of(agenda_item_id)`,
      meeting_changes: `${circle} and ${ofMeeting('meeting_id')} and (kind <> 'minutesReturned'
        or acting_as() in ('chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system')
           and not exists (select from agenda_items i where i.council_id = meeting_changes.council_id and i.meeting_id = meeting_changes.meeting_id and is_out_of(i.id)))`,
      minute_sections: `(${circle} and ${ofMeeting('meeting_id')} and (${out}) and (audience <> 'council' or acting_as() not in ('partner', 'cqcObserver')))
        or (audience = 'provider' and acting_as() = 'provider' and agenda_item_id in (select own_extract()))`,
      // An action is its owner's too; one without a service belongs to a meeting.
      actions: `${circle} and (${out}) and (${satWith('service_id')} or owner_membership_id = current_membership()
        or (service_id is null and (agenda_item_id is null or agenda_item_id in (select g.id from agenda_items g))))`,
    };
    for (const [table, rule] of Object.entries(seen)) await runner.query(resee(table, rule));
  }

  /** Intelligence, and what the platform keeps of every case. */
  private async cases(runner: QueryRunner): Promise<void> {
    const intelligence = `((${circle} and (${satWith('service_id')} or recorded_by = current_membership())) or id in (select records_shared())
        or (acting_as() = 'contributor' and recorded_by = current_membership()))
      and id not in (select kept_back())`;
    await runner.query(resee('intelligence', intelligence));
    await runner.query(tenancy('record_readers', circle));
    await runner.query(tenancy('caveat_changes', `exists (select from intelligence i where i.council_id = caveat_changes.council_id and i.id = caveat_changes.intelligence_id)`));
    // These rows give access: added by who may read the record and is an officer, or recorded it.
    await runner.query(`
      alter policy added on record_readers with check (council_id = current_council() and exists (
        select from intelligence i where i.council_id = record_readers.council_id and i.id = record_readers.intelligence_id
          and (i.recorded_by = current_membership() or acting_as() in ('chair', 'safeguardingLead', 'coordinator', 'qaOfficer', 'authorisedOfficer', 'legal'))));
      alter policy added on caveat_changes with check (council_id = current_council() and changed_by = current_membership());
    `);
    const kept = (machine: string, column: string): string => `(${machine} not in ('intelligence', 'recommendation', 'action') or ${column} not in (select kept_back()))`;
    const seen: Record<string, string> = {
      workflows: `(${circle} and (${satWith('service_id')} or ${caseWithoutService('id')}) and ${kept('machine', 'id')})
        or (${placing} and machine in ('restriction', 'stage')) or shared_with_provider_id = current_provider()
        or (machine = 'restriction' and service_id in (select services_shared()))`,
      transitions: `${circle} and (${satWith('service_id')} or ${caseWithoutService('workflow_id')}) and ${kept('machine', 'workflow_id')}`,
      deadlines: `${circle} and (${satWith('service_id')} or ${caseWithoutService('workflow_id')}) and workflow_id not in (select kept_back())`,
      trail: `sees_trail_of(subject_kind, person_id) and (subject_kind <> 'intelligence' or subject_id not in (select kept_back()))`,
      reads: `sees_trail_of(subject_kind, person_id) and (subject_kind <> 'intelligence' or subject_id is null or subject_id not in (select kept_back()))`,
    };
    for (const [table, rule] of Object.entries(seen)) await runner.query(resee(table, rule));
  }

  private async papers(runner: QueryRunner): Promise<void> {
    const office = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system')`;
    // A report names every service, and a paper of the circle may: who sees every service reads them (R37).
    await runner.query(resee('reports', `${office} or acting_as() = 'boardReader'`));
    await runner.query(resee('documents', `(audience in ('circle', 'council', 'provider', 'board') and ${office})
      or (audience = 'provider' and provider_id = current_provider())
      or (audience = 'named' and (current_membership() = any (recipients) or acting_as() in ('system', 'auditor')))
      or (audience = 'board' and acting_as() = 'boardReader')`));
    await runner.query(resee('deliveries', `acting_as() = 'system'`));
  }

  /** People of another council are nobody's business here; an administrator invites by mail, so sees whether somebody is known already. */
  private async names(runner: QueryRunner): Promise<void> {
    const known = `current_membership() is not null and (acting_as() in ('administrator', 'system') or id = current_person()
      or exists (select from memberships m where m.council_id = current_council() and m.person_id = people.id))`;
    await runner.query(`
      alter policy actor_reads on people using (${known});
      alter policy actor_changes on people using (acting_as() in ('administrator', 'system') or id = current_person());
      alter policy actor_adds on people with check (acting_as() in ('administrator', 'system'));
      -- What everybody shares, what this council keeps, and where its members come from. The names of organisations are no secret.
      alter policy actor_reads on agencies using (current_membership() is not null and (council_id is null or council_id = current_council()
        or exists (select from memberships m where m.council_id = current_council() and m.agency_id = agencies.id)));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not widened again: restore a backup instead.');
  }
}
