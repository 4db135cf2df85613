import { type Body, list, text, whole } from '../../form.js';
import {
  ConfirmRestrictionDocument, DecideEnhancedMonitoringDocument, DecideLiftDocument, DecideNoticeChangeDocument, DecideNoticeDocument, DecideRestrictionDocument, DecideSeriousConcernsDocument, DecideStepDownDocument, DecideTerminationDocument,
  DeclineRecommendationDocument, ExtendRestrictionDocument, type LetterPreviewedQueryVariables, PassPhaseDocument, type RecommendationToDecideQuery, RelapseRestrictionDocument, RestrictUrgentlyDocument, StartPhasedLiftDocument,
  VaryRestrictionDocument,
} from '../../generated/documents.js';
import type { Pages, Sent } from '../../pages.service.js';
import type { Visit } from '../../visit.js';

export type Recommendation = NonNullable<RecommendationToDecideQuery['recommendation']>;

/** One kind of decision on its page: what its button says, what its form holds, and where the form goes. */
export interface DecisionAct {
  readonly button: (body: Body) => string;
  readonly done: string;
  /** Names of its own fields for the check, in the order of the page. */
  readonly fields: Readonly<Record<string, string>>;
  /** The form as the letter's preview takes it, and as its mutation does: the same input. */
  readonly preview: (id: string, body: Body) => LetterPreviewedQueryVariables;
  readonly send: (pages: Pages, visit: Visit, id: string, body: Body) => Promise<Sent>;
}

interface Point {
  readonly id: string;
  readonly number: number;
  readonly words: string;
  readonly answer?: string | null | undefined;
}
/** Points of representations that are not answered yet, each with its place in the form: its fields are named as the input's. */
export function toAnswer<Representation extends { readonly reference: string; readonly points: readonly Point[] }>(representations: readonly Representation[]): (Omit<Representation, 'points'> & { reference: string; points: (Point & { field: string })[] })[] {
  let at = 0;
  return representations.map((one) => ({ ...one, points: one.points.filter(({ answer }) => answer == null).map((point) => ({ ...point, field: `answers.${at++}` })) }));
}
const answerPlace = /^(answers\.\d+)\.pointId$/;
export const pointOutcomes: Readonly<Record<string, string>> = { accepted: 'Accepted', partly: 'Accepted in part', notAccepted: 'Not accepted' };

export const wordFields: Readonly<Record<string, string>> = {
  reasons: 'Reasons', optionsConsidered: 'Options considered', providerPosition: 'The provider’s position and how it was weighed', effectOnPeople: 'What it means for people using the service',
  proportionality: 'Why it is proportionate', independence: 'How independence is kept', equalityNote: 'Equality and human rights',
  notHeardReason: 'Why the provider’s answer is not waited for', confidentiality: 'Who may be told of it', letterParagraph: 'Your paragraph of the letter',
};

function given(body: Body) {
  return { must: (name: string): string => text(body[name]), may: (name: string): string | null => text(body[name]) || null };
}

export function wordsOf(id: string, body: Body) {
  const { must, may } = given(body);
  const places = Object.keys(body).flatMap((name) => answerPlace.exec(name)?.[1] ?? []).toSorted((one, other) => Number(one.slice(8)) - Number(other.slice(8)));
  const answers = places.map((place) => ({ pointId: must(`${place}.pointId`), outcome: must(`${place}.outcome`), answer: must(`${place}.answer`), changed: may(`${place}.changed`) }))
    // Left wholly empty it is no answer: whether one is needed, the decision says.
    .filter(({ outcome, answer, changed }) => outcome !== '' || answer !== '' || changed !== null);
  return {
    id, version: whole(body['version']), idempotencyKey: must('idempotencyKey'), reasons: must('reasons'), optionsConsidered: must('optionsConsidered'),
    providerPosition: must('providerPosition'), effectOnPeople: must('effectOnPeople'), proportionality: must('proportionality'), equalityNote: may('equalityNote'), independence: may('independence'), notHeardReason: may('notHeardReason'), confidentiality: may('confidentiality'), letterParagraph: may('letterParagraph'), answers,
  };
}
const wholeOrNone = (value: string): number | null => (value === '' ? null : whole(value));
export const scopeOf = (body: Body) => ({ covers: text(body['covers']), coverDetail: text(body['coverDetail']) || null, perWeek: wholeOrNone(text(body['perWeek'])) });

function enhancedMonitoring(id: string, body: Body) {
  const { must } = given(body);
  return { ...wordsOf(id, body), leadOfficerId: must('leadOfficerId'), frequency: must('frequency'), reviewOn: must('reviewOn') };
}
function seriousConcerns(id: string, body: Body) {
  const { must } = given(body);
  return { ...wordsOf(id, body), leadOfficerId: must('leadOfficerId'), concernsChairId: must('concernsChairId'), policePosition: must('policePosition'), informingPeople: must('informingPeople'), reviewOn: must('reviewOn') };
}
function restrictionTerms(id: string, body: Body) {
  const { must, may } = given(body);
  return {
    ...wordsOf(id, body), ...scopeOf(body), kind: must('kind'), reasonCodes: list(body['reasonCodes']), riskAssessmentId: must('riskAssessmentId'), liftConditions: must('liftConditions'),
    exceptions: must('exceptions'), startsOn: must('startsOn'), reviewOn: must('reviewOn'), toldHow: may('toldHow'), informingPeople: may('informingPeople'), publicity: may('publicity'), publicityReason: may('publicityReason'),
  };
}
function restriction(id: string, body: Body) {
  const { must, may } = given(body);
  return { ...restrictionTerms(id, body), wayIn: must('wayIn'), emergencyRisk: may('emergencyRisk'), whoWasTried: may('whoWasTried') };
}
function urgentRestriction(id: string, body: Body) {
  const { must } = given(body);
  return { ...restrictionTerms(id, body), emergencyRisk: must('emergencyRisk'), whoWasTried: must('whoWasTried'), notHeardReason: must('notHeardReason') };
}
function lifting(id: string, body: Body) {
  const { must } = given(body);
  return {
    ...wordsOf(id, body), evidenceKind: must('evidenceKind'), evidenceOn: must('evidenceOn'), evidence: must('evidence'), evidenceChecked: must('evidenceChecked') === 'yes',
  };
}
function lift(id: string, body: Body) {
  const [restrictionId = '', restrictionVersion = ''] = text(body['restrictionId']).split(':');
  return { ...lifting(id, body), restrictionId, restrictionVersion: whole(restrictionVersion) };
}
const phaseOf = (body: Body) => ({ placements: whole(body['placements']), weeks: whole(body['weeks']), reviewOn: text(body['reviewOn']) });
const phasedLift = (id: string, body: Body) => ({ ...lifting(id, body), ...phaseOf(body) });
const nextPhase = (id: string, body: Body) => ({ ...wordsOf(id, body), ...phaseOf(body), reviewNote: text(body['reviewNote']) });
const relapse = (id: string, body: Body) => ({ ...wordsOf(id, body), evidence: text(body['evidence']), reviewOn: text(body['reviewOn']) });
function variation(id: string, body: Body) {
  const { must, may } = given(body);
  return {
    ...wordsOf(id, body), ...scopeOf(body), kind: must('kind'), reasonCodes: list(body['reasonCodes']), riskAssessmentId: must('riskAssessmentId'), liftConditions: must('liftConditions'),
    reviewNote: must('reviewNote'), reviewOn: must('reviewOn'), informingPeople: may('informingPeople'),
  };
}
function notice(id: string, body: Body) {
  const [noticeId = '', noticeVersion = ''] = text(body['noticeId']).split(':');
  return { ...wordsOf(id, body), noticeId, noticeVersion: whole(noticeVersion) };
}
function noticeChange(id: string, body: Body) {
  const { must, may } = given(body);
  return { ...wordsOf(id, body), change: must('change'), remedyOn: may('remedyOn'), ground: may('ground'), clauseIds: list(body['clauseIds']) };
}
function termination(id: string, body: Body) {
  const [terminationId = '', terminationVersion = ''] = text(body['terminationId']).split(':');
  return { ...wordsOf(id, body), terminationId, terminationVersion: whole(terminationVersion) };
}
function stepDown(id: string, body: Body) {
  const { must, may } = given(body);
  return { ...wordsOf(id, body), evidence: must('evidence'), reviewOn: may('reviewOn') };
}
function confirmation(id: string, body: Body) {
  const { must, may } = given(body);
  return { ...wordsOf(id, body), ...scopeOf(body), kind: may('kind'), covers: may('covers'), outcome: must('outcome'), liftConditions: may('liftConditions'), reviewOn: may('reviewOn'), informingPeople: may('informingPeople'), otherDirector: must('otherDirector') === 'yes' };
}
function extension(id: string, body: Body) {
  const { must } = given(body);
  return { ...wordsOf(id, body), reviewNote: must('reviewNote'), reviewOn: must('reviewOn') };
}

const restrictionButton = (body: Body): string => (text(body['kind']) === 'fullStop' ? 'Suspend placements' : 'Restrict placements');
const restrictionDone = 'Placements are restricted; brokerage and partners are alerted';
const termsFields = {
  kind: 'Kind of restriction', covers: 'What it covers', coverDetail: 'Which unit or need', perWeek: 'New placements a week', reasonCodes: 'Grounds', riskAssessmentId: 'Risk assessment',
  liftConditions: 'When it will be lifted', exceptions: 'Who approves an exception', publicity: 'Whether it is public', publicityReason: 'Why it is public or not',
};
const emergencyFields = { toldHow: 'How the provider is told today', emergencyRisk: 'Risk to people now', whoWasTried: 'Who was tried', informingPeople: 'Telling people and families' };

/** By the code of what the panel recommends (domain.md 3.1). */
export const decisionActs: Readonly<Record<string, DecisionAct>> = {
  D03: {
    button: () => 'Start {enhanced}', done: '{Enhanced} has started',
    fields: { leadOfficerId: 'Lead officer', frequency: 'What is monitored and how often', reviewOn: 'Next review' },
    preview: (id, body) => ({ enhancedMonitoring: enhancedMonitoring(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideEnhancedMonitoringDocument, enhancedMonitoring(id, body)),
  },
  D04: {
    button: () => 'Invoke {seriousConcerns}', done: '{SeriousConcerns} is invoked',
    fields: { leadOfficerId: 'Lead officer', concernsChairId: 'Chair of its meetings', policePosition: 'The police', informingPeople: 'Telling people and families', reviewOn: 'Next review' },
    preview: (id, body) => ({ seriousConcerns: seriousConcerns(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideSeriousConcernsDocument, seriousConcerns(id, body)),
  },
  D08: {
    button: restrictionButton, done: restrictionDone,
    fields: { ...termsFields, startsOn: 'Starts on', reviewOn: 'First review', wayIn: 'How the provider is heard', ...emergencyFields },
    preview: (id, body) => ({ restriction: restriction(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideRestrictionDocument, restriction(id, body)),
  },
  D09: {
    button: () => 'Lift restriction', done: 'The restriction is lifted; brokerage and partners are alerted',
    fields: { restrictionId: 'Restriction', evidenceKind: 'What shows it', evidenceOn: 'Date of the evidence', evidence: 'Evidence', evidenceChecked: 'Checked' },
    preview: (id, body) => ({ lift: lift(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideLiftDocument, lift(id, body)),
  },
  D10: {
    button: () => 'Issue notice', done: 'The notice is issued; its days begin when its letter is served',
    fields: { noticeId: 'Notice' },
    preview: (id, body) => ({ notice: notice(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideNoticeDocument, notice(id, body)),
  },
  D14: {
    button: () => 'End the contract', done: 'Ending the contract is decided; its notice period begins when the letter is served',
    fields: { terminationId: 'Termination' },
    preview: (id, body) => ({ termination: termination(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideTerminationDocument, termination(id, body)),
  },
  D16: {
    button: () => 'Step down', done: 'The service has stepped down',
    fields: { evidence: 'Evidence that it lasts', reviewOn: 'Next review' },
    preview: (id, body) => ({ stepDown: stepDown(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, DecideStepDownDocument, stepDown(id, body)),
  },
};

/** One officer decides alone, in an emergency; `id` is the service's. */
export const urgentRestrictionAct: DecisionAct = {
  button: restrictionButton, done: `${restrictionDone}; a senior officer confirms it by the next working day`,
  fields: { ...emergencyFields, ...termsFields, reviewOn: 'First review' },
  preview: (id, body) => ({ urgentRestriction: urgentRestriction(id, body) }),
  send: (pages, visit, id, body) => pages.send(visit, RestrictUrgentlyDocument, urgentRestriction(id, body)),
};

export const declineAct: DecisionAct = {
  button: () => 'Decline recommendation', done: 'The recommendation is declined', fields: {},
  preview: (id, body) => ({ decline: wordsOf(id, body) }),
  send: (pages, visit, id, body) => pages.send(visit, DeclineRecommendationDocument, wordsOf(id, body)),
};

/** The fresh decision on a precaution or an emergency; `id` is the restriction's. */
export const confirmAct: DecisionAct = {
  button: (body) => ({ confirm: 'Confirm restriction', vary: 'Change restriction', end: 'End restriction' })[text(body['outcome'])] ?? 'Decide', done: 'The fresh decision is made',
  fields: { outcome: 'Decision', kind: 'Kind of restriction', covers: 'What it covers', coverDetail: 'Which unit or need', perWeek: 'New placements a week', liftConditions: 'When it will be lifted', reviewOn: 'Next review', informingPeople: 'Telling people and families', otherDirector: 'Another director' },
  preview: (id, body) => ({ confirmation: confirmation(id, body) }),
  send: (pages, visit, id, body) => pages.send(visit, ConfirmRestrictionDocument, confirmation(id, body)),
};

/** A change of a restriction that stands, with the states it is for; `id` is the restriction's. */
export interface ChangeAct extends DecisionAct {
  readonly title: string;
  readonly states: readonly string[];
}
const phaseFields = { placements: 'New placements in the phase', weeks: 'Weeks', reviewOn: 'Review of the phase' };
const evidenceFields = { evidenceKind: 'What shows it', evidenceOn: 'Date of the evidence', evidence: 'Evidence', evidenceChecked: 'Checked' };

/** By the last part of their address. */
export const changeActs: Readonly<Record<string, ChangeAct>> = {
  vary: {
    title: 'Change it after its review', states: ['inForce', 'underReview'], button: () => 'Change restriction', done: 'The restriction is changed; brokerage and partners are alerted',
    fields: {
      reviewNote: 'The review', kind: 'Kind of restriction', covers: 'What it covers', coverDetail: 'Which', perWeek: 'New placements a week', reasonCodes: 'Grounds', riskAssessmentId: 'Risk assessment',
      liftConditions: 'When it will be lifted', reviewOn: 'Next review', informingPeople: 'Telling people and families',
    },
    preview: (id, body) => ({ variation: variation(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, VaryRestrictionDocument, variation(id, body)),
  },
  'phased-lift': {
    title: 'Lift it in phases', states: ['inForce', 'underReview'], button: () => 'Start phased lift', done: 'The phased lift has started; brokerage and partners are alerted', fields: { ...evidenceFields, ...phaseFields },
    preview: (id, body) => ({ phasedLift: phasedLift(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, StartPhasedLiftDocument, phasedLift(id, body)),
  },
  'next-phase': {
    title: 'Begin the next phase', states: ['phasedLift'], button: () => 'Begin next phase', done: 'The next phase has begun; brokerage and partners are alerted', fields: { reviewNote: 'The phase that held', ...phaseFields },
    preview: (id, body) => ({ nextPhase: nextPhase(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, PassPhaseDocument, nextPhase(id, body)),
  },
  relapse: {
    title: 'End the phased lift', states: ['phasedLift'], button: () => 'End phased lift', done: 'The restriction is whole again; brokerage and partners are alerted', fields: { evidence: 'What was found', reviewOn: 'Next review' },
    preview: (id, body) => ({ relapse: relapse(id, body) }),
    send: (pages, visit, id, body) => pages.send(visit, RelapseRestrictionDocument, relapse(id, body)),
  },
};

/** After its review a restriction stays; `id` is the restriction's. */
export const extendAct: DecisionAct = {
  button: () => 'Extend restriction', done: 'The restriction stays; its next review is set',
  fields: { reviewNote: 'The review', reviewOn: 'Next review' },
  preview: (id, body) => ({ extension: extension(id, body) }),
  send: (pages, visit, id, body) => pages.send(visit, ExtendRestrictionDocument, extension(id, body)),
};

/** D11: more time or withdrawal; `id` is the notice's. */
export const noticeChangeAct: DecisionAct = {
  button: (body) => (text(body['change']) === 'extend' ? 'Give more time' : 'Withdraw'), done: 'Decided; the provider is written to',
  fields: { change: 'Decision', remedyOn: 'New remedy date', ground: 'Ground', clauseIds: 'Clauses' },
  preview: (id, body) => ({ noticeChange: noticeChange(id, body) }),
  send: (pages, visit, id, body) => pages.send(visit, DecideNoticeChangeDocument, noticeChange(id, body)),
};

/** Which version of the risk assessment, and of which service where another one made it (R31). */
export function riskWords(risk: { readonly number: number; readonly formerly?: string | null } | undefined): string {
  return risk === undefined ? '' : `Version ${risk.number}${risk.formerly == null ? '' : ` of ${risk.formerly}`}`;
}
