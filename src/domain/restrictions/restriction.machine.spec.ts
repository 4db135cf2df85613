import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type RestrictionContext, type RestrictionEvents, restrictionMachine } from './restriction.machine.js';
import { isCouncils } from './restriction.requirements.js';

const draft: RestrictionContext = {
  kind: 'fullStop', reasonCodes: [], wayIn: null, decidedBy: null, decidedGrade: null, riskAssessmentId: null, startsOn: null, reviewOn: null, confirmBy: null,
};
const deciding = {
  decidedBy: 'director', deciderIsAuthorised: true, deciderGrade: 4, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true,
};
const hearing = { openWindows: 0, notHeardReasonGiven: false, unansweredRepresentations: 0 };
const terms = {
  scopeGiven: true, reasonCodes: ['safety'], riskAssessmentId: 'assessment', liftConditionsGiven: true, startsOn: '2026-11-23', reviewOn: '2026-12-10',
  latestReviewOn: '2026-12-21', informingPeopleGiven: true,
};
const serving = { letterBy: '2026-11-24', discloseBy: '2026-12-02' };
const confirming = { confirmBy: '2026-12-07', latestConfirmBy: '2026-12-07' };
const facts: RestrictionEvents = {
  RECOMMEND: { recommendationId: 'recommendation', quorate: true },
  DECIDE_AFTER_REPRESENTATION: { ...deciding, ...hearing, ...terms, ...serving, representationInvited: true },
  DECIDE_AS_PRECAUTION: { ...deciding, ...hearing, ...terms, ...serving, ...confirming, toldSameDay: true, representationInvited: true },
  DECIDE_IN_EMERGENCY: { ...deciding, ...terms, ...serving, ...confirming, emergencyReasonGiven: true, riskGiven: true, whoWasTriedGiven: true },
  DECLINE: deciding,
  BRING_IN: { statedDeciderGiven: true, scopeGiven: true, statedReasonGiven: true, startsOn: '2026-06-01', today: '2026-11-23', reviewOn: '2026-12-10', latestReviewOn: '2026-12-21' },
  RECORD_VOLUNTARY_STOP: { providerLetterGiven: true, endConditionGiven: true, startsOn: '2026-11-23', checkOn: '2026-12-10' },
  RECORD_REGULATOR_CONDITION: { sourceDocumentGiven: true, startsOn: '2026-11-23', reviewOn: '2026-12-10' },
  BRING_INTO_FORCE: { on: '2026-11-23' },
  CONFIRM: { ...deciding, ...hearing, decidedBy: 'DASS', deciderGrade: 5, confirmerIsOtherDirector: false },
  CHASE_CONFIRMATION: { on: '2026-12-07' },
  END_UNCONFIRMED: { ...deciding, decidedBy: 'DASS', deciderGrade: 5, confirmerIsOtherDirector: false },
  START_REVIEW: {},
  EXTEND: { ...deciding, reviewNoteGiven: true, reviewOn: '2027-01-14', latestReviewOn: '2027-01-14' },
  VARY: { ...deciding, ...hearing, ...terms, decidedBy: 'DASS', deciderGrade: 5, reviewNoteGiven: true, confirmerIsOtherDirector: false },
  LIFT: { ...deciding, leadOfficerId: 'officer', evidenceKind: 'firstHand', evidenceOn: '2026-12-09', evidenceChecked: true, seenFirstHand: true, lastFindingOn: '2026-12-01' },
  START_PHASED_LIFT: {
    ...deciding, leadOfficerId: 'officer', evidenceKind: 'firstHand', evidenceOn: '2026-12-09', evidenceChecked: true, seenFirstHand: true, lastFindingOn: '2026-12-01', placements: 1, weeks: 2, reviewOn: '2027-01-14',
    latestReviewOn: '2027-01-14',
  },
  PASS_PHASE: { ...deciding, leadOfficerId: 'officer', reviewNoteGiven: true, placements: 2, weeks: 2, reviewOn: '2027-01-14', latestReviewOn: '2027-01-14' },
  RELAPSE: { ...deciding, findingGiven: true, reviewOn: '2027-01-14', latestReviewOn: '2027-01-14' },
  LIFT_ON_APPEAL: { ...deciding, appealUpheld: true },
  SUPERSEDE: { contractEnded: true, reasonsGiven: true },
  FOLLOW_SERVICE: { linkId: 'link' },
  CONTINUE_AGAINST_NEW_OWNER: { ...serving, ...confirming, linkId: 'link', toldSameDay: true, representationInvited: true },
  RECORD_LETTER_SERVED: { servedOn: '2026-11-24' },
  RECORD_DISCLOSURE: { disclosedOn: '2026-12-01' },
};
const imposed: RestrictionContext = {
  ...draft, reasonCodes: ['safety'], wayIn: 'emergency', decidedBy: 'director', decidedGrade: 4, riskAssessmentId: 'assessment', startsOn: '2026-11-23',
  reviewOn: '2026-12-10', confirmBy: '2026-11-24',
};

const decided = [
  'isCouncils', 'hasAuthorisedDecider', 'hasScope', 'hasReasonCode', 'hasRiskAssessment', 'hasLiftConditions', 'hasStartDate', 'isReviewedInTime',
  'hasServingDates', 'hasDecisionOnInformingPeople', 'hasReasons',
];
const emergency = ['inForce', ...decided, 'hasEmergencyReason', 'hasConfirmationInTime'] as const;
const liftOnAppeal = ['lifted', 'isCouncils', 'hasAuthorisedDecider', 'hasUpheldAppeal', 'hasReasons'] as const;
const supersede = ['superseded', 'hasContractEnded', 'hasReasons'] as const;
const passedOn = (state: string) => ({
  FOLLOW_SERVICE: [state, 'isCarriedOn'] as const,
  CONTINUE_AGAINST_NEW_OWNER: ['inForce', 'isCouncils', 'isCarriedOn', 'isToldSameDay', 'hasInvitedRepresentation', 'hasServingDates', 'hasConfirmationInTime'] as const,
});
const rank = ['hasAuthorisedDecider', 'isOfRankThatImposed', 'isNotLeadOfficer'];
const live = (state: string) => ({
  ...passedOn(state),
  START_PHASED_LIFT: ['phasedLift', 'isCouncils', 'isConfirmed', ...rank, 'hasRightEvidence', 'hasVisitOnRecord', 'isEvidenceAfterLastFinding', 'hasPhaseTerms', 'isReviewedInTime', 'hasReasons'] as const,
  CONFIRM: [state, 'isUnconfirmed', 'hasAuthorisedDecider', 'isIndependentDecider', 'isConfirmedBySenior', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasReasons'] as const,
  CHASE_CONFIRMATION: [state, 'isUnconfirmed'] as const,
  END_UNCONFIRMED: ['lifted', 'isUnconfirmed', 'hasAuthorisedDecider', 'isConfirmedBySenior', 'hasReasons'] as const,
  VARY: [
    'inForce', 'isCouncils', 'hasReviewNote', 'hasAuthorisedDecider', 'isIndependentDecider', 'isConfirmedBySenior', 'hasHeardProvider', 'hasAnsweredEveryRepresentation',
    'hasScope', 'hasReasonCode', 'hasRiskAssessment', 'hasLiftConditions', 'isReviewedInTime', 'hasDecisionOnInformingPeople', 'hasReasons',
  ] as const,
  LIFT: ['lifted', 'hasAuthorisedDecider', 'isOfRankThatImposed', 'isNotLeadOfficer', 'hasRightEvidence', 'hasVisitOnRecord', 'isEvidenceAfterLastFinding', 'hasReasons'] as const,
  LIFT_ON_APPEAL: liftOnAppeal,
  SUPERSEDE: supersede,
  RECORD_LETTER_SERVED: [state, 'hasServiceDate'] as const,
  RECORD_DISCLOSURE: [state, 'owesDisclosure', 'hasDisclosureDate'] as const,
});

describeMachine(restrictionMachine, {
  context: imposed,
  contextFor: (_state, event) => ({
    ...(event === 'RECORD_VOLUNTARY_STOP' && { kind: 'voluntary' as const }),
    ...(event === 'RECORD_REGULATOR_CONDITION' && { kind: 'regulatorImposed' as const }),
    ...((event === 'EXTEND' || event === 'START_PHASED_LIFT') && { confirmBy: null }),
  }),
  // Only what is confirmed is lifted in phases, and of what an earlier record states only by the Director.
  tellsApart: ({ confirmBy, broughtIn }) => [confirmBy === null, broughtIn],
  starts: [draft, { ...draft, kind: 'cap' }, { ...draft, kind: 'voluntary' }, { ...draft, kind: 'regulatorImposed' }],
  facts,
  matrix: {
    draft: {
      RECOMMEND: ['recommended', 'isCouncils', 'hasMinutedRecommendation'],
      DECIDE_IN_EMERGENCY: emergency,
      BRING_IN: ['inForce', 'hasStatedDecider', 'hasStatedScope', 'hasStatedReason', 'hasStatedStart', 'isReviewedInTime'],
      RECORD_VOLUNTARY_STOP: ['inForce', 'isVoluntary', 'hasProviderLetter', 'hasEndCondition', 'hasStartDate'],
      RECORD_REGULATOR_CONDITION: ['inForce', 'isRegulatorImposed', 'hasSourceDocument', 'hasStartDate'],
    },
    recommended: {
      DECIDE_AFTER_REPRESENTATION: [
        'decided', ...decided, 'isIndependentDecider', 'hasInvitedRepresentation', 'hasHeardProvider', 'hasAnsweredEveryRepresentation',
      ],
      DECIDE_AS_PRECAUTION: [
        'inForce', ...decided, 'isIndependentDecider', 'isToldSameDay', 'hasInvitedRepresentation', 'hasAnsweredEveryRepresentation', 'hasConfirmationInTime',
      ],
      DECIDE_IN_EMERGENCY: emergency,
      DECLINE: ['declined', 'hasAuthorisedDecider', 'isIndependentDecider', 'hasReasons'],
    },
    decided: {
      ...passedOn('decided'),
      BRING_INTO_FORCE: ['inForce', 'hasReachedStartDate'], LIFT_ON_APPEAL: liftOnAppeal, SUPERSEDE: supersede,
      RECORD_LETTER_SERVED: ['decided', 'hasServiceDate'], RECORD_DISCLOSURE: ['decided', 'owesDisclosure', 'hasDisclosureDate'],
    },
    inForce: { ...live('inForce'), START_REVIEW: ['underReview'] },
    underReview: {
      ...live('underReview'),
      EXTEND: ['inForce', 'isConfirmed', 'hasReviewNote', 'hasAuthorisedDecider', 'isOfRankThatImposed', 'isReviewedInTime', 'hasReasons'],
    },
    phasedLift: {
      ...passedOn('phasedLift'),
      PASS_PHASE: ['phasedLift', 'hasReviewNote', ...rank, 'hasPhaseTerms', 'isReviewedInTime', 'hasReasons'],
      RELAPSE: ['inForce', 'hasFinding', 'hasAuthorisedDecider', 'isReviewedInTime', 'hasReasons'],
      LIFT: ['lifted', 'hasAuthorisedDecider', 'isOfRankThatImposed', 'isNotLeadOfficer', 'hasRightEvidence', 'hasVisitOnRecord', 'isEvidenceAfterLastFinding', 'hasReasons'],
      LIFT_ON_APPEAL: liftOnAppeal, SUPERSEDE: supersede, RECORD_LETTER_SERVED: ['phasedLift', 'hasServiceDate'], RECORD_DISCLOSURE: ['phasedLift', 'owesDisclosure', 'hasDisclosureDate'],
    },
  },
  broken: {
    hasStatedDecider: { facts: { statedDeciderGiven: false } },
    hasStatedScope: { facts: { scopeGiven: false } },
    hasStatedReason: { facts: { statedReasonGiven: false } },
    hasStatedStart: [{ facts: { startsOn: null } }, { facts: { startsOn: '2026-11-24' } }],
    hasPhaseTerms: [{ facts: { placements: 0 } }, { facts: { weeks: 0 } }],
    hasFinding: { facts: { findingGiven: false } },
    isCouncils: { context: { kind: 'voluntary' } },
    isVoluntary: { context: { kind: 'fullStop' } },
    isRegulatorImposed: { context: { kind: 'fullStop' } },
    hasMinutedRecommendation: [{ facts: { recommendationId: null } }, { facts: { quorate: false } }],
    hasAuthorisedDecider: [{ facts: { decidedBy: null } }, { facts: { deciderIsAuthorised: false } }],
    isIndependentDecider: { facts: { deciderChairedOrSigned: true } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasHeardProvider: { facts: { openWindows: 1 } },
    hasAnsweredEveryRepresentation: { facts: { unansweredRepresentations: 1 } },
    hasInvitedRepresentation: { facts: { representationInvited: false } },
    isToldSameDay: { facts: { toldSameDay: false } },
    hasConfirmationInTime: [{ facts: { confirmBy: null } }, { facts: { confirmBy: '2026-12-08' } }],
    hasEmergencyReason: [{ facts: { emergencyReasonGiven: false } }, { facts: { riskGiven: false } }, { facts: { whoWasTriedGiven: false } }],
    hasScope: { facts: { scopeGiven: false } },
    hasReasonCode: { facts: { reasonCodes: [] } },
    hasRiskAssessment: { facts: { riskAssessmentId: null } },
    hasLiftConditions: { facts: { liftConditionsGiven: false } },
    hasStartDate: { facts: { startsOn: null } },
    isReviewedInTime: [{ facts: { reviewOn: '2027-01-15' } }, { facts: { reviewOn: null } }],
    hasServingDates: [{ facts: { letterBy: null } }, { facts: { discloseBy: null } }],
    hasDecisionOnInformingPeople: { facts: { informingPeopleGiven: false } },
    hasProviderLetter: { facts: { providerLetterGiven: false } },
    hasEndCondition: [{ facts: { endConditionGiven: false } }, { facts: { checkOn: null } }],
    hasSourceDocument: [{ facts: { sourceDocumentGiven: false } }, { facts: { reviewOn: null } }],
    hasReachedStartDate: { facts: { on: '2026-11-22' } },
    isUnconfirmed: { context: { confirmBy: null } },
    isConfirmed: { context: { confirmBy: '2026-12-07' } },
    isConfirmedBySenior: [{ facts: { deciderGrade: 4 } }, { facts: { deciderGrade: 4, confirmerIsOtherDirector: true } }, { facts: { decidedBy: 'director' } }],
    hasReviewNote: { facts: { reviewNoteGiven: false } },
    isOfRankThatImposed: { facts: { deciderGrade: 3 } },
    isNotLeadOfficer: { facts: { decidedBy: 'officer' } },
    hasRightEvidence: [
      { facts: { evidenceKind: null } }, { facts: { evidenceOn: null } }, { facts: { evidenceKind: 'clearance' } }, { facts: { evidenceKind: 'regulatorNotice' } },
    ],
    hasVisitOnRecord: { facts: { seenFirstHand: false } },
    isEvidenceAfterLastFinding: { facts: { evidenceOn: '2026-12-01' } },
    hasUpheldAppeal: { facts: { appealUpheld: false } },
    hasContractEnded: { facts: { contractEnded: false } },
    isCarriedOn: { facts: { linkId: null } },
    hasServiceDate: { facts: { servedOn: null } },
    owesDisclosure: { context: { kind: 'voluntary' } },
    hasDisclosureDate: { facts: { disclosedOn: null } },
  },
  invariant: ({ state, context }, _last, path, deadlines) => {
    // R04, R06: a review date and a fresh decision run exactly while they are waited for; nothing does once it is over.
    expect(deadlines.get('restrictionReview')).toBe(['inForce', 'underReview', 'phasedLift'].includes(state) ? context.reviewOn : undefined);
    expect(deadlines.has('restrictionConfirmation')).toBe(['inForce', 'underReview', 'phasedLift'].includes(state) && context.confirmBy !== null);
    if (state === 'decided') expect(deadlines.get('restrictionStart')).toBe(context.startsOn);
    if (['draft', 'recommended', 'declined', 'lifted', 'superseded'].includes(state)) expect([...deadlines.keys()]).toEqual([]);
    const effective = ['inForce', 'underReview', 'phasedLift'].includes(state);
    // A phase is remembered exactly while a lift goes by phases, and nothing that waits to be confirmed is lifted so.
    if (state === 'phasedLift') expect(context).toMatchObject({ phase: { number: expect.any(Number) }, confirmBy: null });
    if (state === 'inForce' || state === 'underReview') expect(context.phase ?? null).toBeNull();
    if (effective) expect(context).toMatchObject({ startsOn: expect.any(String), reviewOn: expect.any(String) });
    // R01, R04, R06: no council restriction is in force without a decider, a risk assessment, a reason and one way in.
    // What an earlier record states claims none of these; against a new owner it is a precaution like any other (R31).
    const carriedOn = path.includes('CONTINUE_AGAINST_NEW_OWNER');
    if (effective && context.broughtIn) expect(context).toMatchObject({ decidedBy: null, riskAssessmentId: null, ...(!carriedOn && { wayIn: null, confirmBy: null }) });
    if (context.broughtIn) expect(path).toContain('BRING_IN');
    if (effective && isCouncils(context) && !path.includes('BRING_IN')) {
      expect(context).toMatchObject({ decidedBy: expect.any(String), riskAssessmentId: expect.any(String), wayIn: expect.any(String) });
      expect(context.reasonCodes.length).toBeGreaterThan(0);
      expect(path.filter((event) => event.startsWith('DECIDE_'))).toHaveLength(1);
    }
    // R06: nor does one of another kind have a decider of ours.
    if (effective && !isCouncils(context)) expect(context).toMatchObject({ wayIn: null, decidedBy: null, confirmBy: null });
    if (context.confirmBy !== null) expect(context.wayIn).not.toBe('afterRepresentation');
  },
});

describe('a restriction that an earlier record states', () => {
  const at = { state: 'underReview', context: { ...draft, startsOn: '2026-06-01', reviewOn: '2026-11-23', broughtIn: true as const } };

  it.each(['LIFT', 'EXTEND', 'START_PHASED_LIFT'] as const)('%s asks for the Director, since nobody here knows the rank that imposed it', (event) => {
    const take = (deciderGrade: number) => decide(restrictionMachine, at, { type: event, facts: { ...facts[event], deciderGrade } } as never);
    expect(take(4)).toMatchObject({ kind: 'refused', unmet: [{ requirement: 'isOfRankThatImposed' }] });
    expect(take(5)).toMatchObject({ kind: 'moved' });
  });

  it('is the council’s own once it is decided here, with everything R06 asks for', () => {
    const outcome = decide(restrictionMachine, at, { type: 'VARY', facts: { ...facts.VARY, riskAssessmentId: null } });
    expect(outcome).toMatchObject({ kind: 'refused', unmet: [{ requirement: 'hasRiskAssessment' }] });
    const varied = decide(restrictionMachine, at, { type: 'VARY', facts: facts.VARY });
    expect(varied).toMatchObject({ kind: 'moved', to: 'inForce', context: { decidedBy: 'DASS', riskAssessmentId: 'assessment' } });
    expect(varied.kind === 'moved' && varied.context.broughtIn).toBeUndefined();
  });
});

describe('a restriction in force', () => {
  const at = (change: Partial<RestrictionContext> = {}) => ({ state: 'inForce', context: { ...imposed, confirmBy: null, ...change } });

  it('R06 comes to review at the start of its review date', () => {
    const outcome = decide(restrictionMachine, { state: 'recommended', context: draft }, { type: 'DECIDE_AS_PRECAUTION', facts: facts.DECIDE_AS_PRECAUTION });
    expect(outcome).toMatchObject({ kind: 'moved', to: 'inForce' });
    expect(outcome.kind === 'moved' && outcome.effects).toEqual(expect.arrayContaining([
      { type: 'deadline', kind: 'restrictionReview', dueOn: '2026-12-10', at: 'startOfDay', event: { type: 'START_REVIEW', facts: {} } },
      { type: 'deadline', kind: 'restrictionConfirmation', dueOn: '2026-12-07', event: { type: 'CHASE_CONFIRMATION', facts: { on: '2026-12-07' } } },
      { type: 'deadline', kind: 'restrictionLetter', dueOn: '2026-11-24' },
      { type: 'deadline', kind: 'restrictionDisclosure', dueOn: '2026-12-02' },
      { type: 'publish', event: 'restrictionInForce' },
    ]));
  });

  it('R06 while it is under review its deadline still runs, and extending it sets the next one', () => {
    const reviewed = decide(restrictionMachine, at(), { type: 'START_REVIEW', facts: {} });
    expect(reviewed).toMatchObject({ to: 'underReview', effects: [{ type: 'withdrawDeadlines', kinds: ['restrictionReview'] }, { type: 'deadline', kind: 'restrictionReview', dueOn: '2026-12-10' }] });
    const extended = decide(restrictionMachine, { state: 'underReview', context: at().context }, { type: 'EXTEND', facts: facts.EXTEND });
    expect(extended.kind === 'moved' && extended.effects).toContainEqual({ type: 'deadline', kind: 'restrictionReview', dueOn: '2027-01-14', at: 'startOfDay', event: { type: 'START_REVIEW', facts: {} } });
  });

  it('R04 unconfirmed, it is chased every day and never lapses', () => {
    const outcome = decide(restrictionMachine, at({ confirmBy: '2026-12-07' }), { type: 'CHASE_CONFIRMATION', facts: { on: '2026-12-31' } });
    expect(outcome).toMatchObject({
      to: 'inForce',
      effects: [
        { type: 'publish', event: 'restrictionConfirmationOverdue' },
        { type: 'deadline', dueOn: '2027-01-01', event: { type: 'CHASE_CONFIRMATION', facts: { on: '2027-01-01' } } },
      ],
    });
  });

  it.each([
    ['R09 an outbreak lifts on a clearance that was checked', { reasonCodes: ['infection'] }, { evidenceKind: 'clearance' as const }, 'moved'],
    ['R09 a clearance that nobody checked lifts nothing', { reasonCodes: ['infection'] }, { evidenceKind: 'clearance' as const, evidenceChecked: false }, 'refused'],
    ['R09 a clearance does not lift what was imposed for another reason too', { reasonCodes: ['infection', 'safety'] }, { evidenceKind: 'clearance' as const }, 'refused'],
    ['R09 a stop the provider asked for lifts on its letter', { reasonCodes: ['providerRequest'] }, { evidenceKind: 'providerLetter' as const }, 'moved'],
    ['R09 a voluntary stop lifts on the provider’s letter, without a decider', { kind: 'voluntary' as const, decidedGrade: null }, { evidenceKind: 'providerLetter' as const, decidedBy: null }, 'moved'],
    ['R06 a regulator’s condition lifts on its notice alone', { kind: 'regulatorImposed' as const }, { evidenceKind: 'firstHand' as const }, 'refused'],
    ['R06 a regulator’s condition lifts on its notice', { kind: 'regulatorImposed' as const }, { evidenceKind: 'regulatorNotice' as const }, 'moved'],
    ['R09 evidence counts where nothing was found since it began', {}, { lastFindingOn: null }, 'moved'],
    ['R09 first-hand evidence that is typed and on no record lifts nothing', {}, { seenFirstHand: false }, 'refused'],
    ['R09 a clearance needs no visit', { reasonCodes: ['infection'] }, { evidenceKind: 'clearance' as const, seenFirstHand: false }, 'moved'],
    ['D09 whoever imposed it may lift it', {}, { decidedBy: 'director' }, 'moved'],
    ['D09 a lower rank may not', {}, { deciderGrade: 3 }, 'refused'],
  ])('%s', (_rule, context, change, kind) => {
    expect(decide(restrictionMachine, at(context), { type: 'LIFT', facts: { ...facts.LIFT, ...change } }).kind).toBe(kind);
  });

  it('R03 where the DASS decided an emergency, another director confirms', () => {
    const dass = at({ confirmBy: '2026-11-24', decidedGrade: 5, decidedBy: 'DASS' });
    const confirm = (change: object) => decide(restrictionMachine, dass, { type: 'CONFIRM', facts: { ...facts.CONFIRM, decidedBy: 'other director', ...change } }).kind;
    expect([confirm({}), confirm({ confirmerIsOtherDirector: true }), confirm({ confirmerIsOtherDirector: true, deciderGrade: 4 })]).toEqual(['refused', 'moved', 'refused']);
    expect(confirm({ confirmerIsOtherDirector: true, decidedBy: 'DASS' })).toBe('refused');
  });

  it('R31 it binds a new owner as a precaution, with a fresh decision, a letter and a disclosure of its own', () => {
    const confirmed = at({ wayIn: 'afterRepresentation', phase: { number: 2, placements: 2, weeks: 2 } });
    const outcome = decide(restrictionMachine, { ...confirmed, state: 'phasedLift' }, { type: 'CONTINUE_AGAINST_NEW_OWNER', facts: facts.CONTINUE_AGAINST_NEW_OWNER });
    expect(outcome).toMatchObject({ to: 'inForce', context: { wayIn: 'precautionary', confirmBy: '2026-12-07', phase: null, decidedBy: 'director' } });
    expect(outcome.kind === 'moved' && outcome.effects).toEqual(expect.arrayContaining([
      { type: 'deadline', kind: 'restrictionConfirmation', dueOn: '2026-12-07', event: { type: 'CHASE_CONFIRMATION', facts: { on: '2026-12-07' } } },
      { type: 'deadline', kind: 'restrictionLetter', dueOn: '2026-11-24' }, { type: 'deadline', kind: 'restrictionDisclosure', dueOn: '2026-12-02' },
      { type: 'publish', event: 'restrictionVaried' },
    ]));
  });

  it('R04 a precaution may be confirmed by the same rank', () => {
    const outcome = decide(restrictionMachine, at({ confirmBy: '2026-12-07', wayIn: 'precautionary' }), { type: 'CONFIRM', facts: { ...facts.CONFIRM, deciderGrade: 4 } });
    expect(outcome).toMatchObject({ kind: 'moved', context: { confirmBy: null } });
  });

  it('a phased lift counts its phases, and a relapse begins them anew with the whole restriction', () => {
    const step = (state: string, context: RestrictionContext, event: 'START_PHASED_LIFT' | 'PASS_PHASE' | 'RELAPSE') => {
      const outcome = decide(restrictionMachine, { state, context }, { type: event, facts: facts[event] } as Parameters<typeof decide<RestrictionContext, RestrictionEvents>>[2]);
      if (outcome.kind !== 'moved') throw new Error(JSON.stringify(outcome));
      return outcome;
    };
    const first = step('inForce', at().context, 'START_PHASED_LIFT');
    expect(first).toMatchObject({ to: 'phasedLift', context: { phase: { number: 1, placements: 1, weeks: 2 }, reviewOn: '2027-01-14' } });
    expect(first.effects).toContainEqual({ type: 'deadline', kind: 'restrictionReview', dueOn: '2027-01-14' });
    const second = step('phasedLift', first.context, 'PASS_PHASE');
    expect(second.context.phase).toEqual({ number: 2, placements: 2, weeks: 2 });
    const back = step('phasedLift', second.context, 'RELAPSE');
    expect(back).toMatchObject({ to: 'inForce', context: { phase: null, kind: 'fullStop' } });
    expect(back.effects).toContainEqual({ type: 'deadline', kind: 'restrictionReview', dueOn: '2027-01-14', at: 'startOfDay', event: { type: 'START_REVIEW', facts: {} } });
    expect(step('inForce', back.context, 'START_PHASED_LIFT').context.phase?.number).toBe(1);
  });

  it('R41 a review that makes a partial stop a full one waits for the decision on telling people', () => {
    const vary = (change: object) => decide(restrictionMachine, at({ kind: 'partial' }), { type: 'VARY', facts: { ...facts.VARY, newKind: 'fullStop', ...change } });
    expect(vary({})).toMatchObject({ kind: 'moved', context: { kind: 'fullStop' } });
    expect(vary({ informingPeopleGiven: false })).toMatchObject({ kind: 'refused' });
  });

  it('R41 only a full stop waits for the decision on telling people', () => {
    const decision = { ...facts.DECIDE_AFTER_REPRESENTATION, informingPeopleGiven: false };
    const decideKind = (kind: 'fullStop' | 'cap') => decide(restrictionMachine, { state: 'recommended', context: { ...draft, kind } }, { type: 'DECIDE_AFTER_REPRESENTATION', facts: decision }).kind;
    expect([decideKind('fullStop'), decideKind('cap')]).toEqual(['refused', 'moved']);
  });
});
