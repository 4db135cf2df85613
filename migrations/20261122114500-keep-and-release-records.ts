import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** What stands where purged words stood: fixed, so that nobody can tell how long they were. */
const mark = `'[Removed under the retention schedule]'`;

/** Tables that are only ever added to, and what of a row a purge may take out. Everything else of the row stays as it was. */
const purged: Readonly<Record<string, readonly string[]>> = {
  trail: ['content'], transitions: ['facts'], documents: ['title', 'bytes', 'merge_data'], agenda_versions: ['content'], risk_assessments: ['text'],
  recommendations: ['text', 'differing_views', 'criteria', 'proposal', 'present', 'excluded'], minute_amendments: ['text', 'reason'],
  decisions: ['reasons', 'authority', 'options_considered', 'provider_position', 'effect_on_people', 'informing_people', 'terms'],
  restriction_disclosures: ['disclosed', 'withheld'], restriction_reviews: ['note'], caveat_changes: ['reason', 'correction'],
  minute_extracts: ['title'], extract_comments: ['text'],
};

/**
 * Requests for information with their disclosure sets, legal holds, and purges by the retention schedule (R34, cases 12 and 26).
 * The records officer reads no table of the panel: one function gives the words of records that may go into a set. Content leaves
 * the database by one function alone (ADR 0018).
 */
export class KeepAndReleaseRecords20261122114500 implements MigrationInterface {
  name = 'KeepAndReleaseRecords20261122114500';

  async up(runner: QueryRunner): Promise<void> {
    await this.requests(runner);
    await this.holds(runner);
    await this.access(runner);
    await this.words(runner);
    await this.fallingDue(runner);
    await this.exception(runner);
    await this.purge(runner);
    await this.schedule(runner);
  }

  private async requests(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table information_requests (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        kind text not null check (kind in ('foi', 'subjectAccess', 'other')),
        received_on date not null,
        -- Who asks, by the council's own case number; the name stands here alone.
        requester_reference text not null,
        requester_name text,
        asked text not null,
        due_on date not null,
        extension_reason text,
        clarification text,
        outcome_code text,
        outcome_reason text,
        return_reason text,
        closed_on date,
        document_id uuid,
        released_on date,
        released_by uuid,
        release_method text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, document_id) references documents (council_id, id),
        foreign key (council_id, released_by) references memberships (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create table request_consultations (
        council_id uuid not null references councils (id),
        id uuid not null,
        request_id uuid not null,
        provider_id uuid not null references register_providers (id),
        consulted_on date not null,
        note text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, request_id) references information_requests (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index request_consultations_request on request_consultations (council_id, request_id);
      create table disclosure_items (
        council_id uuid not null references councils (id),
        id uuid not null,
        request_id uuid not null,
        position int not null,
        record_kind text not null,
        record_id uuid not null,
        reference text not null,
        service_id uuid,
        provider_id uuid references register_providers (id),
        happened_on date not null,
        caveat text,
        -- The words as at the moment of copying, and their SHA-256; null where the caveat keeps them from who made the set.
        text text,
        sha256 bytea,
        withheld_code text,
        withheld_note text,
        withheld_by uuid,
        copied_by uuid not null,
        copied_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, request_id, record_kind, record_id),
        foreign key (council_id, request_id) references information_requests (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, withheld_by) references memberships (council_id, id),
        foreign key (council_id, copied_by) references memberships (council_id, id)
      );
      create index disclosure_items_record on disclosure_items (council_id, record_id);
      create index disclosure_items_service on disclosure_items (council_id, service_id);
      create table disclosure_redactions (
        council_id uuid not null references councils (id),
        id uuid not null,
        item_id uuid not null,
        starts_at int not null check (starts_at >= 0),
        ends_at int not null,
        code text not null,
        note text,
        -- Proposed by the service itself: a name it knows, an address.
        automatic boolean not null,
        proposed_by uuid not null,
        proposed_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, item_id) references disclosure_items (council_id, id),
        foreign key (council_id, proposed_by) references memberships (council_id, id),
        check (ends_at > starts_at)
      );
      create index disclosure_redactions_item on disclosure_redactions (council_id, item_id, starts_at);
    `);
  }

  private async holds(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_holds (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid,
        -- One record; both null for everything of the service.
        record_kind text,
        record_id uuid,
        record_reference text,
        reason text not null,
        since date not null,
        review_on date not null,
        set_by uuid not null,
        set_at timestamptz not null,
        ended_by uuid,
        ended_at timestamptz,
        end_reason text,
        version int not null default 1,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, set_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id),
        check ((record_kind is null) = (record_id is null)),
        check (service_id is not null or record_id is not null)
      );
      create index legal_holds_service on legal_holds (council_id, service_id) where ended_at is null;
      create index legal_holds_record on legal_holds (council_id, record_id) where ended_at is null;
      create table purges (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        until date not null,
        schedule jsonb not null,
        procedure_id uuid not null,
        proposed_by uuid not null,
        proposed_person_id uuid not null references people (id),
        proposed_at timestamptz not null,
        approved_by uuid,
        approved_person_id uuid references people (id),
        approved_at timestamptz,
        returned_by uuid,
        returned_at timestamptz,
        return_reason text,
        done_at timestamptz,
        version int not null default 1,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, procedure_id) references procedures (council_id, id),
        foreign key (council_id, proposed_by) references memberships (council_id, id),
        foreign key (council_id, approved_by) references memberships (council_id, id),
        foreign key (council_id, returned_by) references memberships (council_id, id),
        check ((approved_at is null) = (approved_by is null) and (approved_at is null) = (approved_person_id is null)),
        -- R34: a second person approves, whatever the program says.
        check (approved_person_id <> proposed_person_id),
        check (approved_at is null or returned_at is null)
      );
      create table purge_subjects (
        council_id uuid not null references councils (id),
        purge_id uuid not null,
        subject_kind text not null,
        subject_id uuid not null,
        reference text not null,
        service_id uuid,
        rule text not null,
        starts_on date not null,
        due_on date not null,
        -- Holds and open requests that stopped it when it was previewed.
        held_by text[] not null,
        outcome text check (outcome in ('purged', 'held', 'noLongerDue')),
        counts jsonb,
        settled_at timestamptz,
        primary key (council_id, purge_id, subject_kind, subject_id),
        foreign key (council_id, purge_id) references purges (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id)
      );
      create index purge_subjects_subject on purge_subjects (council_id, subject_id);

      -- Whoever stops a purge takes this lock beside others, a purge takes it alone: of the two at one moment the hold wins.
      create function purge_lock() returns int language sql immutable as $$ select 20261134 $$;
      create function stop_purges() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock_shared(purge_lock(), hashtext(coalesce(new.service_id, new.record_id)::text));
          if new.service_id is not null and new.record_id is not null then
            perform pg_advisory_xact_lock_shared(purge_lock(), hashtext(new.record_id::text));
          end if;
          return new;
        end $$;
      create trigger legal_holds_stop before insert on legal_holds for each row execute function stop_purges();
      create trigger disclosure_items_stop before insert on disclosure_items for each row execute function stop_purges();
    `);
  }

  /** Who sees these tables, and the few rows of the platform's that the records office needs besides. */
  private async access(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who answers requests and checks purges (domain.md 2.6).
      create function in_records_office() returns boolean language sql stable
        return acting_as() in ('recordsOfficer', 'legal', 'safeguardingLead', 'auditor', 'system');
    `);
    const office = 'in_records_office()';
    for (const table of ['information_requests', 'request_consultations', 'disclosure_items', 'disclosure_redactions', 'purges', 'purge_subjects']) await runner.query(tenancy(table, office));
    // That something is kept is no secret to the council's officers who work on it.
    await runner.query(tenancy('legal_holds', `${office} or acting_as() in ('chair', 'coordinator', 'qaOfficer', 'authorisedOfficer')`));
    const kept: Readonly<Record<string, string>> = { workflows: `machine = 'informationRequest'`, transitions: `machine = 'informationRequest'`, deadlines: `kind = 'requestDue'` };
    for (const [table, own] of Object.entries(kept)) {
      // Beside the other policies: one that lets the records office see its own cases, one that keeps them from everybody else.
      await runner.query(`
        create policy records_office_sees on ${table} for select using (council_id = current_council() and ${own} and ${office});
        create policy records_office_alone on ${table} as restrictive for select using (not (${own}) or ${office});
      `);
      if (table !== 'transitions') await runner.query(`create policy records_office_changes on ${table} for update using (council_id = current_council() and ${own} and ${office}) with check (council_id = current_council())`);
    }
    await runner.query(`
      create policy records_office_sees on services for select using (council_id = current_council() and acting_as() = 'recordsOfficer');
      create policy records_office_sees on documents for select using (council_id = current_council() and kind = 'disclosureSet' and ${office});
      create policy records_office_alone on documents as restrictive for select using (kind <> 'disclosureSet' or ${office});
    `);
  }

  /** The words of records that may be asked for. Who told us is in none of them (R25); kept records come without words. */
  private async words(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function said(label text, words text) returns text language sql immutable as $$ select case when btrim(words) <> '' then label || E':\\n' || btrim(words) end $$;
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[])
        returns table (record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query
          with kept as materialized (select k as id from kept_back() k), found as (
            select 'intelligence' as k, i.id, i.reference as ref, i.service_id as s, (i.received_at at time zone 'Europe/London')::date as d, i.caveat as c,
              i.source_sealed or i.caveat = 'sourceProtected' or i.source_type in ('whistleblower', 'anonymous') as p,
              concat_ws(E'\\n\\n', said('What happened', i.what_happened), said('What was done at once', i.immediate_action), said('Triage', i.triage_note), said('Assessment', i.assessment),
                said('Why it ended so', i.disposition_reason), said('Outcome', i.outcome), said('Why it was withdrawn', i.retraction_reason)) as w
            from intelligence i where i.council_id = council
            union all
            select 'risk', a.id, 'Assessment ' || a.number, a.service_id, a.assessed_on, null, false, concat_ws(E'\\n\\n', 'Likelihood ' || a.likelihood || ', impact ' || a.impact, a.text)
            from risk_assessments a where a.council_id = council
            union all
            select 'recommendation', r.id, r.reference, r.service_id, (r.made_at at time zone 'Europe/London')::date, null, false,
              concat_ws(E'\\n\\n', said('Recommendation', r.text), said('Differing views', r.differing_views))
            from recommendations r where r.council_id = council
            union all
            select 'decision', d.id, d.reference, d.service_id, (d.decided_at at time zone 'Europe/London')::date, null, false,
              concat_ws(E'\\n\\n', said('Reasons', d.reasons), said('Authority', d.authority), said('Options considered', d.options_considered), said('Provider''s position', d.provider_position),
                said('Effect on people', d.effect_on_people), said('Informing people', d.informing_people))
            from decisions d where d.council_id = council
            union all
            select 'restriction', r.id, r.reference, r.service_id, r.starts_on, null, false,
              concat_ws(E'\\n\\n', said('Kind', r.kind), said('Reasons', g.reasons), said('Lifted when', g.lift_conditions), said('Why the provider was not heard first', g.not_heard_reason),
                said('Evidence', g.evidence), said('Why it ended', g.end_reason))
            from restrictions r left join restriction_grounds g on g.council_id = r.council_id and g.restriction_id = r.id where r.council_id = council
            union all
            select 'representation', r.id, r.reference, r.service_id, r.told_on, null, false,
              concat_ws(E'\\n\\n', said('About', r.subject), said('How the provider was told', r.told_how), said('What the provider said', r.text), said('How it was weighed', r.consideration))
            from representations r where r.council_id = council
            union all
            select 'letter', l.id, l.reference, l.service_id, (l.issued_at at time zone 'Europe/London')::date, null, false,
              concat_ws(E'\\n\\n', l.subject, (select string_agg(said(part ->> 'heading', part ->> 'text'), E'\\n\\n') from jsonb_array_elements(coalesce(l.body -> 'parts', '[]')) part), l.body ->> 'paragraph')
            from letters l where l.council_id = council and l.issued_at is not null
            union all
            select 'minutes', m.id, g.reference || '/' || m.position, i.service_id, (g.starts_at at time zone 'Europe/London')::date, null, false,
              concat_ws(E'\\n\\n', m.heading, m.text, (select string_agg(said('Amendment ' || x.number, x.text), E'\\n\\n' order by x.number) from minute_amendments x where x.council_id = m.council_id and x.section_id = m.id))
            from minute_sections m join meetings g on g.council_id = m.council_id and g.id = m.meeting_id
            join agenda_items i on i.council_id = m.council_id and i.id = m.agenda_item_id where m.council_id = council and m.approved_at is not null
            union all
            select 'action', a.id, a.reference, a.service_id, a.due_on, null, false,
              concat_ws(E'\\n\\n', said('Action', a.description), said('What shows that it is done', a.evidence), said('How it was checked', a.verification), said('Why more time was asked for', a.extension_reason))
            from actions a where a.council_id = council
          )
          select f.k, f.id, f.ref, f.s, v.provider_id, f.d, f.c, f.p, case when f.id in (select id from kept) then null else f.w end
          from found f left join services v on v.council_id = council and v.id = f.s
          where (chosen is null or f.id = any (chosen)) and (services is null or f.s = any (services)) and (kinds is null or f.k = any (kinds))
            and (from_day is null or f.d >= from_day) and (to_day is null or f.d <= to_day);
        end $$;
      -- A record by its reference, for a hold: where it is, and no word of it.
      create function record_named(wanted text) returns table (kind text, id uuid, service_id uuid, reference text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() not in ('recordsOfficer', 'legal') then return; end if;
          return query
            select 'intelligence', i.id, i.service_id, i.reference from intelligence i where i.council_id = council and i.reference = wanted
            union all select 'recommendation', r.id, r.service_id, r.reference from recommendations r where r.council_id = council and r.reference = wanted
            union all select 'decision', d.id, d.service_id, d.reference from decisions d where d.council_id = council and d.reference = wanted
            union all select 'restriction', r.id, r.service_id, r.reference from restrictions r where r.council_id = council and r.reference = wanted
            union all select 'representation', r.id, r.service_id, r.reference from representations r where r.council_id = council and r.reference = wanted
            union all select 'letter', l.id, l.service_id, l.reference from letters l where l.council_id = council and l.reference = wanted
            union all select 'action', a.id, a.service_id, a.reference from actions a where a.council_id = council and a.reference = wanted
            union all select 'informationRequest', q.id, null::uuid, q.reference from information_requests q where q.council_id = council and q.reference = wanted;
        end $$;
      -- Everybody this council knows by name: proposed for redaction wherever they stand.
      create function names_for_redaction() returns setof text language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query select distinct p.name from people p join memberships m on m.person_id = p.id and m.council_id = current_council();
        end $$;
    `);
  }

  /** What a schedule makes due by a day, and what stops it. Dates and references alone, so the whole records office may ask. */
  private async fallingDue(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function falls_due(schedule jsonb, until date, only_id uuid default null)
        returns table (rule text, subject_kind text, subject_id uuid, reference text, service_id uuid, starts_on date, due_on date, held_by text[])
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if not in_records_office() then return; end if;
          return query
          with rules as (select r ->> 'code' as code, (r ->> 'months')::int as months from jsonb_array_elements(schedule) r), ended as (
            -- Closed, and each of its contracts over: whichever was later.
            select 'providerCase' as code, 'service' as kind, s.id, l.name as ref, s.id as service,
              greatest((closing.at at time zone 'Europe/London')::date, (select max(c.ends_on) from contracts c where c.council_id = council and c.service_id = s.id)) as since
            from services s join register_locations l on l.id = s.location_id
            join stages g on g.council_id = council and g.service_id = s.id join workflows w on w.council_id = council and w.id = g.id and w.machine = 'stage' and w.state = 'closed'
            cross join lateral (select max(t.happened_at) as at from transitions t where t.council_id = council and t.workflow_id = w.id and t.to_state = 'closed') closing
            where s.council_id = council and closing.at is not null
              and not exists (select from contracts c where c.council_id = council and c.service_id = s.id and c.ends_on is null)
            union all
            select 'intelligenceNoAction', 'intelligence', i.id, i.reference, i.service_id, (i.closed_at at time zone 'Europe/London')::date
            from intelligence i where i.council_id = council and i.closed_at is not null and i.needs_action is false
            union all
            select 'sourceIdentity', 'source', i.id, i.reference, i.service_id, (i.closed_at at time zone 'Europe/London')::date
            from sealed_sources x join intelligence i on i.council_id = x.council_id and i.id = x.intelligence_id
            where x.council_id = council and x.purged_at is null and i.closed_at is not null
            union all
            select 'informationRequest', 'informationRequest', q.id, q.reference, null, q.closed_on from information_requests q where q.council_id = council and q.closed_on is not null
          )
          select e.code, e.kind, e.id, e.ref, e.service, e.since, (e.since + make_interval(months => r.months))::date,
            coalesce((select array_agg(h.reference order by h.reference) from legal_holds h where h.council_id = council and h.ended_at is null
              and (h.record_id = e.id or (h.service_id = e.service and (h.record_id is null or e.kind = 'service')))), '{}')
            || coalesce((select array_agg(distinct q.reference) from disclosure_items d join information_requests q on q.council_id = council and q.id = d.request_id and q.closed_on is null
              where d.council_id = council and (d.record_id = e.id or (d.service_id = e.service and e.kind = 'service'))), '{}')
          from ended e join rules r on r.code = e.code
          where (only_id is null or e.id = only_id) and (e.since + make_interval(months => r.months))::date <= until
            and not exists (select from purge_subjects p where p.council_id = council and p.subject_kind = e.kind and p.subject_id = e.id and p.outcome = 'purged'
              and (p.settled_at at time zone 'Europe/London')::date >= e.since);
        end $$;
    `);
  }

  /** Append-only stays append-only, but for the named columns, by the owner's own function, for a purge a second person approved. */
  private async exception(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function purge_in_hand(table_id oid) returns boolean language plpgsql stable as $$
        declare run uuid := nullif(current_setting('app.purge', true), '')::uuid;
        begin
          return run is not null and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = table_id)
            and exists (select from purges p where p.council_id = current_council() and p.id = run and p.approved_at is not null and p.done_at is null);
        end $$;
      create function refuse_change_but_purge() returns trigger language plpgsql as $$
        begin
          if tg_op = 'UPDATE' and purge_in_hand(tg_relid) and (to_jsonb(new) - tg_argv) = (to_jsonb(old) - tg_argv) then return new; end if;
          raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
        end $$;
    `);
    for (const [table, columns] of Object.entries(purged)) {
      await runner.query(`
        drop trigger ${table}_append_only on ${table};
        create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change_but_purge(${columns.map((one) => `'${one}'`).join(', ')});
      `);
    }
    await runner.query(`
      create or replace function refuse_approved_change() returns trigger language plpgsql as $$
        begin
          if tg_op = 'UPDATE' and purge_in_hand(tg_relid) then return new; end if;
          if old.approved_at is not null then
            raise exception 'approved minutes are never changed (R23)' using errcode = 'insufficient_privilege';
          end if;
          if tg_op = 'DELETE' then return old; end if;
          return new;
        end $$;
      create or replace function guard_source_opening() returns trigger language plpgsql as $$
        begin
          if tg_op = 'UPDATE' and purge_in_hand(tg_relid) then return new; end if;
          if tg_op = 'DELETE' or old.reviewed_at is not null
             or (to_jsonb(new) - array['reviewed_by', 'reviewer_person_id', 'reviewed_at', 'review_note'])
                is distinct from (to_jsonb(old) - array['reviewed_by', 'reviewer_person_id', 'reviewed_at', 'review_note']) then
            raise exception 'an opening of a source is reviewed, once, and never changed' using errcode = 'insufficient_privilege';
          end if;
          return new;
        end $$;
      -- Who told us is gone, and that somebody did is kept. Nobody is shown such a row, and no rotation of keys meets it.
      alter table sealed_sources add column purged_at timestamptz, drop constraint sealed_sources_sealed;
      alter table sealed_sources add constraint sealed_sources_sealed
        check (identity is null and (sealed is not null) = (purged_at is null) and (key_id is not null) = (purged_at is null)) not valid;
      -- A restrictive policy binds the owner too: while it purges it sees every row.
      create policy not_purged on sealed_sources as restrictive for select using (purged_at is null or purge_in_hand('sealed_sources'::regclass));
    `);
  }

  private async purge(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function purge_mark() returns text language sql immutable as $$ select ${mark} $$;
      create function marked(words text) returns text language sql immutable as $$ select case when words is not null then ${mark} end $$;
      -- Facts hold ids, codes and dates, none of which has a space: what has one is somebody's words. The same words become the
      -- same mark in a case's log and in what it remembers, so the log still rebuilds it.
      create function without_prose(value jsonb) returns jsonb language plpgsql immutable as $$
        begin
          case jsonb_typeof(value)
            when 'object' then return coalesce((select jsonb_object_agg(key, without_prose(inner_value)) from jsonb_each(value) as e (key, inner_value)), '{}');
            when 'array' then return coalesce((select jsonb_agg(without_prose(inner_value) order by place) from jsonb_array_elements(value) with ordinality as e (inner_value, place)), '[]');
            when 'string' then return case when value #>> '{}' ~ '\\s' then to_jsonb(${mark}::text) else value end;
            else return value;
          end case;
        end $$;

      -- What is common to every purge: given ids of records, their cases, trails, mails, keys of forms, jobs and papers. Called by purge_subject() alone.
      create function purge_common(ids uuid[], papers uuid[]) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); counts jsonb := '{}'; n int;
        begin
          update trail t set content = null where t.council_id = council and t.subject_id = any (ids) and t.content is not null; get diagnostics n = row_count; counts := counts || jsonb_build_object('trail', n);
          update transitions t set facts = without_prose(t.facts) where t.council_id = council and t.workflow_id = any (ids) and t.facts <> without_prose(t.facts); get diagnostics n = row_count; counts := counts || jsonb_build_object('transitions', n);
          update workflows w set context = without_prose(w.context) where w.council_id = council and w.id = any (ids) and w.context <> without_prose(w.context);
          update deadlines d set event = without_prose(d.event) where d.council_id = council and d.workflow_id = any (ids) and d.event <> without_prose(d.event);
          update documents d set title = purge_mark(), bytes = ''::bytea, merge_data = null where d.council_id = council and d.id = any (papers) and length(d.bytes) > 0; get diagnostics n = row_count; counts := counts || jsonb_build_object('documents', n);
          update mail_messages m set subject = purge_mark(), body = purge_mark(), to_name = purge_mark(), to_address = purge_mark(), calendar = null, last_error = null
            where m.council_id = council and (m.document_id = any (papers) or substring(m.dedupe_key from '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')::uuid = any (ids)) and m.body <> purge_mark();
          get diagnostics n = row_count; counts := counts || jsonb_build_object('mail', n);
          delete from idempotency_keys k where k.council_id = council and (k.outcome ->> 'id')::uuid = any (ids); get diagnostics n = row_count; counts := counts || jsonb_build_object('forms', n);
          -- Jobs hold ids alone; done ones go all the same. The queue's tables come after this migration, so they are named as text.
          if to_regclass('pgboss.job') is not null then
            execute 'delete from pgboss.job j where j.completed_on is not null and j.data ->> ''councilId'' = $1::text and exists (select from jsonb_each_text(j.data -> ''ids'') i where i.value = any ($2::text[]))'
              using council, ids;
          end if;
          counts := counts || jsonb_build_object('files', purge_evidence(ids));
          update disclosure_items d set text = marked(d.text), withheld_note = marked(d.withheld_note) where d.council_id = council and d.record_id = any (ids);
          get diagnostics n = row_count; counts := counts || jsonb_build_object('copies', n);
          return counts;
        end $$;

      create function purge_evidence(ids uuid[]) returns int language plpgsql as $$
        declare council uuid := current_council(); n int;
        begin
          delete from evidence_bytes b using evidence_files e where b.council_id = council and e.council_id = council and e.id = b.evidence_id and e.record_id = any (ids);
          get diagnostics n = row_count;
          update evidence_files e set name = purge_mark(), description = marked(description), decision_reason = marked(decision_reason), withdrawal_reason = marked(withdrawal_reason)
            where e.council_id = council and e.record_id = any (ids);
          return n;
        end $$;

      create function purge_sources(ids uuid[]) returns int language plpgsql as $$
        declare council uuid := current_council(); n int;
        begin
          update sealed_sources s set sealed = null, key_id = null, purged_at = current_instant() where s.council_id = council and s.intelligence_id = any (ids) and s.purged_at is null;
          get diagnostics n = row_count;
          update source_readers r set reason = purge_mark() where r.council_id = council and r.intelligence_id = any (ids);
          update source_openings o set reason = purge_mark(), review_note = marked(o.review_note) where o.council_id = council and o.intelligence_id = any (ids);
          return n;
        end $$;

      create function purge_intelligence(ids uuid[]) returns int language plpgsql as $$
        declare council uuid := current_council(); n int;
        begin
          update intelligence i set what_happened = purge_mark(), immediate_action = marked(immediate_action), not_listed = marked(not_listed), disclosure_reason = marked(disclosure_reason),
              triage_note = marked(triage_note), assessment = marked(assessment), disposition_reason = marked(disposition_reason), safeguarding_reference = marked(safeguarding_reference),
              passed_to = marked(passed_to), retraction_reason = marked(retraction_reason), outcome = marked(outcome)
            where i.council_id = council and i.id = any (ids);
          get diagnostics n = row_count;
          update caveat_changes c set reason = purge_mark(), correction = marked(c.correction) where c.council_id = council and c.intelligence_id = any (ids);
          return n;
        end $$;

      -- One service with all its records: of a meeting's own papers, which speak of several services, once the last of them goes.
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); ids uuid[]; records uuid[]; limits uuid[]; items uuid[]; sections uuid[]; gone uuid[]; papers uuid[]; m text := purge_mark();
        begin
          records := array(select i.id from intelligence i where i.council_id = council and i.service_id = service);
          limits := array(select r.id from restrictions r where r.council_id = council and r.service_id = service);
          items := array(select i.id from agenda_items i where i.council_id = council and i.service_id = service);
          sections := array(select s.id from minute_sections s where s.council_id = council and s.agenda_item_id = any (items));
          perform purge_intelligence(records);
          perform purge_sources(records);
          update risk_assessments a set text = m where a.council_id = council and a.service_id = service;
          update actions a set description = m, evidence = marked(evidence), verification = marked(verification), extension_reason = marked(extension_reason), extension_refusal = marked(extension_refusal), replaced_by = marked(replaced_by)
            where a.council_id = council and a.service_id = service;
          update restriction_grounds g set reasons = m, lift_conditions = marked(lift_conditions), not_heard_reason = marked(not_heard_reason), effect = marked(effect), end_reason = marked(end_reason), evidence = marked(evidence)
            where g.council_id = council and g.restriction_id = any (limits);
          update restriction_disclosures d set disclosed = m, withheld = '{}' where d.council_id = council and d.restriction_id = any (limits);
          update restriction_reviews r set note = m where r.council_id = council and r.restriction_id = any (limits);
          update restrictions r set scope = case when r.scope ->> 'detail' is not null then jsonb_set(r.scope, '{detail}', to_jsonb(m)) else r.scope end, exceptions = m where r.council_id = council and r.id = any (limits);
          update representations r set told_how = m, text = marked(text), consideration = marked(consideration), subject = marked(subject) where r.council_id = council and r.service_id = service;
          update recommendations r set text = m, differing_views = marked(differing_views), criteria = (select coalesce(jsonb_agg(c - 'evidence'), '[]') from jsonb_array_elements(r.criteria) c),
              proposal = without_prose(proposal), present = '[]', excluded = '[]'
            where r.council_id = council and r.service_id = service;
          update decisions d set reasons = m, authority = m, options_considered = m, provider_position = m, effect_on_people = m, informing_people = marked(informing_people), terms = without_prose(terms)
            where d.council_id = council and d.service_id = service;
          update shares h set reason = m, lawful_basis = marked(lawful_basis) where h.council_id = council and h.service_id = service;
          update agenda_items i set reasons = '[]', late_reason = marked(late_reason), deferred_reason = marked(deferred_reason) where i.council_id = council and i.id = any (items);
          update item_records r set summary = m, differing_views = case when r.differing_views = '' then '' else m end where r.council_id = council and r.agenda_item_id = any (items);
          update item_interests x set nature = m where x.council_id = council and x.agenda_item_id = any (items);
          update minute_sections s set heading = m, text = m where s.council_id = council and s.id = any (sections);
          update minute_amendments a set text = m, reason = m where a.council_id = council and a.section_id = any (sections);
          papers := array(select l.document_id from letters l where l.council_id = council and l.service_id = service and l.document_id is not null);
          update letters l set subject = m, body = '{"parts": [], "paragraph": ""}', service_proof = marked(service_proof) where l.council_id = council and l.service_id = service;
          gone := array(select distinct i.meeting_id from agenda_items i where i.council_id = council and i.id = any (items)
            and not exists (select from agenda_items o where o.council_id = council and o.meeting_id = i.meeting_id and o.service_id is not null and o.service_id <> service
              and not exists (select from purge_subjects p where p.council_id = council and p.subject_kind = 'service' and p.subject_id = o.service_id and p.outcome = 'purged')));
          update agenda_versions v set content = '{}' where v.council_id = council and v.meeting_id = any (gone);
          update minute_extracts e set title = m where e.council_id = council and e.meeting_id = any (gone);
          update extract_comments c set text = m where c.council_id = council and c.extract_id in (select e.id from minute_extracts e where e.council_id = council and e.meeting_id = any (gone));
          papers := papers || array(select e.document_id from minute_extracts e where e.council_id = council and e.meeting_id = any (gone))
            || array(select v.document_id from agenda_versions v where v.council_id = council and v.meeting_id = any (gone) and v.document_id is not null)
            || array(select g.minutes_document_id from meetings g where g.council_id = council and g.id = any (gone) and g.minutes_document_id is not null)
            || array(select x.minutes_document_id from meeting_members x where x.council_id = council and x.meeting_id = any (gone) and x.minutes_document_id is not null);
          ids := records || limits || items || sections || gone || service
            || array(select a.id from risk_assessments a where a.council_id = council and a.service_id = service) || array(select a.id from actions a where a.council_id = council and a.service_id = service)
            || array(select r.id from representations r where r.council_id = council and r.service_id = service) || array(select r.id from recommendations r where r.council_id = council and r.service_id = service)
            || array(select d.id from decisions d where d.council_id = council and d.service_id = service) || array(select l.id from letters l where l.council_id = council and l.service_id = service)
            || array(select g.id from stages g where g.council_id = council and g.service_id = service) || array(select o.id from source_openings o where o.council_id = council and o.intelligence_id = any (records));
          update disclosure_items d set text = marked(d.text), withheld_note = marked(d.withheld_note) where d.council_id = council and d.service_id = service;
          return purge_common(ids, papers) || jsonb_build_object('records', cardinality(ids));
        end $$;

      create function purge_request(request uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          update information_requests q set requester_name = marked(requester_name), requester_reference = m, asked = m, extension_reason = marked(extension_reason), clarification = marked(clarification),
              outcome_reason = marked(outcome_reason), return_reason = marked(return_reason), release_method = marked(release_method)
            where q.council_id = council and q.id = request;
          update request_consultations c set note = m where c.council_id = council and c.request_id = request;
          update disclosure_items d set text = marked(d.text), withheld_note = marked(d.withheld_note) where d.council_id = council and d.request_id = request;
          update disclosure_redactions r set note = marked(r.note) where r.council_id = council and r.item_id in (select d.id from disclosure_items d where d.council_id = council and d.request_id = request);
          return purge_common(array[request], array(select q.document_id from information_requests q where q.council_id = council and q.id = request and q.document_id is not null)) || '{"records": 1}';
        end $$;

      -- One subject of a purge, whole or not at all. It asks everything again: a second person approved, it is still due, nothing holds it.
      -- Answers 'purged', 'held' or 'noLongerDue'. Fails with PU001 where a hold is being set while it works: that hold wins.
      create function purge_subject(run uuid, kind text, subject uuid) returns text
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council(); plan purges; line purge_subjects; due record; did jsonb := '{}'; answer text := 'purged'; keys int[];
        begin
          if acting_as() <> 'system' then raise exception 'content is removed by the system alone' using errcode = 'insufficient_privilege'; end if;
          select * into plan from purges p where p.council_id = council and p.id = run;
          if plan.approved_at is null or plan.done_at is not null or plan.approved_person_id = plan.proposed_person_id then
            raise exception 'no second person approved this' using errcode = 'insufficient_privilege';
          end if;
          select * into line from purge_subjects p where p.council_id = council and p.purge_id = run and p.subject_kind = kind and p.subject_id = subject for update;
          if line.subject_id is null then raise exception 'not in the preview' using errcode = 'insufficient_privilege'; end if;
          if line.outcome is not null then return line.outcome; end if;
          keys := array[hashtext(coalesce(line.service_id, subject)::text), hashtext(subject::text)];
          if not (pg_try_advisory_xact_lock(purge_lock(), keys[1]) and pg_try_advisory_xact_lock(purge_lock(), keys[2])) then
            answer := 'held';
          else
            select * into due from falls_due(plan.schedule, plan.until, subject) f where f.subject_kind = kind;
            if due.subject_id is null then answer := 'noLongerDue';
            elsif cardinality(due.held_by) > 0 then answer := 'held';
            else
              perform set_config('app.purge', run::text, true);
              case kind
                when 'service' then did := purge_service(subject);
                when 'intelligence' then
                  perform purge_intelligence(array[subject]);
                  perform purge_sources(array[subject]);
                  did := purge_common(array[subject], '{}') || '{"records": 1}';
                when 'source' then did := jsonb_build_object('records', purge_sources(array[subject]));
                when 'informationRequest' then did := purge_request(subject);
              end case;
              perform set_config('app.purge', '', true);
            end if;
          end if;
          update purge_subjects p set outcome = answer, counts = did, settled_at = current_instant() where p.council_id = council and p.purge_id = run and p.subject_kind = kind and p.subject_id = subject;
          if answer = 'purged' and exists (select from pg_locks l where l.locktype = 'advisory' and not l.granted and l.database = (select d.oid from pg_database d where d.datname = current_database())
              and l.classid = purge_lock()::oid and l.objid = any (array[(keys[1]::bigint & 4294967295)::oid, (keys[2]::bigint & 4294967295)::oid])) then
            raise exception 'a hold is being set' using errcode = 'PU001';
          end if;
          return answer;
        end $$;
      -- Only through purge_subject(): called by anybody else they would meet the triggers, and now not even that.
      revoke all on function purge_common(uuid[], uuid[]), purge_evidence(uuid[]), purge_sources(uuid[]), purge_intelligence(uuid[]), purge_service(uuid), purge_request(uuid) from public;
    `);
  }

  /** Stored procedures get the default schedule; councils that stand get the membership by which a purge runs. */
  private async schedule(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into memberships (council_id, id, role, job_title, valid_from)
      select c.id, gen_random_uuid(), 'system', 'records', (c.created_at at time zone 'Europe/London')::date from councils c
      where not exists (select from memberships m where m.council_id = c.id and m.role = 'system' and m.job_title = 'records');
      update procedures set content = jsonb_set(content, '{retention}', '{"title": "Default retention schedule, version 1", "effectiveFrom": "2026-11-01", "rules": [
        {"code": "providerCase", "words": "Everything of a provider’s case", "from": "Closed, or the last contract over, whichever is later", "months": 84, "basis": "This project’s default"},
        {"code": "intelligenceNoAction", "words": "Intelligence that ended without action", "from": "The record was closed", "months": 24, "basis": "Records Management Code: initial contact, 2 years"},
        {"code": "sourceIdentity", "words": "Who told us", "from": "The record was closed", "months": 12, "basis": "This project’s default: shorter than the record"},
        {"code": "informationRequest", "words": "Requests for information and their sets", "from": "Answered, refused or withdrawn", "months": 36, "basis": "This project’s default"}]}'::jsonb)
      where not content ? 'retention';
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was released or purged is not taken back: restore a backup instead.');
  }
}
