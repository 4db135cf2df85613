import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type TerminationContext, type TerminationEvents, terminationMachine } from './termination.machine.js';

const begun: TerminationContext = {
  edits: 0, decidedBy: null, decidedGrade: null, confirmBy: null, servedOn: null, earliestEndsOn: null, planEndsOn: null, effectOn: null, handedOverOn: null,
};
/** Decided in an emergency, served and planned. */
const underWay: TerminationContext = { ...begun, decidedBy: 'dass', decidedGrade: 5, confirmBy: '2026-11-12', servedOn: '2026-11-11', earliestEndsOn: '2026-12-09', planEndsOn: '2026-12-14' };
const officer = { officer: 'qa', isOfficer: true };
const deciding = { decidedBy: 'dass', deciderIsAuthorised: true, deciderGrade: 5, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true };
const heard = { openWindows: 0, notHeardReasonGiven: false, unansweredRepresentations: 0 };
const proposal = {
  contractInForce: true, groundStands: true, factsGiven: true, optionsGiven: true, equalityNoteGiven: true, proportionalityGiven: true, periodGiven: true, planBy: '2026-11-25',
};
const senior = { ...deciding, decidedBy: 'otherDirector', confirmerIsOtherDirector: true };
const facts: TerminationEvents = {
  EDIT: {},
  DECIDE: { ...deciding, ...heard, ...proposal, recommendationId: 'recommendation', representationInvited: true },
  DECIDE_IN_EMERGENCY: { ...deciding, ...proposal, emergencyReasonGiven: true, riskGiven: true, whoWasTriedGiven: true, notHeardReasonGiven: true, confirmBy: '2026-11-12' },
  WITHDRAW: { ...officer, reasonsGiven: true },
  CONFIRM: { ...senior, ...heard },
  CHASE_CONFIRMATION: { on: '2026-11-12' },
  END_UNCONFIRMED: senior,
  RESCIND: deciding,
  SERVE: { servedOn: '2026-11-11', serviceMethod: 'hand', earliestEndsOn: '2026-12-09' },
  PLAN_EXIT: { ...officer, leadGiven: true, endsOn: '2026-12-14', partsMissing: 0 },
  LIST_PERSON: officer,
  SETTLE_PERSON: { ...officer, choiceGiven: true, whereGiven: true },
  TAKE_EFFECT: { ...officer, on: '2026-12-14', completeBy: '2027-01-13' },
  RECORD_HANDOVER: { ...officer, on: '2026-12-14', handoverGiven: true },
  COMPLETE: {
    decidedBy: 'head', deciderIsAuthorised: true, reasonsGiven: true, peopleLeft: 0, peopleCounted: 3, peopleListed: 3, openActions: 0, openRepresentations: 0, openAppeals: 0, openNotices: 1, liveRestrictions: 1, endingReasonGiven: true,
    liveSafeguardingEnquiries: 1, safeguardingOwnerAccepts: true,
  },
};

const contents = ['hasContractInForce', 'hasStandingGround', 'hasFacts', 'hasOptions', 'hasEqualityNote', 'hasProportionality', 'hasPeriod'] as const;
const decided = (state: string) => ({
  PLAN_EXIT: [state, 'isOfficers', 'hasLead', 'hasEveryPart', 'isNotBeforeContractAllows'] as const,
  LIST_PERSON: [state, 'isOfficers'] as const,
  SETTLE_PERSON: [state, 'isOfficers', 'hasChoice', 'hasWhere'] as const,
  CONFIRM: [state, 'isUnconfirmed', 'hasAuthorisedDecider', 'isConfirmedBySenior', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasReasons'] as const,
  CHASE_CONFIRMATION: [state, 'isUnconfirmed'] as const,
  END_UNCONFIRMED: ['rescinded', 'isUnconfirmed', 'hasAuthorisedDecider', 'isConfirmedBySenior', 'hasReasons'] as const,
  RESCIND: ['rescinded', 'hasAuthorisedDecider', 'hasReasons'] as const,
});

describeMachine(terminationMachine, {
  context: underWay,
  contextFor: (_state, event) => (event === 'TAKE_EFFECT' ? { confirmBy: null } : event === 'COMPLETE' ? { handedOverOn: '2026-12-14' } : {}),
  starts: [begun],
  tellsApart: ({ confirmBy, planEndsOn, handedOverOn }) => [confirmBy, planEndsOn, handedOverOn],
  facts,
  matrix: {
    proposed: {
      EDIT: ['proposed'],
      DECIDE: ['decided', 'hasAuthorisedDecider', 'isIndependentDecider', 'hasMinutedRecommendation', 'hasInvitedRepresentation', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', ...contents, 'hasReasons'],
      DECIDE_IN_EMERGENCY: ['decided', 'hasAuthorisedDecider', 'isIndependentDecider', 'hasEmergencyReason', 'hasConfirmationDate', ...contents, 'hasReasons'],
      WITHDRAW: ['withdrawn', 'isOfficers', 'hasReasons'],
    },
    decided: { ...decided('decided'), SERVE: ['underNotice', 'hasServiceDateAndMethod'] },
    underNotice: { ...decided('underNotice'), TAKE_EFFECT: ['inEffect', 'isOfficers', 'isConfirmed', 'hasExitPlan', 'hasReachedEnd'] },
    inEffect: {
      LIST_PERSON: ['inEffect', 'isOfficers'],
      SETTLE_PERSON: ['inEffect', 'isOfficers', 'hasChoice', 'hasWhere'],
      RECORD_HANDOVER: ['inEffect', 'isOfficers', 'hasHandover'],
      COMPLETE: [
        'completed', 'hasAuthorisedDecider', 'hasNobodyLeft', 'hasListedEverybody', 'isHandedOver', 'hasNoOpenAction', 'hasNoOpenRepresentation', 'hasNoOpenAppeal', 'hasEndingReason', 'hasSafeguardingOwner', 'hasReasons',
      ],
    },
  },
  broken: {
    hasAuthorisedDecider: [{ facts: { decidedBy: null } }, { facts: { deciderIsAuthorised: false } }],
    isIndependentDecider: { facts: { deciderChairedOrSigned: true }, notOn: ['DECIDE_IN_EMERGENCY'] },
    hasReasons: { facts: { reasonsGiven: false } },
    hasHeardProvider: { facts: { openWindows: 1 } },
    hasAnsweredEveryRepresentation: { facts: { unansweredRepresentations: 1 } },
    hasMinutedRecommendation: { facts: { recommendationId: null } },
    hasInvitedRepresentation: { facts: { representationInvited: false } },
    hasContractInForce: { facts: { contractInForce: false } },
    hasStandingGround: { facts: { groundStands: false } },
    hasFacts: { facts: { factsGiven: false } },
    hasOptions: { facts: { optionsGiven: false } },
    hasEqualityNote: { facts: { equalityNoteGiven: false } },
    hasProportionality: { facts: { proportionalityGiven: false } },
    hasPeriod: { facts: { periodGiven: false } },
    hasEmergencyReason: [{ facts: { riskGiven: false } }, { facts: { whoWasTriedGiven: false } }, { facts: { notHeardReasonGiven: false } }],
    hasConfirmationDate: { facts: { confirmBy: null } },
    isUnconfirmed: { context: { confirmBy: null } },
    isConfirmed: { context: { confirmBy: '2026-11-12' } },
    isConfirmedBySenior: [{ facts: { confirmerIsOtherDirector: false } }, { facts: { deciderGrade: 4 } }, { facts: { decidedBy: 'dass' } }],
    isOfficers: [{ facts: { isOfficer: false } }, { facts: { officer: null } }],
    hasServiceDateAndMethod: [{ facts: { servedOn: null } }, { facts: { serviceMethod: null } }],
    hasLead: { facts: { leadGiven: false } },
    hasEveryPart: { facts: { partsMissing: 1 } },
    isNotBeforeContractAllows: [{ facts: { endsOn: '2026-12-08' } }, { facts: { endsOn: null } }],
    hasExitPlan: { context: { planEndsOn: null } },
    hasReachedEnd: [{ facts: { on: '2026-12-13' } }, { context: { planEndsOn: '2026-12-01', earliestEndsOn: '2026-12-15' } }],
    hasChoice: { facts: { choiceGiven: false } },
    hasWhere: { facts: { whereGiven: false } },
    hasHandover: [{ facts: { handoverGiven: false } }, { facts: { on: null } }],
    isHandedOver: { context: { handedOverOn: null } },
    hasNobodyLeft: { facts: { peopleLeft: 1 } },
    hasListedEverybody: [{ facts: { peopleListed: 2 } }, { facts: { peopleCounted: null, peopleListed: 0 } }],
    hasNoOpenAction: { facts: { openActions: 1 } },
    hasNoOpenAppeal: { facts: { openAppeals: 1 } },
    hasNoOpenRepresentation: { facts: { openRepresentations: 1 } },
    hasEndingReason: [{ facts: { endingReasonGiven: false } }, { facts: { endingReasonGiven: false, openNotices: 0 } }, { facts: { endingReasonGiven: false, liveRestrictions: 0 } }],
    hasSafeguardingOwner: { facts: { safeguardingOwnerAccepts: false } },
  },
  invariant: ({ state, context }, _last, path, deadlines) => {
    const standing = ['decided', 'underNotice', 'inEffect', 'completed'].includes(state);
    // R01: nothing is decided without a decider.
    if (standing) expect(context.decidedBy).toEqual(expect.any(String));
    // Case 24: the contract does not end without an exit plan, nor before its notice period from service is over.
    if (state === 'inEffect' || state === 'completed') {
      expect(context).toMatchObject({ planEndsOn: expect.any(String), servedOn: expect.any(String), confirmBy: null });
      expect((context.effectOn ?? '') >= (context.earliestEndsOn ?? '9') && (context.effectOn ?? '') >= (context.planEndsOn ?? '9')).toBe(true);
    }
    if (state === 'completed') expect(path).toContain('RECORD_HANDOVER');
    const decided = state === 'decided' || state === 'underNotice';
    expect([...deadlines.keys()].toSorted()).toEqual([
      ...(decided && context.planEndsOn === null ? ['exitPlan'] : []), ...(state === 'inEffect' ? ['terminationCompletion'] : []),
      ...(decided && context.confirmBy !== null ? ['terminationConfirmation'] : []), ...(state === 'underNotice' ? ['terminationEnd'] : []),
    ].toSorted());
  },
});

describe('a termination', () => {
  const move = (state: string, type: keyof TerminationEvents, change: object = {}, context: Partial<TerminationContext> = {}) =>
    decide(terminationMachine, { state, context: { ...underWay, ...context } }, { type, facts: { ...facts[type], ...change } } as never);

  it('R19 is refused with every reason at once while anybody or anything is left', () => {
    const left = { peopleLeft: 2, peopleListed: 1, openActions: 1, openRepresentations: 1, openAppeals: 1, endingReasonGiven: false, safeguardingOwnerAccepts: false };
    const outcome = move('inEffect', 'COMPLETE', left);
    expect(outcome.kind === 'moved' ? [] : outcome.unmet.map(({ requirement }) => requirement)).toEqual([
      'hasNobodyLeft', 'hasListedEverybody', 'isHandedOver', 'hasNoOpenAction', 'hasNoOpenRepresentation', 'hasNoOpenAppeal', 'hasEndingReason', 'hasSafeguardingOwner',
    ]);
  });

  it('R32 the contract’s notice period begins with service, and a plan for an earlier day waits for its end', () => {
    expect(move('decided', 'SERVE', {}, { planEndsOn: '2026-11-30', servedOn: null, earliestEndsOn: null })).toMatchObject({
      to: 'underNotice', effects: [{ type: 'deadline', kind: 'terminationEnd', dueOn: '2026-12-09' }, { type: 'publish', event: 'terminationServed' }],
    });
    expect(move('underNotice', 'TAKE_EFFECT', { on: '2026-12-08' }, { planEndsOn: '2026-11-30', confirmBy: null })).toMatchObject({ kind: 'refused', unmet: [{ requirement: 'hasReachedEnd' }] });
  });

  it('R03 is chased every day until it is confirmed', () => {
    expect(move('underNotice', 'CHASE_CONFIRMATION')).toMatchObject({ effects: [
      { type: 'publish', event: 'terminationConfirmationOverdue' },
      { type: 'deadline', kind: 'terminationConfirmation', dueOn: '2026-11-13', event: { type: 'CHASE_CONFIRMATION', facts: { on: '2026-11-13' } } },
    ] });
  });
});
