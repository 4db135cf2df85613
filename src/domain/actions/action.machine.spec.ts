import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type ActionContext, actionMachine } from './action.machine.js';

const open: ActionContext = { ownerId: 'owner', dueOn: '2026-12-01', reportedBy: null, extensions: 0 };
const report = ['reportedComplete', 'hasEvidence'] as const;
const ask = ['extensionRequested', 'hasLaterDate', 'hasExtensionReason'] as const;
const supersede = ['superseded', 'hasSupersedeReason'] as const;

describeMachine(actionMachine, {
  context: { ...open, reportedBy: 'owner' },
  starts: [open],
  facts: {
    BEGIN: {},
    MARK_OVERDUE: {},
    REPORT_COMPLETE: { reportedBy: 'owner', evidenceGiven: true },
    REQUEST_EXTENSION: { requestedBy: 'owner', requestedDueOn: '2026-12-15', extensionReasonGiven: true },
    AGREE_EXTENSION: { newDueOn: '2026-12-15', agreedBy: 'officer', agreedByIsOfficer: true, requestedBy: 'owner', extensionReasonGiven: true },
    REFUSE_EXTENSION: { refusalReasonGiven: true },
    VERIFY: { verifiedBy: 'officer', verifiedByIsOfficer: true, verifiedOn: '2026-12-03', methodGiven: true },
    REFUSE_VERIFICATION: { verifiedBy: 'officer', verifiedByIsOfficer: true, refusalReasonGiven: true },
    REOPEN: { newDueOn: '2026-12-20' },
    CLOSE: {},
    SUPERSEDE: { supersedeReasonGiven: true },
    HAND_OVER: { ownerId: 'successor' },
  },
  matrix: {
    open: { BEGIN: ['inProgress'], REPORT_COMPLETE: report, REQUEST_EXTENSION: ask, MARK_OVERDUE: ['overdue'], SUPERSEDE: supersede, HAND_OVER: ['open'] },
    inProgress: { REPORT_COMPLETE: report, REQUEST_EXTENSION: ask, MARK_OVERDUE: ['overdue'], SUPERSEDE: supersede, HAND_OVER: ['inProgress'] },
    overdue: { REPORT_COMPLETE: report, REQUEST_EXTENSION: ask, SUPERSEDE: supersede, HAND_OVER: ['overdue'] },
    extensionRequested: {
      AGREE_EXTENSION: ['open', 'hasLaterDate', 'hasExtensionReason', 'isAgreedByAnotherOfficer'],
      REFUSE_EXTENSION: ['open', 'hasRefusalReason'],
      SUPERSEDE: supersede,
      HAND_OVER: ['extensionRequested'],
    },
    reportedComplete: {
      VERIFY: ['verified', 'isCheckedByOfficer', 'isCheckedByAnother', 'hasDateAndMethod'],
      REFUSE_VERIFICATION: ['notVerified', 'isCheckedByOfficer', 'isCheckedByAnother', 'hasRefusalReason'],
      HAND_OVER: ['reportedComplete'],
    },
    notVerified: { REOPEN: ['open', 'hasNewDate'], SUPERSEDE: supersede, HAND_OVER: ['notVerified'] },
    verified: { CLOSE: ['closed'] },
  },
  broken: {
    hasEvidence: { facts: { evidenceGiven: false } },
    hasExtensionReason: { facts: { extensionReasonGiven: false } },
    hasLaterDate: { facts: { requestedDueOn: '2026-12-01', newDueOn: '2026-12-01' } },
    isAgreedByAnotherOfficer: [{ facts: { agreedBy: 'owner' } }, { facts: { agreedByIsOfficer: false } }],
    hasRefusalReason: { facts: { refusalReasonGiven: false } },
    isCheckedByOfficer: { facts: { verifiedByIsOfficer: false } },
    isCheckedByAnother: { facts: { verifiedBy: 'owner' } },
    hasDateAndMethod: [{ facts: { verifiedOn: null } }, { facts: { methodGiven: false } }],
    hasNewDate: { facts: { newDueOn: null } },
    hasSupersedeReason: { facts: { supersedeReasonGiven: false } },
  },
  invariant: ({ state, context }, _last, path, deadlines) => {
    // Its day is in sight exactly while somebody is to do it, also once it has passed (R18).
    expect(deadlines.get('actionDue')).toBe(['open', 'inProgress', 'overdue'].includes(state) ? context.dueOn : undefined);
    // R17: closed only through a report and an officer's verification.
    if (state === 'closed') expect(path.filter((event) => event !== 'HAND_OVER').slice(-3)).toEqual(['REPORT_COMPLETE', 'VERIFY', 'CLOSE']);
    if (['reportedComplete', 'verified', 'closed'].includes(state)) expect(context.reportedBy).toBe('owner');
  },
});

describe('an action that is handed over (ADR 0025)', () => {
  it('R17 is checked by neither its new owner nor whoever reported it', () => {
    const reported = { state: 'reportedComplete', context: { ...open, reportedBy: 'owner' } };
    const moved = decide(actionMachine, reported, { type: 'HAND_OVER', facts: { ownerId: 'successor' } });
    if (moved.kind !== 'moved') throw new Error('It moves.');
    const checkedBy = (verifiedBy: string) => decide(actionMachine, { state: moved.to, context: moved.context }, { type: 'VERIFY', facts: { verifiedBy, verifiedByIsOfficer: true, verifiedOn: '2026-12-03', methodGiven: true } });
    expect([checkedBy('successor').kind, checkedBy('owner').kind, checkedBy('officer').kind]).toEqual(['refused', 'refused', 'moved']);
  });
});

describe('the clock of an action', () => {
  it('starts again from the new date when more time is agreed', () => {
    const facts = { newDueOn: '2026-12-15', agreedBy: 'officer', agreedByIsOfficer: true, requestedBy: 'owner', extensionReasonGiven: true };
    const outcome = decide(actionMachine, { state: 'extensionRequested', context: open }, { type: 'AGREE_EXTENSION', facts });
    expect(outcome).toMatchObject({
      to: 'open',
      context: { dueOn: '2026-12-15', extensions: 1 },
      effects: [{ type: 'withdrawDeadlines', kinds: ['actionDue'] }, { type: 'deadline', kind: 'actionDue', dueOn: '2026-12-15', event: { type: 'MARK_OVERDUE' } }],
    });
  });

  it('stops when it is reported complete', () => {
    const outcome = decide(actionMachine, { state: 'overdue', context: open }, { type: 'REPORT_COMPLETE', facts: { reportedBy: 'owner', evidenceGiven: true } });
    expect(outcome).toMatchObject({ effects: [{ type: 'withdrawDeadlines', kinds: ['actionDue'] }, { type: 'publish', event: 'actionReportedComplete' }] });
  });
});
