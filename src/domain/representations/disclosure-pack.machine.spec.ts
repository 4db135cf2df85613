import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { disclosurePackMachine } from './disclosure-pack.machine.js';

const serving = { keptItems: [], openToAnswer: true, first: true, notExtendedReasonGiven: false };

describeMachine(disclosurePackMachine, {
  context: { items: 2 },
  starts: [{ items: 2 }, { items: 0 }],
  facts: { CHANGE: { items: 3 }, SERVE: serving, DROP: { reasonGiven: true } },
  matrix: {
    prepared: { CHANGE: ['prepared'], SERVE: ['served', 'hasItems', 'givesNothingKept', 'isOpenToAnswer', 'countsFromFirst'], DROP: ['dropped', 'hasDropReason'] },
  },
  broken: {
    hasItems: { context: { items: 0 } },
    givesNothingKept: { facts: { keptItems: ['item 1'] } },
    isOpenToAnswer: { facts: { openToAnswer: false } },
    countsFromFirst: { facts: { notExtendedReasonGiven: true } },
    hasDropReason: { facts: { reasonGiven: false } },
  },
  invariant: ({ state, context }) => {
    if (state === 'served') expect(context.items).toBeGreaterThan(0);
  },
});

it('names what must be taken out, and lets more time be refused of a supplement', () => {
  const refused = decide(disclosurePackMachine, { state: 'prepared', context: { items: 2 } }, { type: 'SERVE', facts: { ...serving, keptItems: ['item 1, INT-2026-00007', 'item 2'] } });
  expect(refused).toMatchObject({ unmet: [{ sentence: 'Take out what must not reach the provider, and list it as withheld with why: item 1, INT-2026-00007; item 2.' }] });
  expect(decide(disclosurePackMachine, { state: 'prepared', context: { items: 2 } }, { type: 'SERVE', facts: { ...serving, first: false, notExtendedReasonGiven: true } })).toMatchObject({ to: 'served' });
});
