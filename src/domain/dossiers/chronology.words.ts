import { stageName, type StageNames } from '../../../procedures/index.ts';
import { inOwnWords, within } from '../../platform/access/own-words.js';
import { dateInWords } from '../../platform/clock/words.js';

/** The kinds of line a chronology has, as people choose among them. */
export const chronologyKinds = [
  'rating', 'intelligence', 'risk', 'action', 'meeting', 'writtenProcedure', 'visit', 'recommendation', 'decision', 'stage', 'restriction', 'notice', 'termination', 'letter', 'representation', 'appeal', 'hearingRequest', 'disclosurePack', 'register', 'people', 'telling', 'watchedDate',
] as const;
export type ChronologyKind = (typeof chronologyKinds)[number];

/** What a line is made of before it has words. */
export interface ChronologyFacts {
  readonly kind: ChronologyKind;
  /** What happened: a step of a case as its machine names it, or a word of ours in lower case. */
  readonly step: string;
  readonly reference: string | null;
  /** A code's words or a title, to which `step` happened. */
  readonly about: string | null;
  readonly facts: Readonly<Record<string, string | null>> | null;
}

const ratings: Record<string, string> = {
  outstanding: 'Outstanding', good: 'Good', requiresImprovement: 'Requires improvement', inadequate: 'Inadequate', insufficientEvidence: 'Insufficient evidence to rate',
  inspectedNotRated: 'Inspected but not rated',
};
const questions: Record<string, string> = { safe: 'safe', effective: 'effective', caring: 'caring', responsive: 'responsive', wellLed: 'well-led' };
const outcomes: Record<string, string> = { approved: 'approved', approvedWithConditions: 'approved with conditions', declined: 'declined' };

/** Steps of the stage whose words alone do not say where it stands then. */
const ambiguous = ['DECLINE', 'CONTINUE', 'END_URGENT_ESCALATION', 'BRING_IN_AT_ENHANCED', 'BRING_IN_AT_SERIOUS_CONCERNS'];
const earlier = 'from earlier records, evidence not held';
/** Steps of a case that are lines; a step without words here is a detail of the record's own page. */
const stepWords: Record<string, Record<string, string>> = {
  intelligence: {
    TAKE_NO_FURTHER_ACTION: 'assessed, no further action', TAKE_ACTION: 'assessed, action needed', LINK_TO_S42: 'linked to a safeguarding enquiry', SEND_TO_PANEL: 'sent to the panel',
    PASS_TO_OTHER_BODY: 'passed to another body', MARK_DUPLICATE: 'found to be the same as another record', RETRACT: 'retracted', CLOSE: 'closed',
  },
  action: {
    REPORT_COMPLETE: 'reported complete', VERIFY: 'verified by an officer', REFUSE_VERIFICATION: 'checked and found not done', MARK_OVERDUE: 'overdue', AGREE_EXTENSION: 'given more time',
    REFUSE_EXTENSION: 'more time refused', REOPEN: 'opened again', SUPERSEDE: 'superseded',
  },
  stage: {
    BRING_IN_AT_ENHANCED: `Brought in ${earlier}`, BRING_IN_AT_SERIOUS_CONCERNS: `Brought in ${earlier}`,
    SCREEN: '{Enhanced} proposed', START_ENHANCED: '{Enhanced} started', PROPOSE_SERIOUS_CONCERNS: '{SeriousConcerns} proposed', INVOKE_SERIOUS_CONCERNS: '{SeriousConcerns} invoked',
    DECLINE: 'Proposal declined', CONTINUE: 'Reviewed and continued', STEP_DOWN_TO_ENHANCED: 'Stepped down to {enhanced}', STEP_DOWN_TO_ROUTINE: 'Stepped down to {routine}',
    ESCALATE_URGENTLY: 'Urgently escalated to {seriousConcerns}', CONFIRM_URGENT_ESCALATION: 'Urgent escalation confirmed', END_URGENT_ESCALATION: 'Urgent escalation ended', CHASE_URGENT_CONFIRMATION: 'Urgent escalation not confirmed in time', HOLD_INITIAL_MEETING: 'Initial meeting held',
    START_FINDINGS: 'Findings meeting due', MOVE_FINDINGS: 'Findings meeting moved', HOLD_FINDINGS: 'Findings meeting held', CONTINUE_ENQUIRIES: 'Enquiries and improvement go on',
    ARRANGE_ENHANCED: '{Enhanced} arranged inside {seriousConcerns}', RECORD_CLOSING_CHECK: 'Checked after closing', proposed: 'Proposed by an officer', CLOSE: 'Closed', REOPEN: 'Opened again',
  },
  notice: {
    SEND_TO_LEGAL: 'sent to Legal', CLEAR: 'checked by Legal', RETURN_TO_DRAFT: 'returned to be drafted again', DROP: 'not issued', ISSUE: 'issued', SERVE: 'served', REACH_REMEDY_DATE: 'remedy date reached',
    FIND_REMEDIED: 'found remedied', FIND_BREACHED: 'found not remedied', EXTEND: 'given more time', WITHDRAW: 'withdrawn', WITHDRAW_CLAUSES: 'withdrawn in part', CONCLUDE: 'concluded', END_WITH_CONTRACT: 'ended with its contract',
    considered: 'under consideration', planned: 'provider’s plan received', accepted: 'provider’s plan accepted', returned: 'provider’s plan returned', done: 'step checked and found done', open: 'step checked and found not done',
  },
  termination: {
    proposed: 'ending it is proposed', DECIDE: 'ending it is decided after the provider was heard', DECIDE_IN_EMERGENCY: 'ending it is decided in an emergency', WITHDRAW: 'the proposal is not pursued', CONFIRM: 'confirmed by a senior officer',
    CHASE_CONFIRMATION: 'not confirmed in time', END_UNCONFIRMED: 'not confirmed, and taken back', RESCIND: 'taken back', SERVE: 'the termination is served', planned: 'exit plan made', TAKE_EFFECT: 'ended', handedOver: 'records, keys and money handed over',
    COMPLETE: 'everybody and everything is settled',
  },
  restriction: {
    FOLLOW_SERVICE: 'carried on at the other service', CONTINUE_AGAINST_NEW_OWNER: 'carried on against the new owner, as a precaution until a fresh decision',
    BRING_IN: `brought in ${earlier}`, LIFT_ON_APPEAL: 'lifted on appeal', DECIDE_AFTER_REPRESENTATION: 'decided after the provider was heard', DECIDE_AS_PRECAUTION: 'in force at once as a precaution', DECIDE_IN_EMERGENCY: 'in force at once in an emergency',
    RECORD_VOLUNTARY_STOP: 'recorded: the provider stops itself', RECORD_REGULATOR_CONDITION: 'recorded: a condition of CQC', BRING_INTO_FORCE: 'in force', CONFIRM: 'confirmed',
    CHASE_CONFIRMATION: 'not confirmed in time', END_UNCONFIRMED: 'ended without being confirmed', START_REVIEW: 'under review', EXTEND: 'extended', START_PHASED_LIFT: 'lifted in phases', PASS_PHASE: 'next phase of lifting', RELAPSE: 'phased lift ended by a relapse', VARY: 'varied', LIFT: 'lifted', SUPERSEDE: 'superseded',
    DECLINE: 'declined', RECORD_LETTER_SERVED: 'letter served', alerted: 'those who place are alerted', disclosed: 'evidence disclosed to the provider', reviewed: 'reviewed, and it stays', placed: 'a placement was made against it', asked: 'an exception was asked for', granted: 'an exception was granted', refused: 'an exception was refused', placementRefused: 'the provider refused a placement', placementBarred: 'nobody was placed because of a restriction',
  },
  telling: { PLAN: 'who tells people and families, and when, is set out', DEFER: 'people and families are not told yet', RECORD_TOLD: 'people and families are told' },
  watchedDate: { started: 'waited for', MARK_OVERDUE: 'its day has passed', FINISH: 'done', WITHDRAW: 'waited for no more' },
  disclosurePack: { SERVE: 'disclosed to the provider', DROP: 'not disclosed' },
  writtenProcedure: { put: 'put to the panel in writing', CLOSE: 'closed for answers', RECOMMEND: 'the panel recommended in writing', END_WITHOUT: 'nothing was recommended', WITHDRAW: 'withdrawn' },
  hearingRequest: { START: 'asked by the provider', GRANT: 'granted', REFUSE: 'refused' },
  appeal: {
    ADMIT: 'lodged by the provider, to be heard', AWAIT_GROUNDS: 'lodged by the provider, grounds to follow', RULE_OUT_OF_TIME: 'lodged out of time and taken as a representation',
    GIVE_GROUNDS: 'grounds received', UPHOLD: 'upheld', UPHOLD_IN_PART: 'upheld in part', DISMISS: 'dismissed', WITHDRAW: 'withdrawn by the provider',
  },
};
/** `machine.EVENT` of every step that is a line. */
export const chronologySteps: readonly string[] = Object.entries(stepWords).flatMap(([machine, steps]) => Object.keys(steps).map((step) => `${machine}.${step}`));

/** One line in words, without the text people wrote: that stands beside it. */
export function chronologyWords({ kind, step, reference, about, facts }: ChronologyFacts, names: StageNames): string {
  const named = [reference, about].filter((part) => part !== null).join(', ');
  const spoken = stepWords[kind]?.[step];
  if (kind === 'stage') return `${inOwnWords(names, spoken ?? step)}${ambiguous.includes(step) ? `: ${within(stageName(names, facts?.['to'] ?? ''))}` : ''}`;
  if (spoken !== undefined) return `${named}: ${spoken}`;
  return lines[kind]?.(named, step, facts ?? {}) ?? `${named}: ${step}`;
}

const markOf = (facts: Readonly<Record<string, string | null>>): string => (facts['earlier'] === 'true' ? `; ${earlier}` : '');
type Line = (named: string, step: string, facts: Readonly<Record<string, string | null>>) => string;
/** What became of a service, in words (R31); undone, it says so. */
function registerWords(named: string, step: string, { from, to, fromProvider, toProvider }: Readonly<Record<string, string | null>>): string {
  const undone = step.endsWith('Undone');
  const said: Record<string, string> = {
    newLocation: `${from ?? ''} registered anew with CQC and carried on as ${to ?? ''}`,
    newOwner: `${from ?? ''} of ${fromProvider ?? ''} carried on as ${to ?? ''} by a new owner, ${toProvider ?? ''}`,
    merge: `${from ?? ''} and ${to ?? ''} found to be one service, kept as the second`,
    rename: `${from ?? ''} renamed ${to ?? ''}`,
    deregistered: `registration of ${from ?? ''} ended`,
    dualService: `${from ?? ''} and ${to ?? ''} recorded as two services at one address`,
    notSuccessor: `${to ?? ''} found not to carry ${from ?? ''} on`,
    runBy: `run by ${from ?? ''} from that day`,
    runByNone: 'run by none of the agencies here from that day',
    inAdministration: `the provider is in administration from that day, and letters go to its insolvency practitioner, ${from ?? ''}`,
    notInAdministration: 'the provider is not in administration from that day',
    novated: 'contract novated to the new owner, with its notices and defaults',
  };
  return `${named}: ${said[undone ? step.slice(0, -6) : step] ?? step}${undone ? ', recorded by mistake and undone' : ''}`;
}
const funders: Record<string, string> = { thisCouncil: 'this council', otherCouncils: 'other councils', icb: 'the NHS', selfFunding: 'themselves' };

const meetingSteps: Record<string, string> = { deferred: 'item deferred', contributed: 'contribution before it', corrected: 'contribution corrected' };

const lines: Partial<Record<ChronologyKind, Line>> = {
  rating: (_, step, facts) => {
    const overall = facts['overall'];
    const five = Object.entries(questions).flatMap(([question, words]) => (facts[question] ? [`${words} ${ratings[facts[question]] ?? facts[question]}`] : []));
    const head = overall ? `CQC rating: ${ratings[overall] ?? overall}` : 'CQC rating';
    return [head, ...(five.length > 0 ? [` (${five.join(', ')})`] : []), step === 'undated' ? ', date of publication not given' : ''].join('');
  },
  intelligence: (named, _, facts) => `${named}: ${facts['severity'] ?? ''} received${facts['agency'] ? ` from ${facts['agency']}` : ''}, happened on ${dateInWords(facts['happenedOn'] ?? '')}${markOf(facts)}`,
  risk: (_, __, facts) => `Risk assessed: ${facts['score'] ?? ''} (likelihood ${facts['likelihood'] ?? ''} × impact ${facts['impact'] ?? ''})`,
  action: (named, _, facts) => `${named}: opened, due ${dateInWords(facts['dueOn'] ?? '')}${markOf(facts)}`,
  visit: (named, step, facts) => step === 'shared' ? `${named}: its report given to the provider` : step === 'cancelled' ? `${named}: cancelled` : step === 'corrected' ? `${named}: its record corrected` : (step === 'decided' ? `${named}: decided on, by ${dateInWords(facts['plannedOn'] ?? '')}` : `${named}: made, ${facts['announced'] === 'true' ? 'announced' : 'unannounced'}${facts['outOfHours'] === 'true' ? ', out of hours' : ''}`),
  meeting: (named, step, facts) => `${named}: ${meetingSteps[step] ?? 'discussed'}${facts['agency'] ? `, ${facts['agency']}` : ''}`,
  recommendation: (named) => `${named}: recommended by the panel`,
  decision: (named, step) => `${named}: ${outcomes[step] ?? step}`,
  letter: (named, step) => `${named}: ${step}`,
  register: registerWords,
  people: (named, step, facts) => step === 'asked' ? `${named} asked to review those whose care it pays for` : step === 'answered' ? `${named} answered about those whose care it pays for` : step === 'reviewed' ? `People reviewed: ${facts['people'] ?? ''}`
    : step === 'offered' ? `People paying for themselves offered a review: ${facts['people'] ?? ''}` : `People counted: ${facts['people'] ?? ''} paid for by ${funders[step] ?? step}`,
  representation: (named, step, facts) =>
    step === 'told' ? `${named}: provider told${facts['until'] ? `, answer by ${dateInWords(facts['until'])}` : ''}` : `${named}: ${step === 'received' ? 'provider’s answer received' : 'provider’s answer considered'}`,
};
