import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard, type Effect } from '../../platform/workflow/machine.js';

/** What a record remembers between its steps (domain.md 1.3 D, 4.2-4.5). */
export interface IntelligenceContext {
  readonly severity: 'P1' | 'P2' | 'P3' | 'P4';
  readonly allocatedTo: string | null;
  readonly needsAction: boolean | null;
  readonly duplicateOf: string | null;
  readonly retracted: boolean;
  /** By when it is triaged (domain.md 4.4): the day in London, and the instant where hours count. Absent in records of before version 2. */
  readonly triageBy?: { readonly on: string; readonly at: string };
  /** When somebody looks again at who may see it (R28). Absent in records of before version 3. */
  readonly caveatReviewOn?: string | null;
}

export type IntelligenceEvents = {
  /** Acknowledged to whoever told us. */
  LOG: { acknowledged: boolean };
  /** Sent by the deadline: it waits for triage longer than its severity allows. */
  MARK_TRIAGE_OVERDUE: Record<never, never>;
  TRIAGE: {
    severity: IntelligenceContext['severity'];
    caveatGiven: boolean;
    lawfulBasisGiven: boolean;
    rationaleGiven: boolean;
    /** By when the severity asks for a response (4.4); null where the procedure sets none. */
    respondBy: string | null;
  };
  ALLOCATE: { allocatedTo: string | null; isCouncilOfficer: boolean };
  ASSESS: { assessedBy: string; assessmentGiven: boolean; needsAction: boolean | null };
  TAKE_NO_FURTHER_ACTION: { dispositionReasonGiven: boolean };
  TAKE_ACTION: { dispositionReasonGiven: boolean };
  LINK_TO_S42: { dispositionReasonGiven: boolean; safeguardingReferenceGiven: boolean };
  SEND_TO_PANEL: { dispositionReasonGiven: boolean };
  PASS_TO_OTHER_BODY: { dispositionReasonGiven: boolean; otherBodyGiven: boolean };
  MARK_DUPLICATE: { duplicateOf: string | null; isSameRecord: boolean };
  RETRACT: { retractionReasonGiven: boolean };
  /** Who may see it is said anew, or again. */
  SET_CAVEAT: { caveatReasonGiven: boolean; needsCaveatReview: boolean; caveatReviewOn: string | null };
  /** Sent by the deadline: the day on which somebody looks again has come. Nothing is released by it. */
  ASK_CAVEAT_REVIEW: Record<never, never>;
  CLOSE: { outcomeGiven: boolean; takenByPanel: boolean };
};

const { setup, requires, requirements } = drawingBoard<IntelligenceContext, IntelligenceEvents>()({
  hasAcknowledgement: {
    sentence: 'Acknowledge the record to whoever sent it.',
    holds: ({ acknowledged }) => acknowledged === true,
  },
  hasSeverity: {
    sentence: 'Say how serious it is, P1 to P4.',
    holds: ({ severity }) => severity !== undefined,
    onForm: true,
  },
  hasCaveat: {
    sentence: 'Say who may see this and how it must be handled.',
    holds: ({ caveatGiven }) => caveatGiven === true,
    onForm: true,
  },
  hasLawfulBasis: {
    sentence: 'Give the lawful basis for holding and sharing it.',
    holds: ({ lawfulBasisGiven }) => lawfulBasisGiven === true,
    onForm: true,
  },
  hasRationale: {
    sentence: 'Write why it was triaged this way: a score cannot see the context.',
    holds: ({ rationaleGiven }) => rationaleGiven === true,
    onForm: true,
  },
  hasCouncilOfficer: {
    sentence: 'Allocate it to an officer of the council.',
    holds: ({ allocatedTo, isCouncilOfficer }) => typeof allocatedTo === 'string' && isCouncilOfficer === true,
    onForm: true,
  },
  isAssessedByItsOfficer: {
    sentence: 'Whoever it is allocated to assesses it; allocate it again if that is somebody else now.',
    holds: ({ assessedBy }, { allocatedTo }) => assessedBy !== undefined && assessedBy === allocatedTo,
  },
  hasAssessment: {
    sentence: 'Write the assessment and whether action is needed.',
    holds: ({ assessmentGiven, needsAction }) => assessmentGiven === true && typeof needsAction === 'boolean',
    onForm: true,
  },
  needsNoAction: {
    sentence: 'The assessment says that action is needed: choose what is done, or assess it again.',
    holds: (_facts, { needsAction }) => needsAction === false,
  },
  hasDispositionReason: {
    sentence: 'Give the reason for what is done with it.',
    holds: ({ dispositionReasonGiven }) => dispositionReasonGiven === true,
    onForm: true,
  },
  hasSafeguardingReference: {
    sentence: 'Give the reference of the safeguarding concern or enquiry.',
    holds: ({ safeguardingReferenceGiven }) => safeguardingReferenceGiven === true,
    onForm: true,
  },
  hasOtherBody: {
    sentence: 'Name the body it is passed to.',
    holds: ({ otherBodyGiven }) => otherBodyGiven === true,
    onForm: true,
  },
  hasOriginal: {
    sentence: 'Name the other record it repeats (R26).',
    holds: ({ duplicateOf, isSameRecord }) => typeof duplicateOf === 'string' && isSameRecord === false,
    onForm: true,
  },
  hasRetractionReason: {
    sentence: 'Say why it is retracted.',
    holds: ({ retractionReasonGiven }) => retractionReasonGiven === true,
    onForm: true,
  },
  hasOutcome: {
    sentence: 'Write what came of it, so that whoever told us can be answered.',
    holds: ({ outcomeGiven }) => outcomeGiven === true,
    onForm: true,
  },
  hasCaveatReason: {
    sentence: 'Say why who may see it changes, or stays.',
    holds: ({ caveatReasonGiven }) => caveatReasonGiven === true,
    onForm: true,
  },
  hasCaveatReview: {
    sentence: 'Give the day on which it is looked at again: what CQC has not published has a review date, not an expiry (R28).',
    holds: ({ needsCaveatReview, caveatReviewOn }) => needsCaveatReview === false || typeof caveatReviewOn === 'string',
    onForm: true,
  },
  isTakenByPanel: {
    sentence: 'The panel has taken the item this record is on.',
    holds: ({ takenByPanel }) => takenByPanel === true,
  },
});

const markDuplicate = {
  guard: requires('hasOriginal'),
  target: 'noFurtherAction',
  actions: setup.assign(({ event }) => (event.type === 'MARK_DUPLICATE' ? { duplicateOf: event.facts.duplicateOf } : {})),
};
const allocate = {
  guard: requires('hasCouncilOfficer'),
  target: 'allocated',
  actions: setup.assign(({ event }) => (event.type === 'ALLOCATE' ? { allocatedTo: event.facts.allocatedTo } : {})),
};
const caveatReview = (dueOn: string | null): Effect => ({ type: 'deadline', kind: 'caveatReview', dueOn, at: 'startOfDay', event: { type: 'ASK_CAVEAT_REVIEW', facts: {} } });
const triageDue = ({ triageBy }: IntelligenceContext) => ({ type: 'deadline' as const, kind: 'triage', dueOn: triageBy?.on ?? null, ...(triageBy && { at: { instant: triageBy.at } }) });
const triageOverdue = {
  guard: requires(),
  // The clock that fired is spent: the date stays in sight until it is triaged; of what was retracted nobody waits for it.
  actions: [setup.emit(({ context }) => ({ ...triageDue(context), ...(context.retracted && { dueOn: null }) })), setup.emit({ type: 'publish', event: 'intelligenceTriageOverdue' })],
};
const close = { guard: requires('hasOutcome'), target: 'closed', actions: setup.emit({ type: 'publish', event: 'intelligenceClosed' }) };

/**
 * Statechart D (domain.md 1.3): a council logs, triages, allocates and assesses every record, and every record ends in one
 * disposition (4.5). Duplicate and retracted are flags beside the state. From version 2 a clock runs from receipt to triage; from
 * version 3 one to the day on which somebody looks again at who may see it, whatever the state (R28). From version 4 nobody is asked for an answer to what was retracted; from version 5 the
 * date of a late triage, and that of the look again, stay in sight.
 */
export const intelligenceMachine = defineMachine({
  name: 'intelligence',
  version: 5,
  requirements,
  chart: setup.createMachine({
    id: 'intelligence',
    context: ({ input }) => input,
    initial: 'received',
    on: {
      RETRACT: {
        guard: requires('hasRetractionReason'),
        actions: [assign({ retracted: true }), emit({ type: 'withdrawDeadlines', kinds: ['triage', 'intelligenceResponse'] })],
      },
      SET_CAVEAT: {
        guard: requires('hasCaveatReason', 'hasCaveatReview'),
        actions: [
          setup.assign(({ event }) => (event.type === 'SET_CAVEAT' ? { caveatReviewOn: event.facts.caveatReviewOn } : {})),
          setup.emit({ type: 'withdrawDeadlines', kinds: ['caveatReview'] }),
          setup.emit(({ event }) => caveatReview(event.type === 'SET_CAVEAT' ? event.facts.caveatReviewOn : null)),
        ],
      },
      ASK_CAVEAT_REVIEW: {
        guard: requires(),
        // The day has come, and stays in sight until somebody says again who may see it.
        actions: [emit({ type: 'publish', event: 'intelligenceCaveatReviewDue' }), emit(({ context }) => ({ type: 'deadline', kind: 'caveatReview', dueOn: context.caveatReviewOn ?? null }))],
      },
    },
    states: {
      received: {
        entry: [
          emit({ type: 'publish', event: 'intelligenceReceived' }),
          emit(({ context: { caveatReviewOn } }) => caveatReview(caveatReviewOn ?? null)),
          emit(({ context }) => ({ ...triageDue(context), event: { type: 'MARK_TRIAGE_OVERDUE', facts: {} } })),
        ],
        on: { LOG: { guard: requires('hasAcknowledgement'), target: 'logged' }, MARK_TRIAGE_OVERDUE: triageOverdue },
      },
      logged: {
        on: {
          TRIAGE: {
            guard: requires('hasSeverity', 'hasCaveat', 'hasLawfulBasis', 'hasRationale'),
            target: 'triaged',
            actions: [
              assign(({ event }) => ({ severity: event.facts.severity })),
              emit({ type: 'withdrawDeadlines', kinds: ['triage'] }),
              emit(({ context, event }) => ({ type: 'deadline', kind: 'intelligenceResponse', dueOn: context.retracted ? null : event.facts.respondBy })),
            ],
          },
          MARK_DUPLICATE: markDuplicate,
          MARK_TRIAGE_OVERDUE: triageOverdue,
        },
      },
      triaged: { on: { ALLOCATE: allocate, MARK_DUPLICATE: markDuplicate } },
      allocated: {
        on: {
          ASSESS: {
            guard: requires('isAssessedByItsOfficer', 'hasAssessment'),
            target: 'assessed',
            actions: [
              assign(({ event }) => ({ needsAction: event.facts.needsAction })),
              emit({ type: 'withdrawDeadlines', kinds: ['intelligenceResponse'] }),
            ],
          },
          ALLOCATE: allocate,
          MARK_DUPLICATE: markDuplicate,
        },
      },
      assessed: {
        on: {
          TAKE_NO_FURTHER_ACTION: { guard: requires('needsNoAction', 'hasDispositionReason'), target: 'noFurtherAction' },
          TAKE_ACTION: { guard: requires('hasDispositionReason'), target: 'action' },
          LINK_TO_S42: { guard: requires('hasDispositionReason', 'hasSafeguardingReference'), target: 'linkToS42' },
          SEND_TO_PANEL: {
            guard: requires('hasDispositionReason'),
            target: 'toPanel',
            actions: emit({ type: 'publish', event: 'intelligenceSentToPanel' }),
          },
          PASS_TO_OTHER_BODY: { guard: requires('hasDispositionReason', 'hasOtherBody'), target: 'passToOtherBody' },
          ALLOCATE: allocate,
          MARK_DUPLICATE: markDuplicate,
        },
      },
      noFurtherAction: { entry: emit({ type: 'withdrawDeadlines', kinds: ['triage', 'intelligenceResponse'] }), on: { CLOSE: close } },
      action: { on: { CLOSE: close } },
      linkToS42: { on: { CLOSE: close } },
      toPanel: { on: { CLOSE: { ...close, guard: requires('hasOutcome', 'isTakenByPanel') } } },
      passToOtherBody: { on: { CLOSE: close } },
      closed: {},
    },
  }),
});
