import { describeMachine } from '../../../test/support/machine-cases.js';
import { type HearingRequestContext, hearingRequestMachine } from './hearing-request.machine.js';

const moreTime: HearingRequestContext = { kind: 'moreTime', answerBy: '2026-11-17' };

describeMachine(hearingRequestMachine, {
  context: moreTime,
  starts: [moreTime, { ...moreTime, kind: 'companion' }, { ...moreTime, kind: 'adjournment' }],
  facts: { GRANT: { answeredBy: 'officer', reasonsGiven: true, newDayGiven: true }, REFUSE: { answeredBy: 'officer', reasonsGiven: true } },
  matrix: { asked: { GRANT: ['granted', 'hasAnswerer', 'hasReasons', 'hasNewDay'], REFUSE: ['refused', 'hasAnswerer', 'hasReasons'] } },
  broken: {
    hasAnswerer: { facts: { answeredBy: null } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasNewDay: { facts: { newDayGiven: false } },
  },
  // Davis: what a provider asks has a day by which it is told, exactly until it is.
  invariant: ({ state }, _last, _path, deadlines) => expect(deadlines.has('hearingRequestAnswer')).toBe(state === 'asked'),
});
