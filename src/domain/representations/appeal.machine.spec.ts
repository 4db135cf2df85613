import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type AppealContext, type AppealEvents, appealMachine } from './appeal.machine.js';

const served: AppealContext = { appealBy: '2026-11-18', groundsBy: '2026-11-25', hearBy: '2026-12-04', decidedGrade: 4 };
const late: AppealContext = { ...served, appealBy: '2026-11-11' };
const hearer = { heardBy: 'other', hearerGrade: 4, decided: false, recommended: false, attended: false, nomineeNamed: false, everyArgumentAnswered: true, reasonsGiven: true };
const facts: AppealEvents = {
  ADMIT: { lodgedOn: '2026-11-18', excluded: false, stands: true, groundsGiven: true },
  AWAIT_GROUNDS: { lodgedOn: '2026-11-18', excluded: false, stands: true },
  RULE_OUT_OF_TIME: { lodgedOn: '2026-11-18', excluded: false, stands: true },
  GIVE_GROUNDS: { groundsGiven: true },
  CLOSE_GROUNDS: {},
  UPHOLD: { ...hearer, restrictionChanged: true, restrictionEnded: false },
  UPHOLD_IN_PART: { ...hearer, restrictionChanged: true, restrictionEnded: false },
  DISMISS: hearer,
  WITHDRAW: { providersWordsGiven: true },
};
const heard = ['hasHearer', 'isOfEqualRank', 'tookNoPart', 'hasAnswerToEveryArgument', 'hasReasons'];
const withdraw = ['withdrawn', 'hasProvidersWords'] as const;

describeMachine(appealMachine, {
  context: served,
  contextFor: (_, event) => (event === 'RULE_OUT_OF_TIME' ? late : {}),
  starts: [served, late],
  facts,
  matrix: {
    lodged: {
      ADMIT: ['toBeHeard', 'isOpenForReason', 'stands', 'isInTime', 'hasGrounds'],
      AWAIT_GROUNDS: ['groundsAwaited', 'isOpenForReason', 'stands', 'isInTime'],
      RULE_OUT_OF_TIME: ['outOfTime', 'isOpenForReason', 'stands', 'isLate'],
    },
    groundsAwaited: { GIVE_GROUNDS: ['toBeHeard', 'hasGrounds'], CLOSE_GROUNDS: ['toBeHeard'], WITHDRAW: withdraw },
    toBeHeard: {
      GIVE_GROUNDS: ['toBeHeard', 'hasGrounds'], CLOSE_GROUNDS: ['toBeHeard'],
      UPHOLD: ['upheld', ...heard, 'hasChangedRestriction'], UPHOLD_IN_PART: ['partlyUpheld', ...heard, 'hasChangedRestriction'], DISMISS: ['dismissed', ...heard],
      WITHDRAW: withdraw,
    },
  },
  broken: {
    isOpenForReason: { facts: { excluded: true } },
    stands: { facts: { stands: false } },
    isInTime: { context: { appealBy: '2026-11-17' } },
    isLate: [{ context: { appealBy: '2026-11-18' } }, { context: { appealBy: null } }],
    hasGrounds: { facts: { groundsGiven: false } },
    hasHearer: { facts: { heardBy: null } },
    isOfEqualRank: [{ facts: { hearerGrade: 3 } }, { context: { decidedGrade: 5 } }],
    tookNoPart: [{ facts: { decided: true } }, { facts: { recommended: true } }, { facts: { attended: true } }],
    hasAnswerToEveryArgument: { facts: { everyArgumentAnswered: false } },
    hasChangedRestriction: { facts: { restrictionChanged: false } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasProvidersWords: { facts: { providersWordsGiven: false } },
  },
  invariant: ({ state }, _last, path, deadlines) => {
    // What is decided was heard; its day to be heard runs exactly while it is to be heard.
    if (['upheld', 'partlyUpheld', 'dismissed'].includes(state)) expect(path[0]).toMatch(/ADMIT|AWAIT_GROUNDS/);
    expect(deadlines.has('appealHearing')).toBe(state === 'toBeHeard');
  },
});

describe('R11 over the Director of Adult Social Services', () => {
  const hear = (changes: object) => decide(appealMachine, { state: 'toBeHeard', context: { ...served, decidedGrade: 5 } }, { type: 'DISMISS', facts: { ...hearer, ...changes } });

  it('no officer of the department hears it, whatever the rank; the Chief Executive’s nominee does, by name', () => {
    expect(hear({ hearerGrade: 5 })).toMatchObject({ unmet: [{ requirement: 'isOfEqualRank' }] });
    expect(hear({ nomineeNamed: true })).toMatchObject({ kind: 'moved', to: 'dismissed' });
  });
});

it('R11 an appeal is upheld without effect where the restriction has ended before it is heard', () => {
  const uphold = (changes: object) => decide(appealMachine, { state: 'toBeHeard', context: served }, { type: 'UPHOLD', facts: { ...facts.UPHOLD, restrictionChanged: false, ...changes } });
  expect(uphold({ restrictionEnded: true })).toMatchObject({ kind: 'moved', to: 'upheld' });
  expect(uphold({})).toMatchObject({ unmet: [{ requirement: 'hasChangedRestriction' }] });
});

it('R11 nothing is late before the letter is served (case 28)', () => {
  expect(decide(appealMachine, { state: 'lodged', context: { ...served, appealBy: null } }, { type: 'ADMIT', facts: { ...facts.ADMIT, lodgedOn: '2027-01-04' } })).toMatchObject({ to: 'toBeHeard' });
});
