import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** Every procedure kept before had no forms: they get the default's of that day (domain.md 2.5). */
const forms = [
  { code: 'contracts', title: 'Contracts and quality assurance', seats: ['chair', 'contracts'], agencyKinds: [], asks: [{ code: 'visits', words: 'Visits since the last panel' }, { code: 'assessments', words: 'Quality assessments, returns and performance figures' }, { code: 'plan', words: 'Where the action plan stands' }, { code: 'complaints', words: 'Complaints' }, { code: 'concerns', words: 'Concerns of officers' }], keptFromProvider: 'legal advice, and anything about other providers' },
  { code: 'safeguarding', title: 'Safeguarding adults', seats: ['safeguarding'], agencyKinds: [], asks: [{ code: 'counts', words: 'Concerns and section 42 enquiries, counted' }, { code: 'enquiries', words: 'Open enquiries' }, { code: 'themes', words: 'Themes' }, { code: 'planning', words: 'Outcomes of planning meetings' }], keptFromProvider: 'detail of a live enquiry, and names' },
  { code: 'socialWork', title: 'Operational social work', seats: ['socialWork'], agencyKinds: [], asks: [{ code: 'reviews', words: 'Reviews of people using the service' }, { code: 'worries', words: 'Worries from the front line' }, { code: 'capacity', words: 'Capacity to review' }], keptFromProvider: 'detail of one person' },
  { code: 'icb', title: 'Integrated care board', seats: ['icbNurse'], agencyKinds: ['icb'], asks: [{ code: 'clinicalVisits', words: 'Clinical visits: infection control, tissue viability, dementia, falls, end of life' }, { code: 'fundedReviews', words: 'Reviews of NHS-funded care' }, { code: 'incidents', words: 'NHS incident reports' }], keptFromProvider: 'detail of one patient' },
  { code: 'cqc', title: 'Care Quality Commission', seats: ['cqc'], agencyKinds: ['cqc'], asks: [{ code: 'reports', words: 'Reports published and to come' }, { code: 'enforcement', words: 'Enforcement that can be shared' }, { code: 'registration', words: 'Changes of registration' }, { code: 'management', words: 'Management review' }], keptFromProvider: 'findings before they are published' },
  { code: 'police', title: 'Police', seats: [], agencyKinds: ['police'], asks: [{ code: 'enquiries', words: 'Criminal enquiries' }, { code: 'maySay', words: 'What may be said, to whom and when' }], keptFromProvider: 'almost all of it' },
  { code: 'placingBody', title: 'Other council or placing body', seats: [], agencyKinds: ['otherCouncil'], asks: [{ code: 'reviews', words: 'Your reviews of people you placed' }, { code: 'restrictions', words: 'Your own restrictions' }] },
  { code: 'other', title: 'Any other agency', seats: [], agencyKinds: [], asks: [{ code: 'seen', words: 'What you saw: enter-and-view, premises, infection prevention' }, { code: 'voice', words: 'What people and their families say' }] },
];
const ofMeeting = (column: string): string => `((select sees_every_service()) or ${column} in (select meetings_in_sight()))`;
const circle = 'in_panel_circle()';
const guests = `acting_as() in ('partner', 'cqcObserver')`;
const runs = `acting_as() in ('chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system')`;
const own = (column: string): string => `${column} in (current_membership(), acting_for())`;

/** Before a meeting: the call for items, what agencies bring, what members propose, who presents and sees an item, and where papers may go by mail. */
export class CallForItems20261130220000 implements MigrationInterface {
  name = 'CallForItems20261130220000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update procedures set content = jsonb_set(jsonb_set(content, '{timescales}', '{"contributionsCloseWorkingDays": 5, "contributionsReminderWorkingDays": 2}'::jsonb || (content -> 'timescales')),
         '{contributions}', coalesce(content -> 'contributions', $1::jsonb)) where content ? 'timescales'`, [JSON.stringify(forms)]);
    await this.items(runner);
    await this.contributions(runner);
    await this.purge(runner);
    await this.disclosure(runner);
  }

  private async items(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agenda_items
        add column presenter_id uuid,
        add column audience text not null default 'members' check (audience in ('members', 'council', 'cqc')),
        add foreign key (council_id, presenter_id) references memberships (council_id, id);

      -- R21: out by the chair’s ruling; and a guest is out of an item that is not for guests, wholly and in the same way.
      create or replace function is_out_of(item uuid) returns boolean language sql stable
        return exists (select from item_exclusions x where x.council_id = current_council() and x.agenda_item_id = item
                       and (x.membership_id = current_membership() or x.person_id = current_person()))
          or (acting_as() in ('partner', 'cqcObserver') and exists (select from agenda_items i where i.council_id = current_council() and i.id = item
              and (i.audience = 'council' or (i.audience = 'cqc' and acting_as() = 'partner'))));
      -- Papers close sooner than the item: an interest that is declared closes them until the chair has ruled.
      create function papers_closed(meeting uuid, service uuid) returns boolean language plpgsql stable as $$
        begin
          return exists (select from agenda_items i where i.council_id = current_council() and i.meeting_id = meeting and i.service_id = service
            and (is_out_of(i.id) or exists (select from item_interests n where n.council_id = i.council_id and n.agenda_item_id = i.id and n.ruling is null and n.membership_id = current_membership())));
        end $$;
    `);
  }

  private async contributions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a member brings about one service. A correction is the next number, beside the one before.
      create table contributions (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        service_id uuid not null,
        membership_id uuid not null,
        agency_id uuid references agencies (id),
        number int not null check (number > 0),
        answer text not null check (answer in ('returned', 'nilReturn')),
        entries jsonb not null default '[]',
        caveat text not null,
        audience text not null check (audience in ('members', 'council', 'cqc', 'provider')),
        reason text,
        late boolean not null,
        recorded_by uuid not null,
        returned_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, meeting_id, service_id, membership_id, number),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index contributions_service on contributions (council_id, service_id);
      ${tenancy('contributions', `(${circle} and ${satWith('service_id')} and ${ofMeeting('meeting_id')} and not papers_closed(meeting_id, service_id)
          and (audience in ('members', 'provider') or not ${guests} or (audience = 'cqc' and acting_as() = 'cqcObserver') or ${own('membership_id')}))
        or (audience = 'provider' and acting_as() = 'provider' and exists (select from services s where s.council_id = contributions.council_id and s.id = contributions.service_id and s.provider_id = current_provider()))`)}
      create trigger contributions_append_only before update or delete on contributions for each row execute function refuse_change_but_purge('entries', 'reason');

      create table item_proposals (
        council_id uuid not null references councils (id),
        id uuid not null,
        meeting_id uuid not null,
        service_id uuid,
        title text,
        why text not null,
        minutes_wanted int not null,
        proposed_by uuid not null,
        proposed_at timestamptz not null,
        outcome text check (outcome in ('accepted', 'declined')),
        outcome_reason text,
        agenda_item_id uuid,
        answered_by uuid,
        answered_at timestamptz,
        version int not null default 1,
        primary key (council_id, id),
        check (service_id is not null or title is not null),
        foreign key (council_id, meeting_id) references meetings (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, agenda_item_id) references agenda_items (council_id, id),
        foreign key (council_id, proposed_by) references memberships (council_id, id),
        foreign key (council_id, answered_by) references memberships (council_id, id)
      );
      create index item_proposals_meeting on item_proposals (council_id, meeting_id);
      create index item_proposals_service on item_proposals (council_id, service_id) where service_id is not null;
      -- Whoever proposed it and those who make the agenda.
      ${tenancy('item_proposals', `${circle} and ${ofMeeting('meeting_id')} and (${runs} or ${own('proposed_by')})
        and (service_id is null or (${satWith('service_id')} and not papers_closed(meeting_id, service_id)))`)}

      -- Where papers may go attached: a domain, or all below it (*.nhs.net). Without one, mail carries a link alone.
      create table secure_mail_domains (
        council_id uuid not null references councils (id),
        id uuid not null,
        domain text not null,
        reason text not null,
        added_by uuid not null,
        added_at timestamptz not null,
        ended_by uuid,
        ended_at timestamptz,
        primary key (council_id, id),
        foreign key (council_id, added_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id)
      );
      create unique index secure_mail_domains_once on secure_mail_domains (council_id, domain) where ended_at is null;
      ${tenancy('secure_mail_domains', `acting_as() in ('administrator', 'chair', 'coordinator', 'auditor', 'system')`)}
    `);
  }

  /** A part of the list by which a service's words go (R34); copies of papers that were sent go with the first of their services. */
  private async purge(runner: QueryRunner): Promise<void> {
    const [{ parts }] = (await runner.query('select purge_parts() as parts')) as [{ parts: string[] }];
    await runner.query(`
      create function purge_part_contributions(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          ids := '{}';
          update contributions c set entries = '[]', reason = marked(c.reason) where c.council_id = council and c.service_id = service;
          update item_proposals p set why = m, title = marked(p.title), outcome_reason = marked(p.outcome_reason) where p.council_id = council and p.service_id = service;
          papers := array(select distinct d.id from documents d join document_items h on h.council_id = d.council_id and h.document_id = d.id join agenda_items i on i.council_id = h.council_id and i.id = h.agenda_item_id
            where d.council_id = council and d.kind = 'meetingPack' and i.service_id = service);
        end $$;
      create or replace function purge_parts() returns text[] language sql immutable as $$ select array[${[...parts, 'contributions'].map((part) => `'${part}'`).join(', ')}] $$;
      revoke all on function purge_part_contributions(uuid) from public;
    `);
  }

  private async disclosure(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Requests for information reach what agencies brought, with its corrections, as they reach all else (case 12).
      alter function records_for_disclosure(uuid[], text[], date, date, uuid[]) rename to records_for_disclosure_before_contributions;
      alter function records_for_disclosure_before_contributions(uuid[], text[], date, date, uuid[]) security invoker;
      create function records_for_disclosure(services uuid[], kinds text[], from_day date, to_day date, chosen uuid[])
        returns table (record_kind text, record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, words text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() <> 'recordsOfficer' then return; end if;
          return query
          select * from records_for_disclosure_before_contributions(services, kinds, from_day, to_day, chosen)
          union all
          select 'contribution', c.id, g.reference || '/contribution ' || c.number, c.service_id, s.provider_id, (c.returned_at at time zone 'Europe/London')::date, c.caveat, c.caveat = 'sourceProtected',
            concat_ws(E'\\n\\n', (select string_agg(entry ->> 'words', E'\\n\\n') from jsonb_array_elements(c.entries) entry), said('Why it was corrected', c.reason))
          from contributions c join meetings g on g.council_id = c.council_id and g.id = c.meeting_id join services s on s.council_id = c.council_id and s.id = c.service_id
          where c.council_id = council and c.answer = 'returned' and (chosen is null or c.id = any (chosen)) and (services is null or c.service_id = any (services)) and (kinds is null or 'contribution' = any (kinds))
            and (from_day is null or (c.returned_at at time zone 'Europe/London')::date >= from_day) and (to_day is null or (c.returned_at at time zone 'Europe/London')::date <= to_day);
        end $$;
      revoke all on function records_for_disclosure(uuid[], text[], date, date, uuid[]) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What agencies brought has no other place: restore a backup instead.');
  }
}
