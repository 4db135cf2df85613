import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type NoticeContext, type NoticeEvents, noticeMachine } from './notice.machine.js';

const begun: NoticeContext = {
  kind: 'remedy', edits: 0, legalCheckedOn: null, decidedBy: null, servedOn: null, remedyOn: null, planAccepted: false, extended: false,
};
const running: NoticeContext = { ...begun, legalCheckedOn: '2026-11-05', decidedBy: 'head', servedOn: '2026-11-11', remedyOn: '2026-12-09' };
const deciding = { decidedBy: 'head', deciderIsAuthorised: true, deciderGrade: 3, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true };
const officer = { officer: 'qa', isOfficer: true };
const terms = {
  contractInForce: true, clauses: 3, clausesWithoutFacts: 0, clausesWithoutSteps: 0, clausesUnderAnother: 0, periodGiven: true, remedyWorkingDays: 20, shortestWorkingDays: 5,
  shortReasonGiven: false, meetingOrWarningGiven: true, supportOfferedGiven: true, addressGiven: true,
};
const facts: NoticeEvents = {
  DRAFT: { contractInForce: true },
  EDIT: {},
  SEND_TO_LEGAL: terms,
  RETURN_TO_DRAFT: { reasonsGiven: true },
  CLEAR: { legalCheckedOn: '2026-11-05', legalCheckedByGiven: true },
  DROP: { reasonsGiven: true },
  ISSUE: { ...deciding, ...terms, recommendationId: 'recommendation' },
  SERVE: { servedOn: '2026-11-11', serviceMethod: 'post', remedyOn: '2026-12-09', planBy: '2026-11-25' },
  SUBMIT_PLAN: { stepsWithoutAnswer: 0, respondBy: '2026-12-04' },
  ACCEPT_PLAN: officer,
  RETURN_PLAN: { ...officer, reasonsGiven: true, planBy: '2026-12-07' },
  SERVE_ANSWER: { planBy: '2026-12-08' },
  CHECK_STEPS: { ...officer, checkedOn: '2026-12-09', methodGiven: true, evidenceGiven: true },
  REACH_REMEDY_DATE: { on: '2026-12-09' },
  FIND_REMEDIED: { ...officer, openSteps: 0, doneSteps: 3 },
  FIND_BREACHED: { ...officer, openSteps: 1, lastCheckedOn: '2026-12-09', reasonsGiven: true },
  EXTEND: { ...deciding, newRemedyOn: '2027-01-06', lastCheckedOn: '2026-12-09' },
  WITHDRAW: { ...deciding, ground: 'issuedInError' },
  WITHDRAW_CLAUSES: { ...deciding, ground: 'providerChanged', clausesToWithdraw: 1, clausesLeft: 2 },
  END_WITH_CONTRACT: { contractEnded: true, reasonsGiven: true },
  CONCLUDE: { ...officer, followedBy: 'termination', reasonsGiven: true },
};

const contents = [
  'hasContractInForce', 'hasClauses', 'hasBreachFacts', 'hasSteps', 'isUnderNoOtherNotice', 'hasRightPeriod', 'hasReasonForShortPeriod', 'hasMeetingOrWarning',
  'hasSupportOffered', 'hasAddressForService',
] as const;
const issue = ['issued', 'hasAuthorisedDecider', 'isIndependentDecider', 'hasMinutedRecommendation', 'isLegallyChecked', ...contents, 'hasReasons'] as const;
const drop = ['notIssued', 'hasReasons'] as const;
const withdraw = ['withdrawn', 'hasAuthorisedDecider', 'hasGround', 'hasReasons'] as const;
const submit = ['planUnderReview', 'asksForPlan', 'hasAnswerToEveryStep'] as const;
const extend = ['running', 'hasAuthorisedDecider', 'isNotExtended', 'isChecked', 'hasLaterRemedyDate', 'hasReasons'] as const;
const endDraft = { END_WITH_CONTRACT: ['notIssued', 'hasContractEnded', 'hasReasons'] as const };
const end = { END_WITH_CONTRACT: ['concluded', 'hasContractEnded', 'hasReasons'] as const };
const checked = (state: string) => ({
  CHECK_STEPS: [state, 'isOfficers', 'hasCheckDate', 'hasCheckEvidence'] as const,
  FIND_REMEDIED: ['remedied', 'isOfficers', 'isEveryStepDone'] as const,
  ...end,
  WITHDRAW: withdraw,
  WITHDRAW_CLAUSES: [state, 'hasAuthorisedDecider', 'hasGround', 'leavesAClause', 'hasReasons'] as const,
});
const awaited = (state: string) => ({ ...checked(state), REACH_REMEDY_DATE: ['verification', 'hasReachedRemedyDate'] as const });

describeMachine(noticeMachine, {
  context: running,
  contextFor: (_state, event, to) => (event === 'SERVE' && to === 'breached' ? { kind: 'breach' as const } : {}),
  factsFor: (_state, event, to) => (event === 'SERVE' && to === 'breached' ? { remedyOn: null, planBy: null } : {}),
  starts: [begun, { ...begun, kind: 'warning' }, { ...begun, kind: 'breach' }],
  facts,
  matrix: {
    underConsideration: { DRAFT: ['drafting', 'hasContractInForce'], DROP: drop, ...endDraft },
    drafting: { EDIT: ['drafting'], SEND_TO_LEGAL: ['legalReview', ...contents], DROP: drop, ...endDraft },
    legalReview: {
      CLEAR: ['awaitingDecision', 'hasLegalCheck'],
      RETURN_TO_DRAFT: ['drafting', 'hasReasons'],
      ISSUE: issue,
      DROP: drop,
      ...endDraft,
    },
    awaitingDecision: { ISSUE: issue, RETURN_TO_DRAFT: ['drafting', 'hasReasons'], DROP: drop, ...endDraft },
    issued: {
      SERVE: [['running', 'hasServiceDateAndMethod', 'isRemediable'], ['breached', 'hasServiceDateAndMethod', 'isIrremediable']],
      WITHDRAW: withdraw,
      ...end,
    },
    running: { ...awaited('running'), SUBMIT_PLAN: submit, EXTEND: extend },
    planUnderReview: { ...awaited('planUnderReview'), ACCEPT_PLAN: ['running', 'isOfficers'], RETURN_PLAN: ['awaitingRevisedPlan', 'isOfficers', 'hasReasons'] },
    awaitingRevisedPlan: { ...awaited('awaitingRevisedPlan'), SUBMIT_PLAN: submit, SERVE_ANSWER: ['awaitingRevisedPlan'] },
    verification: { ...checked('verification'), EXTEND: extend, FIND_BREACHED: ['breached', 'isOfficers', 'isChecked', 'hasStepNotDone', 'hasReasons'] },
    breached: { CONCLUDE: ['concluded', 'isOfficers', 'hasWhatFollowed', 'hasReasons'], WITHDRAW: withdraw, ...end },
  },
  broken: {
    hasAuthorisedDecider: [{ facts: { decidedBy: null } }, { facts: { deciderIsAuthorised: false } }],
    isIndependentDecider: { facts: { deciderChairedOrSigned: true } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasContractInForce: { facts: { contractInForce: false } },
    hasClauses: { facts: { clauses: 0 } },
    hasBreachFacts: { facts: { clausesWithoutFacts: 1 } },
    hasSteps: { facts: { clausesWithoutSteps: 1 } },
    isUnderNoOtherNotice: { facts: { clausesUnderAnother: 1 } },
    hasRightPeriod: [{ facts: { periodGiven: false } }, { context: { kind: 'breach' } }],
    hasReasonForShortPeriod: { facts: { remedyWorkingDays: 4 } },
    hasMeetingOrWarning: { facts: { meetingOrWarningGiven: false } },
    hasSupportOffered: { facts: { supportOfferedGiven: false } },
    hasAddressForService: { facts: { addressGiven: false } },
    hasLegalCheck: [{ facts: { legalCheckedOn: null } }, { facts: { legalCheckedByGiven: false } }],
    isLegallyChecked: { context: { legalCheckedOn: null } },
    hasMinutedRecommendation: { facts: { recommendationId: null } },
    hasServiceDateAndMethod: [{ facts: { servedOn: null } }, { facts: { serviceMethod: null } }],
    isRemediable: { facts: { remedyOn: null } },
    isIrremediable: { context: { kind: 'remedy' }, facts: { remedyOn: '2026-12-09' } },
    asksForPlan: [{ context: { planAccepted: true } }, { context: { kind: 'warning' } }],
    hasAnswerToEveryStep: { facts: { stepsWithoutAnswer: 1 } },
    isOfficers: [{ facts: { isOfficer: false } }, { facts: { officer: null } }],
    hasCheckDate: [{ facts: { checkedOn: null } }, { facts: { checkedOn: '2026-11-10' } }],
    hasCheckEvidence: [{ facts: { methodGiven: false } }, { facts: { evidenceGiven: false } }],
    hasReachedRemedyDate: { facts: { on: '2026-12-08' } },
    isEveryStepDone: [{ facts: { openSteps: 1 } }, { facts: { doneSteps: 0 } }],
    hasStepNotDone: { facts: { openSteps: 0 } },
    isChecked: { facts: { lastCheckedOn: null } },
    isNotExtended: { context: { extended: true } },
    hasLaterRemedyDate: [{ facts: { newRemedyOn: null } }, { facts: { newRemedyOn: '2026-12-09' } }],
    hasGround: { facts: { ground: null } },
    leavesAClause: [{ facts: { clausesToWithdraw: 0 } }, { facts: { clausesLeft: 0 } }],
    hasContractEnded: { facts: { contractEnded: false } },
    hasWhatFollowed: { facts: { followedBy: null } },
  },
  invariant: ({ state, context }, _last, path, deadlines) => {
    // What is waited for has its day, and nothing else: the remedy, the plan, the answer to it, the check.
    expect(deadlines.get('noticeRemedy')).toBe(['running', 'planUnderReview', 'awaitingRevisedPlan'].includes(state) ? context.remedyOn : undefined);
    expect(deadlines.has('noticePlanResponse')).toBe(state === 'planUnderReview');
    expect(deadlines.has('noticeVerification')).toBe(state === 'verification');
    if (deadlines.has('noticePlan')) expect(['running', 'awaitingRevisedPlan']).toContain(state);
    const served = ['running', 'planUnderReview', 'awaitingRevisedPlan', 'verification', 'remedied', 'breached', 'concluded'].includes(state);
    // R01: nothing is issued without a decider and a legal check.
    if (served || state === 'issued') expect(context).toMatchObject({ decidedBy: expect.any(String), legalCheckedOn: expect.any(String) });
    // R12: a remedy date exactly where there is something to remedy, and never before service.
    // One that is issued and not served when the contract ends has none either.
    if (state === 'concluded' && path.at(-1) === 'END_WITH_CONTRACT') return;
    if (served) expect(context.remedyOn === null).toBe(context.kind === 'breach');
    else if (state !== 'withdrawn') expect(context).toMatchObject({ remedyOn: null, servedOn: null });
    if (context.kind === 'breach') expect(['running', 'planUnderReview', 'awaitingRevisedPlan', 'verification', 'remedied']).not.toContain(state);
    expect(path.filter((event) => event === 'EXTEND').length).toBeLessThanOrEqual(1);
  },
});

describe('a notice', () => {
  const move = (state: string, type: keyof NoticeEvents, change: object = {}, context: Partial<NoticeContext> = {}) =>
    decide(noticeMachine, { state, context: { ...running, ...context } }, { type, facts: { ...facts[type], ...change } } as never);

  it('R32 sets its clocks when it is served: the plan, and the end of the contract’s period (case 28)', () => {
    expect(move('issued', 'SERVE')).toMatchObject({
      to: 'running', context: { servedOn: '2026-11-11', remedyOn: '2026-12-09' },
      effects: [
        { type: 'deadline', kind: 'noticePlan', dueOn: '2026-11-25' },
        { type: 'deadline', kind: 'noticeRemedy', dueOn: '2026-12-09', event: { type: 'REACH_REMEDY_DATE', facts: { on: '2026-12-09' } } },
        { type: 'publish', event: 'noticeServed' },
      ],
    });
  });

  it('R12 a breach that cannot be remedied is a breach once it is served, and has no clock', () => {
    const outcome = move('issued', 'SERVE', { remedyOn: null, planBy: null }, { kind: 'breach', remedyOn: null });
    expect(outcome).toMatchObject({ to: 'breached', context: { remedyOn: null } });
    expect(outcome.kind === 'moved' && outcome.effects.filter(({ type }) => type === 'deadline')).toEqual([]);
  });

  it('R32 counts the days for the next plan from service of the letter that returned the last', () => {
    expect(move('awaitingRevisedPlan', 'SERVE_ANSWER')).toMatchObject({
      to: 'awaitingRevisedPlan', effects: [{ type: 'withdrawDeadlines', kinds: ['noticePlan'] }, { type: 'deadline', kind: 'noticePlan', dueOn: '2026-12-08' }],
    });
  });

  it('a warning letter asks for no plan', () => {
    const outcome = move('issued', 'SERVE', {}, { kind: 'warning' });
    expect(outcome.kind === 'moved' && outcome.effects).toContainEqual({ type: 'deadline', kind: 'noticePlan', dueOn: null });
    expect(move('running', 'SUBMIT_PLAN', {}, { kind: 'warning' })).toMatchObject({ kind: 'refused', unmet: [{ requirement: 'asksForPlan' }] });
  });

  it('R13 under 5 working days needs a reason, 5 do not', () => {
    const kind = (change: object) => move('drafting', 'SEND_TO_LEGAL', change).kind;
    expect([kind({ remedyWorkingDays: 5 }), kind({ remedyWorkingDays: 4 }), kind({ remedyWorkingDays: 4, shortReasonGiven: true })]).toEqual(['moved', 'refused', 'moved']);
  });

  it('R04 a warning letter is itself the warning', () => {
    const change = { meetingOrWarningGiven: false, supportOfferedGiven: false };
    expect([move('drafting', 'SEND_TO_LEGAL', change, { kind: 'warning' }).kind, move('drafting', 'SEND_TO_LEGAL', change).kind]).toEqual(['moved', 'refused']);
  });

  it('D10 is refused in words before Legal has checked it', () => {
    expect(move('legalReview', 'ISSUE', {}, { legalCheckedOn: null })).toMatchObject({ kind: 'refused', unmet: [{ sentence: 'Legal has checked it, with name and date.' }] });
  });

  it('what Legal returns is checked again before it is issued', () => {
    expect(move('legalReview', 'RETURN_TO_DRAFT')).toMatchObject({ to: 'drafting', context: { legalCheckedOn: null } });
  });

  it('gives more time once: the new date has its clock and the old ones are gone', () => {
    expect(move('verification', 'EXTEND')).toMatchObject({
      to: 'running', context: { remedyOn: '2027-01-06', extended: true },
      effects: [{ type: 'withdrawDeadlines', kinds: ['noticeRemedy', 'noticeVerification'] }, { type: 'deadline', kind: 'noticeRemedy', dueOn: '2027-01-06' }, { type: 'publish' }],
    });
    expect(move('verification', 'EXTEND', { newRemedyOn: '2027-02-06' }, { extended: true, remedyOn: '2027-01-06' })).toMatchObject({ kind: 'refused', unmet: [{ requirement: 'isNotExtended' }] });
  });

  it('the remedy date comes while a plan is still looked at', () => {
    for (const state of ['running', 'planUnderReview', 'awaitingRevisedPlan']) expect(move(state, 'REACH_REMEDY_DATE')).toMatchObject({ to: 'verification' });
  });
});
