import { describeMachine } from '../../../test/support/machine-cases.js';
import { watchedDateMachine, type WatchedDateContext } from './watched-date.machine.js';

const report: WatchedDateContext = { kind: 'reviewReport', dueOn: '2026-11-24', at: null, opensOn: null };
const discussion: WatchedDateContext = { kind: 'strategyDiscussion', dueOn: '2026-11-11', at: '2026-11-11T10:00:00Z', opensOn: null };
const tracker: WatchedDateContext = { kind: 'capacityTracker', dueOn: '2026-11-16', at: null, opensOn: '2026-11-08' };
const finish = ['done', 'hasOutcome', 'isDoneByToday', 'isOpenYet'] as const;
const withdraw = ['withdrawn', 'hasWithdrawReason'] as const;

describeMachine(watchedDateMachine, {
  context: tracker,
  starts: [report, discussion, tracker],
  facts: { MARK_OVERDUE: {}, FINISH: { doneOn: '2026-11-12', today: '2026-11-12', outcomeGiven: true }, WITHDRAW: { withdrawReasonGiven: true } },
  matrix: {
    open: { MARK_OVERDUE: ['overdue'], FINISH: finish, WITHDRAW: withdraw },
    overdue: { FINISH: finish, WITHDRAW: withdraw },
  },
  broken: {
    hasOutcome: { facts: { outcomeGiven: false } },
    isDoneByToday: [{ facts: { doneOn: '2026-11-13' } }, { facts: { doneOn: null } }],
    isOpenYet: { facts: { doneOn: '2026-11-07' } },
    hasWithdrawReason: { facts: { withdrawReasonGiven: false } },
  },
  invariant: ({ state, context }, _last, _path, deadlines) => {
    expect([...deadlines]).toEqual(['open', 'overdue'].includes(state) ? [[context.kind, context.dueOn]] : []);
  },
});
