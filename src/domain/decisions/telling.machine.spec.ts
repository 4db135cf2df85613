import { describeMachine } from '../../../test/support/machine-cases.js';
import { type TellingContext, tellingMachine } from './telling.machine.js';

const today = '2026-11-10';
const plan = ['planned', 'hasWhoAndByWhom', 'hasDayToTell'] as const;
const defer = ['deferred', 'hasWhyNotYet', 'hasDayToConsider'] as const;

const first: TellingContext = { setOutBy: '2026-11-11', tellOn: null, considerOn: null };

describeMachine(tellingMachine, {
  context: first,
  contextFor: (state) => ({ tellOn: state === 'planned' ? '2026-11-12' : null, considerOn: state === 'deferred' ? '2026-11-17' : null }),
  facts: {
    PLAN: { whoIsToldGiven: true, whoTellsGiven: true, tellOn: '2026-11-12', today }, DEFER: { whyNotYetGiven: true, considerOn: '2026-11-17', today }, RECORD_TOLD: { toldOn: today, today },
  },
  matrix: { decided: { PLAN: plan, DEFER: defer }, planned: { PLAN: plan, DEFER: defer, RECORD_TOLD: ['told', 'hasDayTold'] }, deferred: { PLAN: plan, DEFER: defer } },
  broken: {
    hasWhoAndByWhom: [{ facts: { whoIsToldGiven: false } }, { facts: { whoTellsGiven: false } }],
    hasDayToTell: { facts: { tellOn: '2026-11-09' } },
    hasWhyNotYet: { facts: { whyNotYetGiven: false } },
    hasDayToConsider: { facts: { considerOn: today } },
    hasDayTold: { facts: { toldOn: '2026-11-11' } },
  },
  starts: [first],
  invariant: ({ state, context }, _last, _path, deadlines) => {
    // R41: until they are told there is always one day on which it is looked at.
    const running: Record<string, [string, string | null][]> = {
      decided: [['tellingSetOut', context.setOutBy]], planned: [['tellingDue', context.tellOn]], deferred: [['tellingConsidered', context.considerOn]], told: [],
    };
    expect([...deadlines]).toEqual(running[state]);
  },
});
