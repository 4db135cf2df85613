import { describeMachine } from '../../../../test/support/machine-cases.js';
import { writtenProcedureMachine } from './written-procedure.machine.js';

const withdraw = ['withdrawn', 'hasWithdrawReason'] as const;

describeMachine(writtenProcedureMachine, {
  context: { closesOn: '2026-11-12' },
  starts: [{ closesOn: '2026-11-12' }],
  facts: {
    CLOSE: { everybodyAnswered: false, dayPassed: true },
    RECOMMEND: { quorate: true, recommendationId: 'recommendation' },
    END_WITHOUT: { endReasonGiven: true },
    WITHDRAW: { withdrawReasonGiven: true },
  },
  matrix: {
    open: { CLOSE: ['closed', 'isOver'], WITHDRAW: withdraw },
    closed: { RECOMMEND: ['recommended', 'isQuorate', 'hasRecommendation'], END_WITHOUT: ['notRecommended', 'hasEndReason'], WITHDRAW: withdraw },
  },
  broken: {
    isOver: { facts: { everybodyAnswered: false, dayPassed: false } },
    isQuorate: { facts: { quorate: false } },
    hasRecommendation: { facts: { recommendationId: null } },
    hasEndReason: { facts: { endReasonGiven: false } },
    hasWithdrawReason: { facts: { withdrawReasonGiven: false } },
  },
  invariant: ({ state }, _last, path, deadlines) => {
    // The closing date runs while members may answer, and no longer.
    expect([...deadlines.keys()]).toEqual(state === 'open' ? ['writtenAnswers'] : []);
    // R20: nothing is recommended on a question that is still open.
    if (state === 'recommended') expect(path).toContain('CLOSE');
  },
});
