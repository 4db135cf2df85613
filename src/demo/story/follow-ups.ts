import { VisitsResolver } from '../../domain/assurance/visits.resolver.js';
import { DecisionsResolver } from '../../domain/decisions/decisions.resolver.js';
import { StageDecisionsResolver } from '../../domain/decisions/stage-decisions.resolver.js';
import { RepresentationsResolver } from '../../domain/representations/representations.resolver.js';
import { RestrictionsResolver } from '../../domain/restrictions/restrictions.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { CastName } from '../cast.js';
import { letterStrand } from './letters.strand.js';
import type { Made } from './plan.js';
import type { Strand, Teller } from './teller.js';

/** What every decision writes down, in the decider's words; `paragraph` is the officer's own in the letter. */
export interface Words {
  readonly reasons: string;
  readonly options: string;
  readonly position: string;
  readonly people: string;
  readonly paragraph?: string;
}
type Follow = (teller: Teller, made: Made) => Strand;
interface Restriction {
  readonly kind: 'partial' | 'cap';
  readonly covers: string;
  readonly perWeek?: number;
  readonly reasonCodes: readonly string[];
  readonly liftConditions: string;
}

const firstReviewDays = 28;
const exceptions = 'the Head of Service, Quality and Contracts';

const newestAssessment = 'select id from risk_assessments where council_id = $1 and service_id = $2 order by number desc limit 1';
const liveRestriction = `select x.id from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = $2 and w.state in ('inForce', 'underReview') order by x.recorded_at desc limit 1`;
const toAnswer = `select q.id from representations r join workflows w on w.council_id = r.council_id and w.id = r.id join representation_points q on q.council_id = r.council_id and q.representation_id = r.id
  where r.council_id = $1 and r.service_id = $2 and w.state = 'received' and not exists (select from point_answers a where a.council_id = q.council_id and a.point_id = q.id)`;
const ofDecision = 'select id from representations where council_id = $1 and decision_id = $2 order by recorded_at limit 1';
const ofRecommendation = 'select id from representations where council_id = $1 and recommendation_id = $2';

/** D03, two working days after the panel unless the provider is still being heard. */
export function startsEnhanced(lead: CastName, frequency: string, words: Words, after = 2): Follow {
  return async function* (teller, made) {
    yield teller.at([made.panel, after, '11:00']);
    const decided = await teller.done(teller.get(StageDecisionsResolver).decideEnhancedMonitoring({
      ...(await answering(teller, made, words)), leadOfficerId: teller.cast[lead].membershipId, frequency, reviewOn: teller.calendar.panelAfter(made.panel).toString(),
    }, teller.cast.headOfService));
    teller.begin(letterStrand(teller, decided.id, made.place));
  };
}

/** D04, the day after the panel, by the Director. */
export function invokesSeriousConcerns(lead: CastName, words: Words & { police: string; informing: string }): Follow {
  return async function* (teller, made) {
    yield teller.at([made.panel, 1, '10:00']);
    const { cast } = teller;
    const decided = await teller.done(teller.get(StageDecisionsResolver).decideSeriousConcerns({
      ...(await answering(teller, made, words)), leadOfficerId: cast[lead].membershipId, concernsChairId: cast.headOfService.membershipId,
      policePosition: words.police, informingPeople: words.informing, reviewOn: teller.calendar.panelAfter(made.panel).toString(),
    }, cast.dass));
    teller.begin(letterStrand(teller, decided.id, made.place));
  };
}

/** D08 as a precaution the day after the panel; the provider answers on paper, and it is confirmed with that answer (R04). */
export function restrictsAsPrecaution(restriction: Restriction, words: Words & { toldHow: string; notHeard: string; answer: string; confirmed: Words & { answered: string } }): Follow {
  return async function* (teller, made) {
    const { cast } = teller;
    const desk = teller.get(DecisionsResolver);
    yield teller.at([made.panel, 1, '11:30']);
    const decided = await teller.done(desk.decideRestriction({
      ...(await answering(teller, made, words)), ...(await termsOf(teller, made, restriction)), wayIn: 'precautionary', toldHow: words.toldHow, notHeardReason: words.notHeard,
    }, cast.assistantDirector));
    teller.begin(letterStrand(teller, decided.id, made.place));
    yield teller.at([made.panel, 4, '15:20']);
    await disclose(teller, made.serviceId);
    yield teller.at([made.panel, 5, '10:20']);
    await answerOnPaper(teller, ofDecision, decided.id, words.answer);
    yield teller.at([made.panel, 8, '11:15']);
    const confirmed = await teller.done(desk.confirmRestriction({
      ...(await onRestriction(teller, made, words.confirmed)), outcome: 'confirm', answers: await answersTo(teller, made, words.confirmed.answered),
    }, cast.assistantDirector));
    teller.begin(letterStrand(teller, confirmed.id, made.place));
  };
}

/** D08 after the provider was told and has answered (R04). */
export function restrictsAfterHearing(restriction: Restriction, words: Words & { answer: string; answered: string }): Follow {
  return async function* (teller, made) {
    yield teller.at([made.panel, 1, '15:00']);
    await tell(teller, made);
    yield teller.at([made.panel, 5, '09:30']);
    await answerOnPaper(teller, ofRecommendation, made.id, words.answer);
    yield teller.at([made.panel, 8, '10:30']);
    const decided = await teller.done(teller.get(DecisionsResolver).decideRestriction({
      ...(await answering(teller, made, words)), ...(await termsOf(teller, made, restriction)), wayIn: 'afterRepresentation', answers: await answersTo(teller, made, words.answered),
    }, teller.cast.headOfService));
    teller.begin(letterStrand(teller, decided.id, made.place));
    yield teller.at([made.panel, 10, '11:10']);
    await disclose(teller, made.serviceId);
  };
}

/** The panel has reviewed a restriction: an officer of the rank that placed it decides it anew, with the next review date. */
export function reviewsRestriction(by: 'headOfService' | 'assistantDirector', covers: string, liftConditions: string, words: Words, perWeek?: number): (teller: Teller, of: Omit<Made, 'id'>) => Strand {
  return async function* (teller, made) {
    yield teller.at([made.panel, 2, '14:00']);
    const decided = await teller.done(teller.get(DecisionsResolver).confirmRestriction({
      ...(await onRestriction(teller, made, words)), outcome: 'vary', kind: perWeek === undefined ? 'partial' : 'cap', covers, ...(perWeek !== undefined && { perWeek }), liftConditions,
      reviewOn: teller.calendar.panelAfter(made.panel).toString(),
    }, teller.cast[by]));
    teller.begin(letterStrand(teller, decided.id, made.place));
  };
}

/** Checks of home support on record: what was seen first-hand is a visit, not a word (R09). */
async function sees(teller: Teller, serviceId: string, visitedOn: string, finding: string): Promise<void> {
  await teller.done(teller.get(VisitsResolver).recordVisit({
    idempotencyKey: newId(), serviceId, kind: 'spotChecks', announced: false, outOfHours: false, officerIds: [teller.cast.qaOfficer.membershipId], visitedOn, finding, faultReasons: [], actionIds: [],
  }, teller.cast.qaOfficer));
}

/** D09. `evidence` was seen so many working days after the panel before; negative is before this one. */
export function lifts(evidenceKind: 'firstHand' | 'clearance', evidenceAfter: number, evidence: string, words: Words): Follow {
  return async function* (teller, made) {
    yield teller.at([made.panel, 2, '12:00']);
    const restrictionId = await theId(teller, liveRestriction, made.serviceId);
    const evidenceOn = teller.calendar.after(made.panel, evidenceAfter).toString();
    if (evidenceKind === 'firstHand') await sees(teller, made.serviceId, evidenceOn, evidence);
    const decided = await teller.done(teller.get(DecisionsResolver).decideLift({
      ...(await answering(teller, made, words)), restrictionId, restrictionVersion: await teller.version(restrictionId), evidenceKind,
      evidenceOn, evidence, evidenceChecked: true,
    }, teller.cast.headOfService));
    teller.begin(letterStrand(teller, decided.id, made.place));
  };
}

/** D16: to routine monitoring. */
export function stepsDown(evidence: string, words: Words): Follow {
  return async function* (teller, made) {
    yield teller.at([made.panel, 3, '11:40']);
    const decided = await teller.done(teller.get(StageDecisionsResolver).decideStepDown({ ...(await answering(teller, made, words)), evidence }, teller.cast.headOfService));
    teller.begin(letterStrand(teller, decided.id, made.place));
  };
}

/** Told with the minutes, and answered by the provider itself; then it waits for the Assistant Director. */
export function waitsWithAnswer(answer: string): Follow {
  return async function* (teller, made) {
    yield teller.at([made.panel, 4, '14:15']);
    await tell(teller, made);
    yield teller.at([made.panel, 8, '16:05']);
    const id = await theId(teller, ofRecommendation, made.id);
    await teller.done(teller.get(RepresentationsResolver).submitRepresentation({ id, idempotencyKey: newId(), text: answer }, teller.cast.provider));
  };
}

/** R07: the evidence goes to the provider within seven working days, and its plan is asked for. */
async function disclose(teller: Teller, serviceId: string): Promise<void> {
  const id = await theId(teller, liveRestriction, serviceId);
  await teller.done(teller.get(RestrictionsResolver).recordDisclosure({
    id, version: await teller.version(id), idempotencyKey: newId(), disclosedOn: teller.today().toString(),
    disclosed: 'The risk assessment it rests on and the findings of both visits, by mail to the registered manager; the remedial plan is asked for within ten working days.',
    withheld: ['What members of staff told us: they asked not to be known.'],
  }, teller.cast.qaOfficer));
}

async function tell(teller: Teller, { id, serviceId }: Made): Promise<void> {
  await teller.done(teller.get(RepresentationsResolver).tellProvider({
    idempotencyKey: newId(), serviceId, recommendationId: id, toldOn: teller.today().toString(), toldTime: '13:45',
    how: 'By telephone and mail, to the registered manager',
  }, teller.cast.coordinator));
}

async function answerOnPaper(teller: Teller, find: string, of: string, text: string): Promise<void> {
  const id = await theId(teller, find, of);
  await teller.done(teller.get(RepresentationsResolver).recordRepresentation({
    id, version: await teller.version(id), idempotencyKey: newId(), text, receivedOn: teller.today().toString(),
  }, teller.cast.coordinator));
}

async function answering(teller: Teller, { id }: Pick<Made, 'id'>, words: Words) {
  return { id, version: await teller.version(id), idempotencyKey: newId(), ...wordsOf(words) };
}

async function onRestriction(teller: Teller, { serviceId }: Pick<Made, 'serviceId'>, words: Words) {
  return answering(teller, { id: await theId(teller, liveRestriction, serviceId) }, words);
}

function wordsOf({ reasons, options, position, people, paragraph }: Words) {
  return {
    reasons, optionsConsidered: options, providerPosition: position, effectOnPeople: people, letterParagraph: paragraph ?? null,
    proportionality: 'It goes no further than what was found, and lasts no longer than it takes to put right.',
    equalityNote: 'People who are frail, disabled or without family were thought of first. Nobody’s home or contact with family is at stake.',
  };
}

async function termsOf(teller: Teller, { serviceId, panel }: Made, { kind, covers, perWeek, reasonCodes, liftConditions }: Restriction) {
  const startsOn = teller.today();
  const latest = startsOn.add({ days: firstReviewDays });
  const panelOn = teller.calendar.panelAfter(panel);
  const reviewOn = Temporal.PlainDate.compare(panelOn, latest) <= 0 ? panelOn : latest;
  return {
    kind, covers, perWeek: perWeek ?? null, reasonCodes: [...reasonCodes], liftConditions, exceptions, riskAssessmentId: await theId(teller, newestAssessment, serviceId),
    startsOn: startsOn.toString(), reviewOn: reviewOn.toString(),
  };
}

async function answersTo(teller: Teller, { serviceId }: Pick<Made, 'serviceId'>, answer: string) {
  const waiting = await teller.read<{ id: string }>(toAnswer, [teller.cast.chair.councilId, serviceId]);
  return waiting.map(({ id }) => ({ pointId: id, outcome: 'partly', answer, changed: 'It is weighed in the decision, and looked at again at the next visit.' }));
}

async function theId(teller: Teller, text: string, of: string): Promise<string> {
  const [row] = await teller.read<{ id: string }>(text, [teller.cast.chair.councilId, of]);
  if (row === undefined) throw new Error(`On ${teller.today()} nothing is found by: ${text}`);
  return row.id;
}
