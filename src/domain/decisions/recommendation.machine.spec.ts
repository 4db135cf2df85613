import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type RecommendationContext, recommendationMachine } from './recommendation.machine.js';

const awaiting: RecommendationContext = {
  code: 'D08', quorate: true, chairedByPersonId: 'chair', signedByPersonId: 'signatory', decideBy: '2026-11-27', decisionId: null,
};
const deciding = {
  decidedBy: 'membership', deciderIsAuthorised: true, deciderGrade: 4, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true,
  deciderRunsService: false, independenceGiven: false, decisionId: 'decision', deciderPersonId: 'director',
};

describeMachine(recommendationMachine, {
  context: awaiting,
  starts: [awaiting, { ...awaiting, quorate: false }, { ...awaiting, code: 'D03' }],
  facts: {
    DECIDE: { ...deciding, openWindows: 0, notHeardReasonGiven: false, unansweredRepresentations: 0 },
    DECLINE: deciding,
    WITHDRAW: { withdrawnBy: 'chair', reasonsGiven: true },
  },
  matrix: {
    awaitingDecision: {
      DECIDE: ['decided', 'hasAuthorisedDecider', 'isIndependentDecider', 'keepsIndependence', 'hasQuorumRecorded', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasReasons'],
      DECLINE: ['declined', 'hasAuthorisedDecider', 'isIndependentDecider', 'keepsIndependence', 'hasReasons'],
      WITHDRAW: ['withdrawn', 'hasReasons'],
    },
  },
  broken: {
    hasAuthorisedDecider: [{ facts: { decidedBy: null } }, { facts: { deciderIsAuthorised: false } }],
    isIndependentDecider: [{ facts: { deciderPersonId: 'chair' } }, { facts: { deciderPersonId: 'signatory' } }, { facts: { deciderPersonId: null } }],
    keepsIndependence: { facts: { deciderRunsService: true } },
    hasQuorumRecorded: { context: { quorate: false } },
    hasHeardProvider: { facts: { openWindows: 1 } },
    hasAnsweredEveryRepresentation: { facts: { unansweredRepresentations: 1 } },
    hasReasons: { facts: { reasonsGiven: false } },
  },
  invariant: ({ state, context }, _last, _path, deadlines) => {
    expect(deadlines.get('decisionDue')).toBe(state === 'awaitingDecision' ? context.decideBy : undefined);
    // R01, R20: whatever was decided has its decision, and was recommended by a quorum.
    if (state === 'decided') expect(context).toMatchObject({ decisionId: 'decision', quorate: true });
    if (state === 'awaitingDecision') expect(context.decisionId).toBeNull();
  },
});

describe('who decides a recommendation', () => {
  const facts = { ...deciding, deciderPersonId: 'chair', openWindows: 0, notHeardReasonGiven: false, unansweredRepresentations: 0 };
  it.each(['D04', 'D08', 'D10', 'D14'])('R39 whoever chaired the item does not decide %s', (code) => {
    expect(decide(recommendationMachine, { state: 'awaitingDecision', context: { ...awaiting, code } }, { type: 'DECIDE', facts })).toMatchObject({
      kind: 'refused', unmet: [{ requirement: 'isIndependentDecider' }],
    });
  });

  it('R39 whoever chaired may decide it in an emergency with the reason written down', () => {
    const outcome = decide(recommendationMachine, { state: 'awaitingDecision', context: awaiting }, { type: 'DECIDE', facts: { ...facts, emergencyReasonGiven: true } });
    expect(outcome.kind).toBe('moved');
  });

  it('R39 does not stand in the way of enhanced monitoring', () => {
    const outcome = decide(recommendationMachine, { state: 'awaitingDecision', context: { ...awaiting, code: 'D03' } }, { type: 'DECIDE', facts });
    expect(outcome.kind).toBe('moved');
  });

  it('R04 an open window is waited for, or the decider says in writing why not', () => {
    const open = { ...facts, deciderPersonId: 'director', openWindows: 1 };
    const at = { state: 'awaitingDecision', context: awaiting };
    expect(decide(recommendationMachine, at, { type: 'DECIDE', facts: open })).toMatchObject({ unmet: [{ requirement: 'hasHeardProvider' }] });
    expect(decide(recommendationMachine, at, { type: 'DECIDE', facts: { ...open, notHeardReasonGiven: true } }).kind).toBe('moved');
  });
});
