import { agencyCalled } from '../councils/agency-called.js';
import { mayBeAppealed } from '../representations/appealable.js';
import { Injectable } from '@nestjs/common';
import { authorityFor, mayDecide, type Procedure, riskBand } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { criteriaInWords } from '../escalation/criteria.js';
import { ownService, runByJson } from '../providers/run-by.js';
import { isOpenOn, representationJson } from '../representations/representations.queries.js';
import { type RestrictionScope, whatItBars } from '../restrictions/effective-rule.js';
import { noticeName } from '../notices/notices.queries.js';
import { liveStates } from '../restrictions/placing.queries.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';
import { formerRisk, newestRisk, riskOfLine } from '../risk/risk-of-line.js';
import { limitOf, officerRoles } from './deciding-facts.js';
import type { DecisionRow, DecisionsOverview, DecisionView, RecommendationRow, RecommendationView } from './decision.types.js';
import type { RiskVersion } from './to-decide.types.js';
import type { RecordedDecisionForm } from './recorded-decision.types.js';
import { type RecommendationContext, recommendationMachine } from './recommendation.machine.js';
import { decisionHandling, restrictionHandling } from './handling.js';
import { lateInterestsJson } from './late-interests.js';
import { particularLines, recordedCodes, recordingOf } from './recorded-decisions.js';
import type { RestrictionToDecide, StandingRestriction } from './standing-restriction.types.js';

const nameOf = (membership: string): string =>
  `(select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${membership})`;
const titleOf = (membership: string): string => `(select m.job_title from memberships m where m.council_id = current_council() and m.id = ${membership})`;
const procedureOf = (workflow: string): string => `(select d.content from procedures d where d.council_id = current_council() and d.id = ${workflow}.procedure_id)`;

// A letter opened it and is not served: no day of it has begun, whatever date the letter says.
const notBegun = (service: string): string => `exists (select from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id
    where r.service_id = ${service} and rw.state in ('windowOpen', 'received') and not r.served)`;
const rowFields = `'id', c.id, 'reference', c.reference, 'code', c.code, 'state', w.state, 'serviceId', c.service_id, 'serviceName', l.name, 'madeAt', c.made_at,
  'decideBy', w.context->>'decideBy', 'daysOverdue', case when w.state = 'awaitingDecision' then greatest($1::date - (w.context->>'decideBy')::date, 0) else 0 end,
  'unanswered', (select count(*)::int from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id where r.service_id = c.service_id and rw.state = 'received'),
  'windowOpenUntil', (select max(r.window_ends_on) from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id
    where r.service_id = c.service_id and rw.state in ('windowOpen', 'received') and ${isOpenOn('r', '$1::date')}),
  'windowNotBegun', ${notBegun('c.service_id')},
  'proposal', c.proposal, 'procedure', ${procedureOf('w')}`;
const fromRecommendations = `recommendations c join workflows w on w.council_id = c.council_id and w.id = c.id
  join services s on s.council_id = c.council_id and s.id = c.service_id join register_locations l on l.id = s.location_id`;

const standing = `json_build_object('id', x.id, 'version', xw.version, 'reference', x.reference, 'serviceId', x.service_id, 'serviceName', xl.name, 'kind', x.kind, 'scope', x.scope, 'state', xw.state,
  'startsOn', x.starts_on, 'reviewOn', x.review_on, 'confirmBy', x.confirm_by, 'liftConditions', xg.lift_conditions, 'exceptions', x.exceptions, 'phase', case when xw.state = 'phasedLift' then xw.context->'phase' end, 'reasonCodes', x.reason_codes,
  'daysOverdue', greatest($1::date - coalesce(x.confirm_by, x.review_on), 0), 'decidedBy', coalesce(${titleOf(`(xw.context->>'decidedBy')::uuid`)}, x.stated_decider), 'fromEarlierRecords', x.from_earlier_records)`;
const fromRestrictions = `restrictions x join workflows xw on xw.council_id = x.council_id and xw.id = x.id
  join restriction_grounds xg on xg.council_id = x.council_id and xg.restriction_id = x.id
  join services xs on xs.council_id = x.council_id and xs.id = x.service_id join register_locations xl on xl.id = xs.location_id`;
const isLive = `xw.state in (${liveStates.map((state) => `'${state}'`).join(', ')})`;

// $1 today.
const nameableOfficers = `(select coalesce(json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id), '[]')
  from memberships m join people p on p.id = m.person_id
  where m.role in (${officerRoles.map((role) => `'${role}'`).join(', ')}) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date))`;
const decisionFields = `'id', d.id, 'reference', d.reference, 'code', d.code, 'outcome', d.outcome, 'serviceId', d.service_id, 'serviceName', dl.name,
  'decidedBy', ${nameOf('d.decided_by')}, 'decidedByTitle', ${titleOf('d.decided_by')}, 'decidedAt', d.decided_at, 'reviewOn', d.review_on, 'recommendationId', d.recommendation_id,
  'procedure', (select p.content from procedures p where p.council_id = d.council_id order by p.version desc limit 1)`;
const fromDecisions = `decisions d join services ds on ds.council_id = d.council_id and ds.id = d.service_id join register_locations dl on dl.id = ds.location_id`;

const waitingRows = `(select coalesce(json_agg(json_build_object(${rowFields}) order by w.context->>'decideBy' nulls last, c.made_at, c.id), '[]') from ${fromRecommendations} where w.state = 'awaitingDecision')`;
const waiting = statement(`select ${waitingRows} as result`);
const overview = statement(`select json_build_object('waiting', ${waitingRows},
  'toConfirm', (select coalesce(json_agg(${standing} order by x.confirm_by, x.reference), '[]') from ${fromRestrictions} where x.confirm_by is not null and ${isLive}),
  'toReview', (select coalesce(json_agg(${standing} order by x.review_on, x.reference), '[]') from ${fromRestrictions} where (xw.state = 'underReview' or x.review_on <= $1::date + 7) and ${isLive}),
  'made', (select coalesce(json_agg(m.row order by m.decided_at desc, m.id), '[]') from (
    select d.id, d.decided_at, json_build_object(${decisionFields}) as row from ${fromDecisions} order by d.decided_at desc, d.id limit 50) m)) as result`);

const recommendation = statement(`
  select json_build_object(${rowFields}, 'version', w.version, 'context', w.context, 'meetingId', (select m.id from meetings m where m.council_id = c.council_id and m.id = c.meeting_id), 'text', c.text, 'criteria', c.criteria,
    'differingViews', c.differing_views, 'lateInterests', ${lateInterestsJson('c')}, 'quorum', c.quorum, 'present', c.present, 'excluded', c.excluded,
    'chairedBy', ${nameOf('c.chaired_by')}, 'signedBy', ${nameOf('c.signed_by')}, 'providerName', v.name,
    'runBy', ${runByJson('s.provider_id', '$1::date')}, 'ownService', ${ownService('s.provider_id', '$1::date')}, 'independence', c.independence,
    'stage', split_part(coalesce(gw.state, 'routine'), '.', 1), 'stageSince', g.since,
    'people', (select coalesce(json_agg(json_build_object('funder', n.funder, 'people', n.people, 'asAt', n.as_at) order by n.funder), '[]') from (
      select distinct on (funder) funder, people, as_at from people_counts where service_id = s.id order by funder, as_at desc, recorded_at desc) n),
    'riskAssessments', (select coalesce(json_agg(json_build_object('id', k.id, 'number', k.number, 'assessedOn', k.assessed_on, 'likelihood', k.likelihood,
      'impact', k.impact, 'text', k.text, 'author', ${nameOf('k.recorded_by')}, 'formerly', ${formerRisk('s.id')}) order by ${newestRisk('s.id')}), '[]') from ${riskOfLine('s.id')}),
    'restrictions', (select coalesce(json_agg(${standing} order by x.starts_on, x.reference), '[]') from ${fromRestrictions} where x.service_id = s.id and ${isLive}),
    'notices', (select coalesce(json_agg(json_build_object('id', n.id, 'version', nw.version, 'reference', n.reference, 'name', ${noticeName('n', `(${procedureOf('nw')}->'terms'->>'remedyNotice')`)}, 'state', nw.state,
      'clauses', (select coalesce(json_agg(k.clause order by k.number), '[]') from notice_clauses k where k.council_id = n.council_id and k.notice_id = n.id)) order by nw.state <> 'awaitingDecision', n.reference), '[]')
      from notices n join workflows nw on nw.council_id = n.council_id and nw.id = n.id where n.service_id = s.id and nw.state in ('drafting', 'legalReview', 'awaitingDecision')),
    'terminations', (select coalesce(json_agg(json_build_object('id', t.id, 'version', tw.version, 'reference', t.reference, 'contract', t.contract_reference) order by t.reference), '[]')
      from terminations t join workflows tw on tw.council_id = t.council_id and tw.id = t.id where t.service_id = s.id and tw.state = 'proposed'),
    'representations', (select coalesce(json_agg(${representationJson('rw', 'l')} order by r.recorded_at desc, r.id), '[]')
      from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id where r.service_id = s.id),
    'decisionId', d.id, 'decisionReference', d.reference,
    'officers', ${nameableOfficers}
  ) as result
  from ${fromRecommendations} join register_providers v on v.id = s.provider_id
  left join stages g on g.council_id = s.council_id and g.service_id = s.id
  left join workflows gw on gw.council_id = g.council_id and gw.id = g.id
  left join decisions d on d.council_id = c.council_id and d.recommendation_id = c.id
  where c.id = $2`);

const decidedDay = `(d.decided_at at time zone 'Europe/London')::date`;
const decision = statement(`
  select json_build_object(${decisionFields}, 'mayBeAppealed', ${mayBeAppealed('d.id')}, 'recommendationReference', c.reference, 'lateInterests', ${lateInterestsJson('c')},
    'reasons', d.reasons, ${decisionHandling}, 'authority', d.authority, 'optionsConsidered', d.options_considered, 'providerPosition', d.provider_position,
    'effectOnPeople', d.effect_on_people, 'proportionality', d.proportionality, 'equalityNote', d.equality_note, 'runBy', ${agencyCalled('d.run_by', decidedDay)}, 'independence', d.independence, 'terms', d.terms, 'informingPeople', d.informing_people, 'notHeardReason', d.terms->>'notHeardReason', 'reviewNote', d.terms->>'reviewNote',
    'criteria', coalesce(d.terms->'criteria', '[]'), 'emergencyRisk', d.terms->>'emergencyRisk', 'whoWasTried', d.terms->>'whoWasTried',
    'representations', (select coalesce(json_agg(${representationJson('w', 'dl')} order by r.reference), '[]')
      from representations r join workflows w on w.council_id = r.council_id and w.id = r.id where r.decision_id = d.id and r.consideration is not null),
    'noticeId', n.id, 'noticeReference', n.reference, 'terminationId', t.id, 'terminationReference', t.reference, 'restrictionId', x.id, 'restrictionReference', x.reference, 'kind', x.kind, 'scope', x.scope) as result
  from ${fromDecisions}
  left join recommendations c on c.council_id = d.council_id and c.id = d.recommendation_id
  left join restrictions x on x.council_id = d.council_id and x.id = d.restriction_id
  left join notices n on n.council_id = d.council_id and n.id = d.notice_id
  left join terminations t on t.council_id = d.council_id and t.id = d.termination_id
  where d.id = $1`);
const standingRestriction = statement(`
  select (${standing})::jsonb || jsonb_build_object(
    'source', case when x.decision_id is null then xg.reasons end, 'sourceOn', xg.source_on, 'effect', xg.effect, 'endedOn', x.ended_on, 'evidence', xg.evidence, 'evidenceOn', xg.evidence_on,
    ${restrictionHandling(procedureOf('xw'))}, 'procedure', ${procedureOf('xw')}, 'ownService', ${ownService('xs.provider_id', '$1::date')},
    'riskAssessments', (select coalesce(json_agg(json_build_object('id', k.id, 'number', k.number, 'assessedOn', k.assessed_on, 'formerly', ${formerRisk('x.service_id')}) order by ${newestRisk('x.service_id')}), '[]') from ${riskOfLine('x.service_id')}),
    'others', (select coalesce(json_agg(json_build_object('id', o.id, 'reference', o.reference, 'kind', o.kind, 'scope', o.scope) order by o.reference), '[]')
      from restrictions o join workflows ow on ow.council_id = o.council_id and ow.id = o.id where o.service_id = x.service_id and o.id <> x.id and ow.state in ('inForce', 'underReview')),
    'disclosureDue', (select json_build_object('dueOn', t.due_on, 'daysOverdue', greatest($1::date - t.due_on, 0)) from deadlines t
      where t.council_id = x.council_id and t.workflow_id = x.id and t.kind = 'restrictionDisclosure' and t.withdrawn_at is null and t.fired_at is null order by t.due_on limit 1),
    'decisions', (select coalesce(json_agg(json_build_object('id', d.id, 'reference', d.reference, 'decidedBy', ${nameOf('d.decided_by')}, 'decidedByTitle', ${titleOf('d.decided_by')}, 'decidedAt', d.decided_at, 'mayBeAppealed', ${mayBeAppealed('d.id')},
      'act', case d.code when 'D08' then 'placed' when 'D19' then 'appealHeard' else coalesce(case d.terms->>'outcome' when 'confirm' then 'confirmed' when 'vary' then 'varied' when 'end' then 'ended' when 'extend' then 'extended' when 'phase' then 'phased' when 'nextPhase' then 'nextPhase' when 'relapse' then 'relapsed' end, 'lifted') end)
      order by d.decided_at, d.id), '[]') from decisions d where d.council_id = x.council_id and d.restriction_id = x.id),
    'disclosures', (select coalesce(json_agg(json_build_object('id', o.id, 'disclosedOn', o.disclosed_on, 'disclosed', o.disclosed, 'withheld', o.withheld, 'recordedBy', ${nameOf('o.recorded_by')}) order by o.disclosed_on, o.id), '[]')
      from restriction_disclosures o where o.council_id = x.council_id and o.restriction_id = x.id),
    'reviews', (select coalesce(json_agg(json_build_object('id', v.id, 'reviewedOn', v.reviewed_on, 'note', v.note, 'reviewOn', v.review_on, 'recordedBy', ${nameOf('v.recorded_by')}) order by v.reviewed_on, v.id), '[]')
      from restriction_reviews v where v.council_id = x.council_id and v.restriction_id = x.id),
    'windowOpenUntil', (select max(r.window_ends_on) from representations r join workflows w on w.council_id = r.council_id and w.id = r.id
      where r.service_id = x.service_id and w.state in ('windowOpen', 'received') and ${isOpenOn('r', '$1::date')}),
    'windowNotBegun', ${notBegun('x.service_id')},
    'appeals', (select coalesce(json_agg(json_build_object('id', a.id, 'reference', a.reference, 'state', aw.state, 'lodgedOn', a.lodged_on) order by a.lodged_on, a.id), '[]')
      from appeals a join workflows aw on aw.council_id = a.council_id and aw.id = a.id where a.council_id = x.council_id and a.restriction_id = x.id),
    'waiting', (select coalesce(json_agg(${representationJson('w', 'xl')} order by r.reference), '[]') from representations r
      join workflows w on w.council_id = r.council_id and w.id = r.id where r.service_id = x.service_id and w.state = 'received')) as result
  from ${fromRestrictions} where x.id = $2`);

const recordedForm = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name,
    'procedure', (select p.content from procedures p where p.council_id = s.council_id order by p.version desc limit 1),
    'officers', ${nameableOfficers}) as result
  from services s join register_locations l on l.id = s.location_id where s.id = $2`);

type Stored<View> = Omit<View, 'name' | 'limit'> & { readonly procedure: Procedure; readonly proposal: { restrictionKind?: RestrictionKind } };
type StoredRestriction = Omit<StandingRestriction, 'what'> & { readonly kind: RestrictionKind; readonly scope: RestrictionScope };
type StoredRecommendation = Stored<Omit<RecommendationView, 'restrictions' | 'riskAssessments' | 'criteria'>> & {
  readonly context: RecommendationContext;
  readonly restrictions: readonly StoredRestriction[];
  readonly riskAssessments: readonly Omit<RiskVersion, 'band'>[];
  readonly criteria: readonly { code: string; evidence: string }[];
};

/** Reads of recommendations and decisions; one data statement each. */
@Injectable()
export class DecisionsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async waiting(actor: Actor): Promise<RecommendationRow[]> {
    const found = await this.reads.one<Stored<RecommendationRow>[]>(actor, waiting, [this.today], { operation: 'decisionsWaiting', subjectKind: 'recommendation' });
    return (found ?? []).map(rowOf);
  }

  async overview(actor: Actor): Promise<DecisionsOverview> {
    const found = await this.reads.one<{ waiting: Stored<RecommendationRow>[]; toConfirm: StoredRestriction[]; toReview: StoredRestriction[]; made: Stored<DecisionRow>[] }>(
      actor, overview, [this.today], { operation: 'decisions', subjectKind: 'decision' },
    );
    if (found === null) throw new Error('The decisions have no result.');
    return { waiting: found.waiting.map(rowOf), toConfirm: found.toConfirm.map(restrictionOf), toReview: found.toReview.map(restrictionOf), made: found.made.map(decisionOf) };
  }

  async recommendation(actor: Actor, id: string): Promise<RecommendationView | null> {
    const found = await this.reads.one<StoredRecommendation>(actor, recommendation, [this.today, id], { operation: 'recommendation', subjectKind: 'recommendation', subjectId: id });
    if (found === null) return null;
    const { procedure } = found;
    return {
      ...found, ...rowOf(found),
      criteria: criteriaInWords(procedure, found.criteria),
      restrictions: found.restrictions.map(restrictionOf),
      riskAssessments: found.riskAssessments.map((one) => ({ ...one, band: riskBand(procedure, one.likelihood, one.impact) })),
      reasonChoices: procedure.restrictionReasons,
      kindChoices: councilKinds(procedure),
      dates: this.dates(procedure),
      allowedActions: actionsFor(actor, found),
    };
  }

  async decision(actor: Actor, id: string): Promise<DecisionView | null> {
    type Row = Stored<Omit<DecisionView, 'restrictionWhat' | 'particulars'>> & { kind: RestrictionKind | null; scope: RestrictionScope; terms: Readonly<Record<string, unknown>> };
    const found = await this.reads.one<Row>(actor, decision, [id], { operation: 'decision', subjectKind: 'decision', subjectId: id });
    if (found === null) return null;
    const { kind, scope, code, terms } = found;
    return { ...found, ...decisionOf(found), criteria: criteriaInWords(found.procedure, found.criteria), particulars: particularLines(code, terms), restrictionWhat: kind === null ? null : whatItBars({ kind, scope }) };
  }

  /** What may be recorded on a service, with who may; null for one that is not seen. */
  async recordedDecisionForm(actor: Actor, serviceId: string): Promise<RecordedDecisionForm | null> {
    const found = await this.reads.one<Pick<RecordedDecisionForm, 'serviceId' | 'serviceName' | 'officers'> & { procedure: Procedure }>(actor, recordedForm, [this.today, serviceId], { operation: 'recordedDecisionForm', subjectKind: 'service', subjectId: serviceId });
    if (found === null) return null;
    const { procedure } = found;
    const { reviewMaxGapDays, actionPlanReturnDays } = procedure.timescales;
    return {
      ...found,
      kinds: recordedCodes.map((code) => ({ code, name: authorityFor(procedure, code).words, limit: limitOf(procedure, code), allowed: may(actor, recordingOf[code]) && mayDecide(procedure, code, actor) })),
      reviewBy: this.clock.today().add({ days: reviewMaxGapDays }).toString(),
      planDueOn: this.clock.today().add({ days: actionPlanReturnDays }).toString(),
    };
  }

  async standingRestriction(actor: Actor, id: string): Promise<RestrictionToDecide | null> {
    type Row = Omit<RestrictionToDecide, 'what' | 'others' | 'reasonChoices' | 'kindChoices' | 'reviewBy'> & StoredRestriction & { procedure: Procedure; others: readonly { id: string; reference: string; kind: RestrictionKind; scope: RestrictionScope }[] };
    const found = await this.reads.one<Row>(actor, standingRestriction, [this.today, id], { operation: 'standingRestriction', subjectKind: 'restriction', subjectId: id });
    if (found === null) return null;
    const { procedure, others } = found;
    return {
      ...restrictionOf(found), others: others.map(({ id: other, reference, ...bars }) => ({ id: other, reference, what: whatItBars(bars) })), reasonChoices: procedure.restrictionReasons,
      kindChoices: councilKinds(procedure), reviewBy: this.dates(procedure).reviewBy,
    };
  }

  private dates({ timescales }: Procedure): RecommendationView['dates'] {
    const today = this.clock.today();
    return {
      today: today.toString(),
      firstReviewBy: today.add({ days: timescales.restrictionFirstReviewDays }).toString(),
      reviewBy: today.add({ days: timescales.reviewMaxGapDays }).toString(),
      confirmBy: addWorkingDays(today, timescales.precautionaryConfirmWorkingDays).toString(),
      letterBy: addWorkingDays(today, timescales.letterNextWorkingDays).toString(),
    };
  }

  private get today(): string {
    return this.clock.today().toString();
  }
}

/** Kinds of restriction the council decides on, each with what it means. */
export function councilKinds({ restrictionKinds }: Procedure): { code: string; words: string }[] {
  return restrictionKinds.filter(({ imposedBy }) => imposedBy === 'council').map(({ code, words, meaning }) => ({ code, words: `${words}: ${meaning}` }));
}

function rowOf<Row extends Stored<RecommendationRow>>(row: Row): Row & RecommendationRow {
  const { procedure, code, proposal } = row;
  return { ...row, name: authorityFor(procedure, code).words, limit: limitOf(procedure, code, proposal.restrictionKind) };
}

function decisionOf<Row extends Omit<DecisionRow, 'name'> & { procedure: Procedure }>(row: Row): Row & DecisionRow {
  return { ...row, name: authorityFor(row.procedure, row.code).words };
}

function restrictionOf<Row extends StoredRestriction>(restriction: Row): Row & StandingRestriction {
  return { ...restriction, what: whatItBars(restriction) };
}

/** What the form itself answers (the reason for not waiting, the answers to representations) does not stop the offer. */
function actionsFor(actor: Actor, { state, context, code, procedure, proposal }: StoredRecommendation): RecommendationView['allowedActions'] {
  const known = {
    decidedBy: actor.membershipId, deciderPersonId: actor.personId, deciderGrade: actor.grade,
    deciderIsAuthorised: actor.role === 'authorisedOfficer' && mayDecide(procedure, code, actor, proposal.restrictionKind),
    emergencyReasonGiven: false, openWindows: 0, notHeardReasonGiven: true, unansweredRepresentations: 0,
  };
  return allowedActions(recommendationMachine, { state, context }, { DECIDE: known, DECLINE: known }).filter(({ event }) => event !== 'WITHDRAW');
}
