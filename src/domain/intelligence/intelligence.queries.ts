import { Injectable } from '@nestjs/common';
import { type Actor, councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { caveatOfficers, whoMayChange } from './caveats.js';
import { dutyRoles } from './intelligence-notices.js';
import { type IntelligenceContext, intelligenceMachine } from './intelligence.machine.js';
import type { IntelligenceForm, IntelligenceLog, IntelligenceLogArgs, IntelligenceRecord } from './intelligence.types.js';

const pageSize = 25;
const namable = panelCircle.filter((role) => role !== 'auditor');

// Codes never change, words may: they are today's, of the procedure in force.
export const logProcedure = `procedure as (
  select content -> 'intelligence' as lists from procedures where effective_from <= $1::date order by effective_from desc, version desc limit 1)`;
const words = (list: string, code: string): string =>
  `coalesce((select c ->> 'words' from jsonb_array_elements(procedure.lists -> '${list}') c where c ->> 'code' = ${code}), ${code})`;
const person = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, 'Automatic') from memberships m left join people p on p.id = m.person_id
  where m.council_id = i.council_id and m.id = ${membership})`;

const dutyOfficers = (dutyRoles: string): string => `coalesce((select json_agg(json_build_object('name', p.name, 'jobTitle', m.job_title, 'phone', (select c.value from contact_details c where c.person_id = p.id and c.kind = 'phone')) order by m.role, p.name)
  from memberships m join people p on p.id = m.person_id
  where m.role = any (${dutyRoles}) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)), '[]')`;

// A contributor sees a record but not its case: for them the row itself tells where it stands.
const state = `coalesce(w.state, case when i.closed_at is not null then 'closed' when i.disposition is not null then 'assessed'
  when i.allocated_to is not null then 'allocated' when i.acknowledged_at is not null then 'logged' else 'received' end)`;

// A day on which somebody looks again stays asked for until it is done, save for what was retracted.
const daysPast = (day: string): string => `case when i.retraction_reason is null then coalesce(greatest($1::date - ${day}, 0), 0) else 0 end`;

/** @param now SQL for this instant */
export const logRow = (now: string): string => `i.id, i.reference, ${state} as state, i.severity, ${words('themes', 'i.category')} as "categoryWords",
  s.id as "serviceId", l.name as "serviceName", i.not_listed as "notListed",
  (select n.name from agency_names n where n.agency_id = i.source_agency_id order by (n.valid_from <= i.received_at::date) desc, n.valid_from desc limit 1) as "agencyName",
  i.caveat, ${words('caveats', 'i.caveat')} as "caveatWords", i.happened_on as "happenedOn", i.received_at as "receivedAt",
  ${person('i.allocated_to')} as "allocatedToName",
  (select d.due_on from deadlines d where d.council_id = i.council_id and d.workflow_id = i.id and d.kind = 'intelligenceResponse' and d.withdrawn_at is null) as "respondBy",
  coalesce((select greatest($1::date - d.due_on, 0) from deadlines d where d.council_id = i.council_id and d.workflow_id = i.id and d.kind = 'intelligenceResponse' and d.withdrawn_at is null), 0) as "respondDaysOverdue",
  triage.due_at as "triageBy", coalesce(triage.due_at <= ${now}, false) as "triageOverdue",
  i.needs_action as "needsAction", ${words('dispositions', 'i.disposition')} as "dispositionWords", i.retraction_reason is not null as retracted, i.from_earlier_records as "fromEarlierRecords"`;
export const logRows = `intelligence i cross join procedure
  left join workflows w on w.council_id = i.council_id and w.id = i.id
  left join services s on s.council_id = i.council_id and s.id = i.service_id
  left join register_locations l on l.id = s.location_id
  left join lateral (select d.due_at from deadlines d where d.council_id = i.council_id and d.workflow_id = i.id and d.kind = 'triage' and d.withdrawn_at is null and d.fired_at is null
    and w.state in ('received', 'logged')) triage on true`;

const log = statement(`
  with ${logProcedure}, found as (
    select ${logRow('$12::timestamptz')}, i.recorded_at from ${logRows}
    where ($2::text is null or i.reference ilike '%' || $2 || '%' or i.what_happened ilike '%' || $2 || '%' or l.name ilike '%' || $2 || '%' or i.not_listed ilike '%' || $2 || '%')
      and ($3::text is null or i.severity = $3)
      and ($4::text is null or ${state} = $4 or ($4 = 'open' and i.closed_at is null))
      and ($5::text is null or i.category = $5)
      and ($6::uuid is null or i.service_id = $6)
      and ($7::text is null or ($7 = 'allocated' and i.allocated_to = $8) or ($7 = 'recorded' and i.recorded_by = $8))
  ), sorted as (
    select found.*, row_number() over (order by case when $9 = 'severity' then severity end, case when $9 = 'happened' then "happenedOn" end desc,
      "receivedAt" desc, id desc) place from found
  )
  select json_build_object(
    'total', (select count(*) from found), 'page', $10::int, 'pageSize', $11::int, 'categories', (select lists -> 'themes' from procedure),
    'rows', coalesce((select json_agg(x order by place) from sorted x where place > ($10::int - 1) * $11 and place <= $10::int * $11), '[]')) as result`);

const record = statement(`
  with ${logProcedure}
  select to_jsonb(x) as result from (
    select ${logRow('$5::timestamptz')}, coalesce(w.version, 0) as version, w.context, i.what_happened as "whatHappened", i.immediate_action as "immediateAction",
      ${words('sources', 'i.source_type')} as "sourceWords", ${person('i.recorded_by')} as "recordedBy", i.people_affected as "peopleAffected",
      i.disclosure, i.disclosure_reason as "disclosureReason", i.disclosure_review_on as "disclosureReviewOn", ${daysPast('i.disclosure_review_on')} as "disclosureReviewDaysOverdue", i.nature, i.reliability, i.corroboration, i.lawful_basis as "lawfulBasis", i.triage_note as "triageNote", i.assessment,
      i.disposition_reason as "dispositionReason", i.safeguarding_reference as "safeguardingReference", i.passed_to as "passedTo",
      i.outcome, i.retraction_reason as "retractionReason", i.panel_taken_at as "panelTakenAt",
      i.recorded_by = current_membership() as "isRecorder", i.caveat_review_on as "caveatReviewOn", ${daysPast('i.caveat_review_on')} as "caveatReviewDaysOverdue", case when i.caveat = 'cqcPrePublication' then i.publication_seen_on end as "publicationSeenOn",
      coalesce((select json_agg(json_build_object('answer', g.answer, 'words', ${words('caveats', 'g.to_caveat')}, 'reason', g.reason, 'correction', g.correction, 'reviewOn', g.review_on,
        'by', ${person('g.changed_by')}, 'at', g.changed_at) order by g.changed_at desc, g.id desc)
        from caveat_changes g where g.council_id = i.council_id and g.intelligence_id = i.id), '[]') as "caveatChanges",
      coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id)
        from record_readers r join memberships m on m.council_id = r.council_id and m.id = r.membership_id join people p on p.id = m.person_id
        where r.council_id = i.council_id and r.intelligence_id = i.id), '[]') as readers,
      case when i.recorded_by = current_membership() or acting_as() = any ($6) then coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id)
        from memberships m join people p on p.id = m.person_id
        where m.role = any ($7) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)
          and not exists (select from record_readers r where r.council_id = m.council_id and r.intelligence_id = i.id and r.membership_id = m.id)), '[]') else '[]' end as "readerChoices",
      (select json_build_object('id', o.id, 'reference', o.reference) from intelligence o where o.council_id = i.council_id and o.id = i.duplicate_of) as "duplicateOf",
      coalesce((select json_agg(json_build_object('id', o.id, 'reference', o.reference) order by o.reference) from intelligence o
        where o.council_id = i.council_id and o.duplicate_of = i.id), '[]') as duplicates,
      i.source_sealed as "sourceSealed", exists (select from sealed_sources x where x.council_id = i.council_id and x.intelligence_id = i.id) as "sealedSource",
      coalesce((select json_agg(json_build_object('event', t.event, 'toState', t.to_state, 'at', t.happened_at, 'by', coalesce(${person('t.membership_id')}, 'Automatic')) order by t.seq)
        from transitions t where t.council_id = i.council_id and t.workflow_id = i.id), '[]') as steps,
      coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id)
        from memberships m join people p on p.id = m.person_id
        where m.role = any ($3) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)), '[]') as officers,
      ${dutyOfficers('$4')} as "dutyOfficers",
      procedure.lists -> 'severities' as severities, procedure.lists -> 'caveats' as caveats, procedure.lists -> 'dispositions' as dispositions
    from ${logRows} where i.id = $2) x`);

const service = `json_build_object('id', s.id, 'name', l.name, 'lot', s.lot, 'address', concat_ws(', ', l.address, l.postcode), 'providerName', p.name)`;
const services = 'services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id';
const form = statement(`
  with ${logProcedure}, matching as (
    select ${service} as match, row_number() over (order by lower(l.name), s.id) place from ${services}
    where $2::text is not null and (l.name ilike '%' || $2 || '%' or p.name ilike '%' || $2 || '%' or l.cqc_id = $3
      or l.postcode_search like replace(upper($2), ' ', '') || '%'))
  select json_build_object(
    'service', (select ${service} from ${services} where s.id = $4),
    'matches', coalesce((select json_agg(match order by place) from matching where place <= 20), '[]'),
    'agencies', coalesce((select json_agg(json_build_object('id', n.agency_id, 'name', n.name) order by n.name, n.agency_id) from agency_names n
       where n.valid_from <= $1::date and (n.valid_to is null or n.valid_to >= $1::date) and ($7::boolean or n.agency_id = $5::uuid)
         and exists (select from memberships m where m.agency_id = n.agency_id and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date))), '[]'),
    'readerChoices', coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id) from memberships m join people p on p.id = m.person_id
       where m.role = any ($8) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)), '[]'),
    'ownAgencyId', $5::uuid,
    'sources', lists -> 'sources', 'categories', lists -> 'themes', 'caveats', lists -> 'caveats', 'severities', lists -> 'severities',
    'dutyOfficers', ${dutyOfficers('$6')}) as result
  from procedure`);

const mutationOf: Readonly<Record<string, string>> = {
  TRIAGE: 'triageIntelligence', ALLOCATE: 'allocateIntelligence', ASSESS: 'assessIntelligence', RETRACT: 'retractIntelligence', CLOSE: 'closeIntelligence',
  TAKE_NO_FURTHER_ACTION: 'disposeIntelligence', TAKE_ACTION: 'disposeIntelligence', LINK_TO_S42: 'disposeIntelligence',
  SET_CAVEAT: 'changeCaveat',
  SEND_TO_PANEL: 'disposeIntelligence', PASS_TO_OTHER_BODY: 'disposeIntelligence', MARK_DUPLICATE: 'disposeIntelligence',
};
type StoredRecord = Omit<IntelligenceRecord, 'allowedActions'> & { context: IntelligenceContext | null; panelTakenAt: string | null; isRecorder: boolean };

/** Reads of intelligence. Who may see which rows is row-level security's; every read is recorded. */
@Injectable()
export class IntelligenceQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async log(actor: Actor, { search, severity, state: wanted, category, serviceId, mine, sort, page }: IntelligenceLogArgs): Promise<IntelligenceLog> {
    const values = [this.today(), pattern(search), severity || null, wanted || null, category || null, serviceId ?? null, mine || null, actor.membershipId,
      sort || 'newest', pageNumber(page), pageSize, this.clock.now().toString()];
    const found = await this.reads.one<IntelligenceLog>(actor, log, values, { operation: 'intelligenceLog', subjectKind: 'intelligence' });
    if (found === null) throw new Error('The log has no result.');
    return found;
  }

  async record(actor: Actor, id: string): Promise<IntelligenceRecord | null> {
    const found = await this.reads.one<StoredRecord>(actor, record, [this.today(), id, councilOfficers, dutyRoles, this.clock.now().toString(), caveatOfficers, namable], { operation: 'intelligenceRecord', subjectKind: 'intelligence', subjectId: id });
    return found && { ...found, allowedActions: this.openSteps(actor, found) };
  }

  async form(actor: Actor, search: string | null, serviceId: string | null): Promise<IntelligenceForm> {
    const values = [this.today(), pattern(search), search?.trim() || null, serviceId, actor.agencyId, dutyRoles, councilOfficers.includes(actor.role), caveatOfficers];
    const found = await this.reads.one<IntelligenceForm>(actor, form, values, { operation: 'intelligenceForm', subjectKind: 'service', subjectId: serviceId });
    if (found === null) throw new Error('The council has no procedure in force.');
    return found;
  }

  private openSteps(actor: Actor, { state: at, context, panelTakenAt, caveat, isRecorder }: StoredRecord): IntelligenceRecord['allowedActions'] {
    if (context === null) return [];
    const known = { ASSESS: { assessedBy: actor.membershipId }, CLOSE: { takenByPanel: panelTakenAt !== null } };
    const steps = allowedActions(intelligenceMachine, { state: at, context }, known);
    const mayKeep = whoMayChange({ from: caveat, to: caveat, role: actor.role, isRecorder }) === null;
    return steps.filter(({ event }) => may(actor, mutationOf[event] ?? '') && (event !== 'SET_CAVEAT' || mayKeep)).map((step) => ({ ...step, unmet: [...step.unmet] }));
  }

  private today(): string {
    return this.clock.today().toString();
  }
}

/** What was typed, as characters of a pattern; null where nothing was. */
function pattern(search: string | null | undefined): string | null {
  return search?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`) || null;
}
