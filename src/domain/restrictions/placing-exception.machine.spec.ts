import { describeMachine } from '../../../test/support/machine-cases.js';
import { placingExceptionMachine } from './placing-exception.machine.js';

const decision = { decidedBy: 'Head of Service', deciderIsAuthorised: true, deciderGrade: 3, isRestricted: true, reasonsGiven: true };
const always = ['isDecidedByAuthorisedOfficer', 'isDecidedByAnother'] as const;

describeMachine(placingExceptionMachine, {
  context: { askedBy: 'Broker' },
  facts: { GRANT: decision, REFUSE: decision },
  matrix: { asked: { GRANT: ['granted', ...always, 'isRestricted', 'hasReasons'], REFUSE: ['refused', ...always, 'hasReasons'] } },
  broken: {
    isDecidedByAuthorisedOfficer: [{ facts: { deciderIsAuthorised: false } }, { facts: { deciderGrade: 2 } }],
    isDecidedByAnother: { facts: { decidedBy: 'Broker' } },
    isRestricted: { facts: { isRestricted: false } },
    hasReasons: { facts: { reasonsGiven: false } },
  },
  starts: [{ askedBy: 'Broker' }],
  invariant: (_at, _last, _path, deadlines) => {
    expect(deadlines.size).toBe(0);
  },
});
