import { describeMachine } from '../../../test/support/machine-cases.js';
import { informationRequestMachine, type RequestContext } from './information-request.machine.js';

const received: RequestContext = {
  kind: 'subjectAccess', startsOn: '2026-11-02', extended: false, pausedDays: 0, setDueOn: null, dueOn: '2026-12-02', overdue: false, awaited: null, stoppedOn: null, items: 0, consultations: 0, proposedBy: [], documentId: null,
};
const anywhere = { REFUSE: ['refused', 'hasRefusalReason'], WITHDRAW: ['withdrawn', 'hasWithdrawalReason'] } as const;
const extend = ['isSubjectAccess', 'isNotExtended', 'isToldInTime', 'hasExtensionReason'] as const;

describeMachine(informationRequestMachine, {
  context: { ...received, items: 2, proposedBy: ['proposer'] },
  contextFor: (state): Partial<RequestContext> => (state === 'clarificationAwaited' ? { stoppedOn: '2026-11-03', awaited: 'identity' } : {}),
  starts: [{ ...received, items: 1 }],
  facts: {
    START_GATHERING: {}, ASK_REQUESTER: { awaited: 'identity', askedOn: '2026-11-03', questionGiven: true }, RECORD_ANSWER: { answeredOn: '2026-11-10', startsOn: '2026-11-10', pausedDays: 0, dueOn: '2026-12-10' },
    EXTEND: { extendedOn: '2026-11-05', dueOn: '2027-02-02', extensionReasonGiven: true }, CHANGE_RECORDS: { items: 3 }, RECORD_CONSULTATION: {}, START_REDACTION: { byPersonId: 'proposer' },
    CHANGE_REDACTIONS: { byPersonId: 'proposer' }, SEND_TO_CHECK: { byPersonId: 'proposer', everyProviderConsulted: true }, RETURN_SET: { byPersonId: 'checker', returnReasonGiven: true },
    APPROVE: { byPersonId: 'checker', documentId: 'document' }, RELEASE: { releasedOn: '2026-11-20', methodGiven: true }, REFUSE: { refusalReasonGiven: true }, WITHDRAW: { withdrawalReasonGiven: true }, MARK_OVERDUE: {},
  },
  matrix: {
    received: { START_GATHERING: ['gathering'], ASK_REQUESTER: ['clarificationAwaited', 'hasQuestion'], EXTEND: ['received', ...extend], MARK_OVERDUE: ['received'], ...anywhere },
    clarificationAwaited: { RECORD_ANSWER: ['gathering', 'isAfterAsking'], WITHDRAW: anywhere.WITHDRAW },
    gathering: {
      CHANGE_RECORDS: ['gathering'], RECORD_CONSULTATION: ['gathering'], ASK_REQUESTER: ['clarificationAwaited', 'hasQuestion'], EXTEND: ['gathering', ...extend], START_REDACTION: ['redaction', 'hasRecords'],
      MARK_OVERDUE: ['gathering'], ...anywhere,
    },
    redaction: {
      CHANGE_RECORDS: ['redaction'], RECORD_CONSULTATION: ['redaction'], CHANGE_REDACTIONS: ['redaction'], EXTEND: ['redaction', ...extend], SEND_TO_CHECK: ['secondCheck', 'hasRecords', 'hasConsultedProviders'],
      MARK_OVERDUE: ['redaction'], ...anywhere,
    },
    secondCheck: { RETURN_SET: ['redaction', 'isSecondPerson', 'hasReturnReason'], APPROVE: ['approved', 'isSecondPerson', 'hasDocument'], MARK_OVERDUE: ['secondCheck'], WITHDRAW: anywhere.WITHDRAW },
    approved: { RELEASE: ['released', 'hasMethod'], MARK_OVERDUE: ['approved'], WITHDRAW: anywhere.WITHDRAW },
  },
  broken: {
    hasQuestion: { facts: { questionGiven: false } },
    isAfterAsking: { facts: { answeredOn: '2026-11-02' } },
    isSubjectAccess: { context: { kind: 'foi' } },
    isNotExtended: { context: { extended: true } },
    isToldInTime: { facts: { extendedOn: '2026-12-03' } },
    hasExtensionReason: { facts: { extensionReasonGiven: false } },
    hasRecords: { context: { items: 0 } },
    hasConsultedProviders: { context: { kind: 'foi' }, facts: { everyProviderConsulted: false } },
    isSecondPerson: [{ facts: { byPersonId: 'proposer' } }, { facts: { byPersonId: null } }],
    hasReturnReason: { facts: { returnReasonGiven: false } },
    hasDocument: { facts: { documentId: null } },
    hasMethod: { facts: { methodGiven: false } },
    hasRefusalReason: { facts: { refusalReasonGiven: false } },
    hasWithdrawalReason: { facts: { withdrawalReasonGiven: false } },
  },
  invariant: ({ state, context }, _last, _path, deadlines) => {
    expect(deadlines.get('requestDue')).toBe(context.stoppedOn === null && !['released', 'refused', 'withdrawn'].includes(state) ? context.dueOn : undefined);
    // Case 12: nothing is released that nobody approved, and the clock stands exactly while the requester is waited for.
    if (state === 'released' || state === 'approved') expect(context.documentId).toBe('document');
    expect(context.stoppedOn !== null && state !== 'withdrawn').toBe(state === 'clarificationAwaited');
    expect(context.proposedBy).not.toContain('checker');
  },
});
