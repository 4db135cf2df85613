import { describeMachine } from '../../../test/support/machine-cases.js';
import { begin, decide } from '../../platform/workflow/decide.js';
import { type IntelligenceContext, intelligenceMachine } from './intelligence.machine.js';

const received: IntelligenceContext = { severity: 'P3', allocatedTo: null, needsAction: null, duplicateOf: null, retracted: false };
/** Whatever the state: it may be retracted, and who may see it said anew. */
const anywhere = (state: string) => ({
  RETRACT: [state, 'hasRetractionReason'] as const, SET_CAVEAT: [state, 'hasCaveatReason', 'hasCaveatReview'] as const, ASK_CAVEAT_REVIEW: [state] as const,
});
const close = ['closed', 'hasOutcome'] as const;
const duplicate = ['noFurtherAction', 'hasOriginal'] as const;
const allocate = ['allocated', 'hasCouncilOfficer'] as const;

describeMachine(intelligenceMachine, {
  context: { ...received, allocatedTo: 'officer', needsAction: false },
  starts: [received, { ...received, triageBy: { on: '2026-11-03', at: '2026-11-03T11:00:00Z' }, caveatReviewOn: '2026-11-20' }],
  rests: ['closed'],
  facts: {
    LOG: { acknowledged: true },
    MARK_TRIAGE_OVERDUE: {},
    TRIAGE: { severity: 'P2', caveatGiven: true, lawfulBasisGiven: true, rationaleGiven: true, respondBy: '2026-11-24' },
    ALLOCATE: { allocatedTo: 'officer', isCouncilOfficer: true },
    ASSESS: { assessedBy: 'officer', assessmentGiven: true, needsAction: false },
    TAKE_NO_FURTHER_ACTION: { dispositionReasonGiven: true },
    TAKE_ACTION: { dispositionReasonGiven: true },
    LINK_TO_S42: { dispositionReasonGiven: true, safeguardingReferenceGiven: true },
    SEND_TO_PANEL: { dispositionReasonGiven: true },
    PASS_TO_OTHER_BODY: { dispositionReasonGiven: true, otherBodyGiven: true },
    MARK_DUPLICATE: { duplicateOf: 'other', isSameRecord: false },
    RETRACT: { retractionReasonGiven: true },
    SET_CAVEAT: { caveatReasonGiven: true, needsCaveatReview: true, caveatReviewOn: '2026-12-01' },
    ASK_CAVEAT_REVIEW: {},
    CLOSE: { outcomeGiven: true, takenByPanel: true },
  },
  matrix: {
    received: { LOG: ['logged', 'hasAcknowledgement'], MARK_TRIAGE_OVERDUE: ['received'], ...anywhere('received') },
    logged: {
      TRIAGE: ['triaged', 'hasSeverity', 'hasCaveat', 'hasLawfulBasis', 'hasRationale'], MARK_DUPLICATE: duplicate, MARK_TRIAGE_OVERDUE: ['logged'], ...anywhere('logged'),
    },
    triaged: { ALLOCATE: allocate, MARK_DUPLICATE: duplicate, ...anywhere('triaged') },
    allocated: {
      ASSESS: ['assessed', 'isAssessedByItsOfficer', 'hasAssessment'], ALLOCATE: allocate, MARK_DUPLICATE: duplicate, ...anywhere('allocated'),
    },
    assessed: {
      TAKE_NO_FURTHER_ACTION: ['noFurtherAction', 'needsNoAction', 'hasDispositionReason'],
      TAKE_ACTION: ['action', 'hasDispositionReason'],
      LINK_TO_S42: ['linkToS42', 'hasDispositionReason', 'hasSafeguardingReference'],
      SEND_TO_PANEL: ['toPanel', 'hasDispositionReason'],
      PASS_TO_OTHER_BODY: ['passToOtherBody', 'hasDispositionReason', 'hasOtherBody'],
      ALLOCATE: allocate, MARK_DUPLICATE: duplicate, ...anywhere('assessed'),
    },
    noFurtherAction: { CLOSE: close, ...anywhere('noFurtherAction') },
    action: { CLOSE: close, ...anywhere('action') },
    linkToS42: { CLOSE: close, ...anywhere('linkToS42') },
    toPanel: { CLOSE: ['closed', 'hasOutcome', 'isTakenByPanel'], ...anywhere('toPanel') },
    passToOtherBody: { CLOSE: close, ...anywhere('passToOtherBody') },
    closed: { ...anywhere('closed') },
  },
  broken: {
    hasAcknowledgement: { facts: { acknowledged: false } },
    hasSeverity: { facts: { severity: undefined } },
    hasCaveat: { facts: { caveatGiven: false } },
    hasLawfulBasis: { facts: { lawfulBasisGiven: false } },
    hasRationale: { facts: { rationaleGiven: false } },
    hasCouncilOfficer: [{ facts: { isCouncilOfficer: false } }, { facts: { allocatedTo: null } }],
    isAssessedByItsOfficer: { facts: { assessedBy: 'somebody else' } },
    hasAssessment: [{ facts: { assessmentGiven: false } }, { facts: { needsAction: null } }],
    needsNoAction: { context: { needsAction: true } },
    hasDispositionReason: { facts: { dispositionReasonGiven: false } },
    hasSafeguardingReference: { facts: { safeguardingReferenceGiven: false } },
    hasOtherBody: { facts: { otherBodyGiven: false } },
    hasOriginal: [{ facts: { duplicateOf: null } }, { facts: { isSameRecord: true } }],
    hasRetractionReason: { facts: { retractionReasonGiven: false } },
    hasOutcome: { facts: { outcomeGiven: false } },
    isTakenByPanel: { facts: { takenByPanel: false } },
    hasCaveatReason: { facts: { caveatReasonGiven: false } },
    hasCaveatReview: { facts: { caveatReviewOn: null } },
  },
  invariant: ({ state, context }, _last, path, deadlines) => {
    // A clock runs exactly while its answer is waited for, and none for what was retracted.
    expect(deadlines.get('triage')).toBe(['received', 'logged'].includes(state) && !context.retracted ? context.triageBy?.on : undefined);
    expect(deadlines.has('intelligenceResponse')).toBe(['triaged', 'allocated'].includes(state) && !context.retracted && !path.includes('ASSESS'));
    expect(deadlines.get('caveatReview')).toBe(context.caveatReviewOn ?? undefined);
    const judged = ['assessed', 'action', 'linkToS42', 'toPanel', 'passToOtherBody'];
    // Whatever was judged was judged by somebody, with an answer to "does it need action?".
    if (judged.includes(state)) expect(context).toMatchObject({ allocatedTo: expect.any(String), needsAction: expect.any(Boolean) });
    if (state === 'noFurtherAction') expect(context.needsAction === false || context.duplicateOf !== null).toBe(true);
  },
});

describe('the clock from receipt to triage', () => {
  const triageBy = { on: '2026-11-03', at: '2026-11-03T11:00:00Z' };

  it('starts at receipt, to the instant where hours count, and is withdrawn at triage', () => {
    const begun = begin(intelligenceMachine, { ...received, triageBy });
    expect(begun.effects).toContainEqual({ type: 'deadline', kind: 'triage', dueOn: '2026-11-03', at: { instant: '2026-11-03T11:00:00Z' }, event: { type: 'MARK_TRIAGE_OVERDUE', facts: {} } });
    const facts = { severity: 'P2' as const, caveatGiven: true, lawfulBasisGiven: true, rationaleGiven: true, respondBy: null };
    expect(decide(intelligenceMachine, { state: 'logged', context: received }, { type: 'TRIAGE', facts })).toMatchObject({ effects: [{ type: 'withdrawDeadlines', kinds: ['triage'] }, { type: 'deadline' }] });
  });

  it('is withdrawn with the answer asked for when the record is retracted, and asked for no more', () => {
    const retracted = decide(intelligenceMachine, { state: 'allocated', context: received }, { type: 'RETRACT', facts: { retractionReasonGiven: true } });
    expect(retracted).toMatchObject({ to: 'allocated', effects: [{ type: 'withdrawDeadlines', kinds: ['triage', 'intelligenceResponse'] }] });
    const facts = { severity: 'P2' as const, caveatGiven: true, lawfulBasisGiven: true, rationaleGiven: true, respondBy: '2026-11-05' };
    const triaged = decide(intelligenceMachine, { state: 'logged', context: { ...received, retracted: true } }, { type: 'TRIAGE', facts });
    expect(triaged).toMatchObject({ effects: [{ type: 'withdrawDeadlines' }, { type: 'deadline', dueOn: null }] });
  });

  it('never started for records of before there was one', () => {
    expect(begin(intelligenceMachine, received).effects).toContainEqual(expect.objectContaining({ kind: 'triage', dueOn: null }));
  });
});
