import { describeMachine } from '../../../test/support/machine-cases.js';
import { placementAlertMachine } from './placement-alert.machine.js';

describeMachine(placementAlertMachine, {
  context: { acknowledgeBy: '2026-11-24', acknowledged: 0 },
  facts: { ACKNOWLEDGE: { acknowledgedBy: 'Broker', isRecipient: true, isAcknowledged: false }, COMPLETE: { waitingFor: 0 }, CHASE: {} },
  matrix: {
    sent: { ACKNOWLEDGE: ['sent', 'isRecipient', 'isNotAcknowledged'], COMPLETE: ['acknowledged', 'isAcknowledgedByAll'], CHASE: ['chased'] },
    chased: { ACKNOWLEDGE: ['chased', 'isRecipient', 'isNotAcknowledged'], COMPLETE: ['acknowledged', 'isAcknowledgedByAll'] },
  },
  broken: {
    isRecipient: { facts: { isRecipient: false } },
    isNotAcknowledged: { facts: { isAcknowledged: true } },
    isAcknowledgedByAll: { facts: { waitingFor: 1 } },
  },
  starts: [{ acknowledgeBy: '2026-11-24', acknowledged: 0 }],
  invariant: ({ state }, _last, _path, deadlines) => {
    // R40: the clock runs exactly until it is chased or acknowledged by all.
    expect(deadlines.has('alertAcknowledgement')).toBe(state === 'sent');
  },
});
