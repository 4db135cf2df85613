import type { LetterFacts } from './letter-kind.js';
import { noticeAsServed, noticeJson, type StoredNotice } from './notice-facts.js';
import { type StoredTermination, terminationAsServed, terminationJson } from './termination-facts.js';
import type { ReplyDates } from './letter-text.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import type { Procedure, StageNames, Timescales } from '../../../procedures/index.ts';
import { exclusionOf } from '../representations/appealable.js';
import { endsWhen } from './step-down-words.js';

/** A letter's facts with whom it goes to, as read for one decision. */
export interface LetterSource extends Omit<LetterFacts, 'notice' | 'termination' | 'initialMeetingBy' | 'endsWhen' | 'appealExclusion' | 'stageNames'> {
  readonly serviceId: string;
  readonly providerId: string;
  readonly procedureId: string;
  readonly restrictionId: string | null;
  readonly noticeId: string | null;
  readonly notice: StoredNotice | null;
  readonly terminationId: string | null;
  readonly termination: StoredTermination | null;
  readonly representationId: string | null;
  readonly letterParagraph: string | null;
  readonly timescales: Timescales;
  readonly stages: Procedure['stages'];
  readonly appealExclusions: NonNullable<Procedure['appealExclusions']>;
  /** Of the restriction it is about. */
  readonly reasonCodes: readonly string[] | null;
  /** Whether the provider was told of the proposal, so that it must learn of a decision against it. */
  readonly toldOfProposal: boolean;
}

const officer = (membership: string): string =>
  `(select p.name || ', ' || m.job_title from memberships m join people p on p.id = m.person_id where m.council_id = d.council_id and m.id = (${membership})::uuid)`;
/** SQL: the telephone of a membership, as far as whoever asks may see it. */
export const phoneOf = (membership: string): string => `(select c.value from memberships called join contact_details c on c.person_id = called.person_id and c.kind = 'phone' where called.council_id = current_council() and called.id = (${membership})::uuid)`;
/** SQL: kinds and days of visits after the day of the last decision on the restriction before this moment, and no word of what was seen: one of that day may have been before it. */
export const seenSince = (service: string, restriction: string, until: string): string => `(select coalesce(json_agg(json_build_object('kind', v.kind, 'on', v.visited_on) order by v.visited_on, v.kind), '[]') from (select distinct k.kind, k.visited_on from made_visits(${service}) k) v
  where ${restriction} is not null and v.visited_on <= (${until} at time zone 'Europe/London')::date and v.visited_on > (select (max(e.decided_at) at time zone 'Europe/London')::date from decisions e where e.restriction_id = ${restriction} and e.decided_at < ${until}))`;
const words = (list: string, code: string): string => `(select each->>'words' from jsonb_array_elements(${list}) each where each->>'code' = ${code})`;

/** A criterion that shows by itself how the council came to know: no letter names it (R25, case 6). */
export const showsSource: readonly string[] = ['whistleblowing'];
/** SQL: whether a letter may name a criterion. @param code SQL of its code */
export const mayBeNamed = (code: string): string => `${code} <> all ('{${showsSource.join(',')}}'::text[])`;

/** $1 council, $2 decision. Evidence, scores, sources and the recommendation's text are not read: what is not read cannot be sent. */
export const letterSource = `
  select json_build_object(
    'serviceId', s.id, 'providerId', s.provider_id, 'serviceName', l.name, 'procedureId', pr.id, 'timescales', pr.content->'timescales',
    'stages', pr.content->'stages', 'appealExclusions', coalesce(pr.content->'appealExclusions', '[]'), 'reasonCodes', (select x.reason_codes from restrictions x where x.council_id = d.council_id and x.id = d.restriction_id), 'restrictionId', d.restriction_id, 'noticeId', d.notice_id, 'terminationId', d.termination_id,
    'termination', (select ${terminationJson} from terminations t where t.council_id = d.council_id and t.id = d.termination_id),
    'notice', (select ${noticeJson(`(pr.content->'terms'->>'remedyNotice')`)} from notices n where n.council_id = d.council_id and n.id = d.notice_id),
    'representationId', d.terms->>'representationId', 'letterParagraph', d.terms->>'letterParagraph',
    'toldOfProposal', exists (select from representations r where r.council_id = d.council_id and r.recommendation_id = d.recommendation_id),
    'decision', json_build_object('reference', d.reference, 'code', d.code, 'outcome', d.outcome, 'reasons', d.reasons, 'reviewOn', d.review_on,
      'decidedOn', (d.decided_at at time zone 'Europe/London')::date, 'decidedBy', dp.name, 'decidedByTitle', dm.job_title),
    'terms', json_build_object('frequency', d.terms->'frequency', 'wayIn', d.terms->'wayIn', 'notHeardReason', d.terms->'notHeardReason', 'outcome', d.terms->'outcome', 'to', d.terms->'to', 'evidence', d.terms->'evidence',
      'change', coalesce(d.terms->'change', d.terms->'noticeKind'), 'remedyOn', d.terms->'remedyOn', 'ground', d.terms->'ground', 'clauseIds', d.terms->'clauseIds',
      'appealReference', d.terms->'appealReference', 'effect', d.terms->'effect', 'restrictionEnded', d.terms->'restrictionEnded', 'nominee', d.terms->'nominee', 'arguments', d.terms->'arguments', 'closingReason', d.terms->'closingReason'),
    'leadOfficer', ${officer(`coalesce(d.terms->>'leadOfficerId', (select g.lead_officer_id::text from stages g where g.council_id = d.council_id and g.service_id = d.service_id))`)}, 'concernsChair', ${officer(`d.terms->>'concernsChairId'`)},
    'leadPhone', ${phoneOf(`coalesce(d.terms->>'leadOfficerId', (select g.lead_officer_id::text from stages g where g.council_id = d.council_id and g.service_id = d.service_id))`)}, 'seenSince', ${seenSince('d.service_id', 'd.restriction_id', 'd.decided_at')},
    'criteria', (select coalesce(json_agg(coalesce(${words(`pr.content->'thresholdCriteria'`, `c->>'code'`)}, c->>'code')), '[]')
      from jsonb_array_elements(coalesce(d.terms->'criteria', '[]')) c where ${mayBeNamed(`c->>'code'`)}),
    'restriction', (select json_build_object('reference', x.reference, 'kind', x.kind, 'scope', x.scope, 'startsOn', x.starts_on, 'reviewOn', x.review_on,
      'confirmBy', x.confirm_by, 'liftConditions', xg.lift_conditions, 'exceptions', x.exceptions,
      'phase', case when d.terms ? 'placements' then json_build_object('placements', d.terms->'placements', 'weeks', d.terms->'weeks') end,
      'reasons', (select coalesce(json_agg(coalesce(${words(`pr.content->'restrictionReasons'`, 'code')}, code)), '[]') from unnest(x.reason_codes) code),
      'riskAssessment', (select json_build_object('number', k.number, 'assessedOn', k.assessed_on) from risk_assessments k
        where k.council_id = x.council_id and k.id = x.risk_assessment_id))
      from restrictions x left join restriction_grounds xg on xg.council_id = x.council_id and xg.restriction_id = x.id
      where x.council_id = d.council_id and x.id = d.restriction_id),
    'answers', (select coalesce(json_agg(json_build_object('reference', r.reference, 'points', (select json_agg(json_build_object('number', q.number, 'words', q.words, 'outcome', a.outcome, 'answer', a.answer, 'changed', a.changed) order by q.number)
        from point_answers a join representation_points q on q.council_id = a.council_id and q.id = a.point_id where a.council_id = d.council_id and a.decision_id = d.id and a.representation_id = r.id)) order by r.reference), '[]')
      from representations r where r.council_id = d.council_id and exists (select from point_answers a where a.council_id = d.council_id and a.decision_id = d.id and a.representation_id = r.id))
  ) as source
  from decisions d
  join services s on s.council_id = d.council_id and s.id = d.service_id
  join register_locations l on l.id = s.location_id
  join memberships dm on dm.council_id = d.council_id and dm.id = d.decided_by
  join people dp on dp.id = dm.person_id
  left join workflows w on w.council_id = d.council_id and w.id = coalesce(d.recommendation_id, d.restriction_id, d.notice_id, d.termination_id, (select g.id from stages g where g.council_id = d.council_id and g.service_id = d.service_id))
  join procedures pr on pr.council_id = d.council_id and pr.id = w.procedure_id
  where d.council_id = $1 and d.id = $2`;

/** A window to answer that is open when a letter is written. */
export interface OpenedWindow {
  readonly windowEndsOn: string;
  /** Whether its days run already: the provider was told before the letter. */
  readonly served: boolean;
}

/** The last days to answer and to appeal, from the day the letter counts as served (case 28: never from the decision). */
export function replyDates(timescales: Timescales, served: Temporal.PlainDate, window: OpenedWindow | null): ReplyDates {
  const within = (days: number): string => addWorkingDays(served, days).toString();
  return {
    servedOn: served.toString(),
    toldBefore: window?.served ?? false,
    replyBy: window?.windowEndsOn ?? within(timescales.representationWindowWorkingDays),
    appealBy: within(timescales.appealWorkingDays),
    groundsBy: within(timescales.appealGroundsWorkingDays),
  };
}

/** The last day for the first meeting of serious concerns. */
export const firstMeetingBy = (decidedOn: string, { initialMeetingWorkingDays }: Timescales): string => addWorkingDays(Temporal.PlainDate.from(decidedOn), initialMeetingWorkingDays).toString();

/** What a letter says, with the dates of the notice or termination it tells of counted from the day it counts as served. */
export function asServed(source: LetterSource, served: Temporal.PlainDate, stageNames: StageNames): LetterFacts {
  return { ...source, stageNames, endsWhen: endsWhen(source), appealExclusion: exclusionOf(source, source.reasonCodes ?? []), initialMeetingBy: source.concernsChair === null ? null : firstMeetingBy(source.decision.decidedOn, source.timescales), notice: source.notice && noticeAsServed(source.notice, served, source.timescales), termination: source.termination && terminationAsServed(source.termination, served) };
}
