import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** The words of the field as rows: register, services, intelligence, risk, actions, restrictions, decisions, letters, meetings, reports. */
export class CreateDomain20261122070100 implements MigrationInterface {
  name = 'CreateDomain20261122070100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- providers/ : the register is shared; what a council alone knows (no CQC id) is its own.
      create table register_providers (
        id uuid primary key,
        cqc_id text unique,
        council_id uuid references councils (id),
        name text not null,
        email text,
        address text,
        -- The date of the register's file these facts come from; null when typed by a person.
        facts_as_at date,
        recorded_at timestamptz not null,
        check (cqc_id is not null or council_id is not null)
      );
      create table register_locations (
        id uuid primary key,
        cqc_id text unique,
        council_id uuid references councils (id),
        provider_id uuid not null references register_providers (id),
        name text not null,
        kind text not null check (kind in ('nursingHome', 'residentialHome', 'homeSupport', 'supportedLiving', 'dayService', 'other')),
        category text,
        care_home boolean,
        service_types text,
        address text not null,
        postcode text,
        postcode_search text generated always as (replace(upper(postcode), ' ', '')) stored,
        local_authority text,
        region text,
        brand text,
        beds int,
        phone text,
        url text,
        dormant boolean not null default false,
        registered_on date,
        deregistered_on date,
        facts_as_at date,
        recorded_at timestamptz not null,
        changed_at timestamptz not null,
        check (cqc_id is not null or council_id is not null)
      );
      create index register_locations_provider on register_locations (provider_id);
      create index register_locations_authority on register_locations (local_authority);
      create index register_locations_postcode on register_locations (postcode_search text_pattern_ops);
      create table register_ratings (
        id uuid primary key,
        location_id uuid not null references register_locations (id),
        domain text not null check (domain in ('overall', 'safe', 'effective', 'caring', 'responsive', 'wellLed')),
        rating text not null check (rating in ('outstanding', 'good', 'requiresImprovement', 'inadequate', 'insufficientEvidence', 'inspectedNotRated')),
        published_on date,
        inherited boolean not null default false,
        -- The date of the newest file that carried it: tells which rating stands where one has no date of its own.
        as_at date,
        recorded_at timestamptz not null
      );
      create unique index register_ratings_once on register_ratings (location_id, domain, coalesce(published_on, '0001-01-01'), rating);
      create index register_ratings_current on register_ratings (location_id, domain, published_on desc nulls last);

      create table services (
        council_id uuid not null references councils (id),
        id uuid not null,
        location_id uuid not null references register_locations (id),
        provider_id uuid not null references register_providers (id),
        lot text not null default 'whole service',
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, location_id, lot)
      );
      create index services_provider on services (council_id, provider_id);
      -- Falls of a rating that this council was told of, so that none is told twice when files come out of order.
      create table rating_falls (
        council_id uuid not null references councils (id),
        id uuid not null,
        location_id uuid not null references register_locations (id),
        service_id uuid not null,
        from_rating text not null,
        to_rating text not null,
        from_published_on date not null,
        published_on date not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, location_id, published_on),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create table contracts (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        reference text not null,
        starts_on date not null,
        ends_on date,
        annual_value numeric(14, 2),
        capacity int,
        hours_per_week numeric(10, 2),
        notice_clause text,
        suspension_clause text,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference, service_id),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create table people_counts (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        funder text not null check (funder in ('thisCouncil', 'otherCouncils', 'icb', 'selfFunding')),
        people int not null check (people >= 0),
        as_at date not null,
        source text not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, service_id, funder, as_at, source),
        foreign key (council_id, service_id) references services (council_id, id)
      );

      -- intelligence/
      create table intelligence (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid,
        not_listed text,
        source_type text not null,
        source_agency_id uuid references agencies (id),
        category text not null,
        severity text not null check (severity in ('P1', 'P2', 'P3', 'P4')),
        what_happened text not null,
        immediate_action text,
        happened_on date not null,
        received_at timestamptz not null,
        caveat text not null,
        lawful_basis text,
        disclosure text not null check (disclosure in ('yes', 'summaryOnly', 'no')),
        disclosure_reason text,
        people_affected int,
        origin_key text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        acknowledged_at timestamptz,
        allocated_to uuid,
        triage_note text,
        assessment text,
        needs_action boolean,
        disposition text,
        disposition_reason text,
        safeguarding_reference text,
        passed_to text,
        duplicate_of uuid,
        -- When the panel had taken the item this record is on: until then a record sent to the panel stays open.
        panel_taken_at timestamptz,
        retraction_reason text,
        outcome text,
        closed_at timestamptz,
        primary key (council_id, id),
        unique (council_id, reference),
        unique (council_id, origin_key),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, duplicate_of) references intelligence (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        foreign key (council_id, allocated_to) references memberships (council_id, id),
        check (service_id is not null or not_listed is not null)
      );
      create index intelligence_service on intelligence (council_id, service_id, received_at desc);
      create index intelligence_received on intelligence (council_id, recorded_at);
      -- What each member has told since the last panel, counted on every agenda.
      create index intelligence_told on intelligence (council_id, recorded_by, received_at);
      create table sealed_sources (
        council_id uuid not null references councils (id),
        intelligence_id uuid not null,
        identity text not null,
        protect boolean not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, intelligence_id),
        foreign key (council_id, intelligence_id) references intelligence (council_id, id)
      );

      -- risk/
      create table risk_assessments (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        number int not null,
        assessed_on date not null,
        likelihood int not null check (likelihood between 1 and 5),
        impact int not null check (impact between 1 and 5),
        text text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, service_id, number),
        foreign key (council_id, service_id) references services (council_id, id)
      );

      -- actions/
      create table actions (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid,
        agenda_item_id uuid,
        description text not null,
        must_do boolean not null default false,
        owner_membership_id uuid not null,
        due_on date not null,
        evidence text,
        verification text,
        verified_on date,
        extension_due_on date,
        extension_reason text,
        extension_refusal text,
        extension_requested_by uuid,
        replaced_by text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, owner_membership_id) references memberships (council_id, id)
      );
      create index actions_service on actions (council_id, service_id);
      create index actions_owner on actions (council_id, owner_membership_id);

      -- escalation/ : where a service stands is the workflow 'stage' whose id is the row's id.
      create table stages (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        since date not null,
        lead_officer_id uuid,
        review_on date,
        primary key (council_id, id),
        unique (council_id, service_id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, lead_officer_id) references memberships (council_id, id)
      );

      -- restrictions/
      create table restrictions (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        kind text not null check (kind in ('voluntary', 'fullStop', 'partial', 'cap', 'cautionary', 'regulatorImposed')),
        scope jsonb not null,
        reason_codes text[] not null,
        reasons text not null,
        lift_conditions text,
        exceptions text not null,
        risk_assessment_id uuid,
        fairness text not null check (fairness in ('afterRepresentation', 'precautionary', 'emergency', 'notApplicable')),
        not_heard_reason text,
        starts_on date not null,
        review_on date not null,
        confirm_by date,
        ended_on date,
        end_reason text,
        evidence_on date,
        evidence text,
        decision_id uuid,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, risk_assessment_id) references risk_assessments (council_id, id)
      );
      create index restrictions_service on restrictions (council_id, service_id);

      -- representations/
      create table representations (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        recommendation_id uuid,
        decision_id uuid,
        told_on date not null,
        told_how text not null,
        window_ends_on date not null,
        text text,
        received_at timestamptz,
        received_by uuid,
        consideration text,
        considered_by uuid,
        considered_at timestamptz,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create index representations_service on representations (council_id, service_id);

      -- decisions/
      create table recommendations (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        meeting_id uuid,
        agenda_item_id uuid,
        code text not null,
        criteria jsonb not null default '[]',
        text text not null,
        proposal jsonb not null default '{}',
        differing_views text,
        quorum jsonb not null,
        present jsonb not null,
        excluded jsonb not null,
        chaired_by uuid not null,
        signed_by uuid not null,
        made_at timestamptz not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create index recommendations_service on recommendations (council_id, service_id);
      create index recommendations_item on recommendations (council_id, agenda_item_id);
      create table decisions (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        recommendation_id uuid,
        service_id uuid not null,
        restriction_id uuid,
        code text not null,
        outcome text not null check (outcome in ('approved', 'approvedWithConditions', 'declined')),
        reasons text not null,
        authority text not null,
        options_considered text not null,
        provider_position text not null,
        effect_on_people text not null,
        informing_people text,
        terms jsonb not null default '{}',
        decided_by uuid not null,
        decided_at timestamptz not null,
        review_on date,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recommendation_id) references recommendations (council_id, id),
        foreign key (council_id, decided_by) references memberships (council_id, id)
      );
      create unique index decisions_recommendation on decisions (council_id, recommendation_id) where recommendation_id is not null;
      create index decisions_service on decisions (council_id, service_id);

      -- letters/
      create table letters (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        kind text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        decision_id uuid,
        representation_id uuid,
        subject text not null,
        body jsonb not null,
        reply_by date,
        document_id uuid,
        issued_at timestamptz,
        issued_by uuid,
        served_on date,
        service_method text,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, document_id) references documents (council_id, id)
      );
      create index letters_service on letters (council_id, service_id);
      create index letters_provider on letters (council_id, provider_id);

      -- meetings/
      create table meetings (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        series text not null,
        title text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        venue text not null,
        chair_id uuid not null,
        coordinator_id uuid not null,
        calendar_sequence int not null default 0,
        opened_at timestamptz,
        closed_at timestamptz,
        opening_quorum jsonb,
        minutes_document_id uuid,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, chair_id) references memberships (council_id, id)
      );
      create index meetings_starts on meetings (council_id, starts_at);
      create table meeting_members (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        membership_id uuid not null,
        seat text not null,
        invited_at timestamptz not null,
        attendance text not null default 'expected' check (attendance in ('expected', 'present', 'deputy', 'apologies', 'absent')),
        deputy_name text,
        arrived_at timestamptz,
        left_at timestamptz,
        confidentiality_accepted_at timestamptz,
        -- What the member's agency brought before the meeting; attendance is another matter (R36).
        contribution text not null default 'none' check (contribution in ('returned', 'nilReturn', 'none')),
        contributed_at timestamptz,
        -- The copy of the minutes with exactly the sections this member may see (R22).
        minutes_document_id uuid,
        version int not null default 1,
        primary key (council_id, id),
        unique (council_id, meeting_id, membership_id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );
      create table agenda_items (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        service_id uuid,
        section int not null,
        position int not null,
        title text not null,
        reasons jsonb not null default '[]',
        minutes_estimate int not null default 5,
        for_noting boolean not null default false,
        placed_by_hand boolean not null default false,
        late boolean not null default false,
        late_reason text,
        deferred_at timestamptz,
        deferred_reason text,
        taken_at timestamptz,
        version int not null default 1,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create unique index agenda_items_one_service on agenda_items (council_id, meeting_id, service_id) where service_id is not null;
      create index agenda_items_meeting on agenda_items (council_id, meeting_id, position);
      create table agenda_versions (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        number int not null,
        content jsonb not null,
        document_id uuid,
        published_by uuid not null,
        published_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, meeting_id, number),
        foreign key (council_id, meeting_id) references meetings (council_id, id)
      );
      create table item_interests (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        agenda_item_id uuid not null,
        membership_id uuid not null,
        nature text not null,
        ruling text check (ruling in ('stay', 'speakThenLeave', 'leave')),
        ruled_by uuid,
        declared_at timestamptz not null,
        ruled_at timestamptz,
        version int not null default 1,
        primary key (council_id, id),
        unique (council_id, agenda_item_id, membership_id),
        foreign key (council_id, agenda_item_id) references agenda_items (council_id, id)
      );
      -- Ids only, and read by other tables' policies: that is why this one table has no policies of its own (design.md 6).
      create table item_exclusions (
        council_id uuid not null,
        agenda_item_id uuid not null,
        membership_id uuid not null,
        -- The interest is the person's, whichever of their memberships declared it.
        person_id uuid,
        primary key (council_id, agenda_item_id, membership_id)
      );
      create function is_out_of(item uuid) returns boolean language sql stable
        return exists (select from item_exclusions x where x.council_id = current_council() and x.agenda_item_id = item
                       and (x.membership_id = current_membership() or x.person_id = current_person()));
      create table item_records (
        council_id uuid not null references councils (id),
        agenda_item_id uuid not null,
        meeting_id uuid not null,
        summary text not null default '',
        differing_views text not null default '',
        next_date date,
        version int not null default 1,
        changed_by uuid not null,
        changed_at timestamptz not null,
        primary key (council_id, agenda_item_id),
        foreign key (council_id, agenda_item_id) references agenda_items (council_id, id)
      );
      create table minute_sections (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        agenda_item_id uuid,
        position int not null,
        heading text not null,
        text text not null,
        audience text not null check (audience in ('members', 'council', 'provider')),
        version int not null default 1,
        approved_at timestamptz,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, meeting_id) references meetings (council_id, id)
      );
      create index minute_sections_meeting on minute_sections (council_id, meeting_id, position);
      create table minute_amendments (
        council_id uuid not null references councils (id),
        id uuid not null,
        section_id uuid not null,
        number int not null,
        text text not null,
        reason text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, section_id, number),
        foreign key (council_id, section_id) references minute_sections (council_id, id)
      );
      create function refuse_approved_change() returns trigger language plpgsql as $$
        begin
          if old.approved_at is not null then
            raise exception 'approved minutes are never changed (R23)' using errcode = 'insufficient_privilege';
          end if;
          if tg_op = 'DELETE' then return old; end if;
          return new;
        end $$;
      create trigger minute_sections_immutable before update or delete on minute_sections
        for each row execute function refuse_approved_change();
      create function refuse_added_section() returns trigger language plpgsql as $$
        begin
          if exists (select from minute_sections s where s.council_id = new.council_id and s.meeting_id = new.meeting_id and s.approved_at is not null) then
            raise exception 'approved minutes are never added to (R23)' using errcode = 'insufficient_privilege';
          end if;
          return new;
        end $$;
      create trigger minute_sections_closed before insert on minute_sections for each row execute function refuse_added_section();

      -- reports/
      create table reports (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        kind text not null,
        period_start date not null,
        period_end date not null,
        as_at timestamptz not null,
        content jsonb not null,
        document_id uuid,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference)
      );
      alter table recommendations
        add foreign key (council_id, chaired_by) references memberships (council_id, id),
        add foreign key (council_id, signed_by) references memberships (council_id, id);
      -- A decision is filed last in its unit of work: what it brings about is checked at the end of that.
      alter table representations
        add foreign key (council_id, recommendation_id) references recommendations (council_id, id),
        add foreign key (council_id, decision_id) references decisions (council_id, id) deferrable initially deferred;
      alter table letters
        add foreign key (council_id, decision_id) references decisions (council_id, id),
        add foreign key (council_id, representation_id) references representations (council_id, id);
      create trigger agenda_versions_append_only before update or delete on agenda_versions for each row execute function refuse_change();
      create trigger recommendations_append_only before update or delete on recommendations for each row execute function refuse_change();
      create trigger decisions_append_only before update or delete on decisions for each row execute function refuse_change();
      create trigger risk_assessments_append_only before update or delete on risk_assessments for each row execute function refuse_change();
      create trigger minute_amendments_append_only before update or delete on minute_amendments for each row execute function refuse_change();
      create trigger reports_append_only before update or delete on reports for each row execute function refuse_change();
    `);

    for (const table of ['register_providers', 'register_locations']) {
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy owner_all on ${table} to current_user using (true) with check (true);
        create policy seen on ${table} for select using (current_membership() is not null and (council_id is null or council_id = current_council()));
        create policy added on ${table} for insert with check (current_membership() is not null and (council_id is null or council_id = current_council()));
        create policy changed on ${table} for update
          using (current_membership() is not null and (council_id is null or council_id = current_council()))
          with check (current_membership() is not null and (council_id is null or council_id = current_council()));
      `);
    }
    await runner.query(`
      alter table register_ratings enable row level security;
      alter table register_ratings force row level security;
      create policy owner_all on register_ratings to current_user using (true) with check (true);
      create policy seen on register_ratings for select using (current_membership() is not null);
      create policy added on register_ratings for insert with check (current_membership() is not null);
      create policy changed on register_ratings for update using (current_membership() is not null) with check (current_membership() is not null);
    `);

    const circle = 'in_panel_circle()';
    const select: Record<string, string> = {
      services: `${circle} or acting_as() in ('brokerage', 'contributor', 'administrator') or provider_id = current_provider()`,
      rating_falls: circle,
      contracts: circle,
      people_counts: `${circle} or acting_as() = 'brokerage'`,
      intelligence: `${circle} or (acting_as() = 'contributor' and recorded_by = current_membership())`,
      // Who told us: the safeguarding lead and whoever wrote it down; nobody else, whatever their ability (R25).
      sealed_sources: `acting_as() = 'safeguardingLead' or recorded_by = current_membership()`,
      risk_assessments: circle,
      actions: `${circle} and (agenda_item_id is null or not is_out_of(agenda_item_id))`,
      stages: `${circle} or acting_as() = 'brokerage'`,
      restrictions: `${circle} or acting_as() = 'brokerage'`,
      representations: `${circle} or provider_id = current_provider()`,
      recommendations: `${circle} and (agenda_item_id is null or not is_out_of(agenda_item_id))`,
      decisions: circle,
      letters: `(in_panel_circle() and (issued_at is not null or acting_as() <> 'partner' and acting_as() <> 'cqcObserver'))
                or (issued_at is not null and provider_id = current_provider())`,
      meetings: circle,
      meeting_members: circle,
      agenda_items: circle,
      agenda_versions: circle,
      item_interests: circle,
      item_records: `${circle} and not is_out_of(agenda_item_id)`,
      minute_sections: `${circle} and (agenda_item_id is null or not is_out_of(agenda_item_id))
                        and (audience <> 'council' or acting_as() not in ('partner', 'cqcObserver'))`,
      // As the section it stands beside.
      minute_amendments: `exists (select from minute_sections s where s.council_id = minute_amendments.council_id and s.id = minute_amendments.section_id)`,
      reports: `${circle} or acting_as() = 'boardReader'`,
    };
    for (const [table, seen] of Object.entries(select)) await runner.query(tenancy(table, seen));
  }

  async down(): Promise<void> {
    throw new Error('The domain tables are not taken down: restore a backup instead.');
  }
}
