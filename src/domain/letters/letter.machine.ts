import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What a letter remembers. Dates as `YYYY-MM-DD`. */
export interface LetterContext {
  /** How often its text was changed: an edit is a step, so that nobody overwrites what they have not read. */
  readonly edits: number;
  /** The last date on which it may be served; null where no rule sets one. */
  readonly serveBy: string | null;
  readonly documentId: string | null;
  readonly issuedOn: string | null;
  readonly servedOn: string | null;
  /** Whether Legal must agree to it before it is issued. Absent in letters begun before version 2. */
  readonly legalFirst?: boolean;
  /** Whether Legal has agreed to the text as it stands. */
  readonly legalAgreed?: boolean;
  /** How many of Legal's copies were not taken over. */
  readonly copiesRefused?: number;
  /** Of several it goes to, how many have not had it yet; absent until one has. */
  readonly left?: number;
}

interface ServiceFacts {
  /** The day somebody had it. */
  servedOn: string | null;
  /** Of several, the day the last of them had it: it is served then. Absent in letters served before version 4. */
  lastServedOn?: string;
  serviceMethod: string | null;
  /** How many of those it is addressed to have not had it once this one has. */
  left: number;
}
export type LetterEvents = {
  EDIT: Record<never, never>;
  SEND_TO_LEGAL: Record<never, never>;
  /** Legal's changes of the text are taken over. */
  TAKE_LEGAL_COPY: {
    /** Whether no part from the record was changed, or only changes of the others are taken. */
    recordKept: boolean;
  };
  REFUSE_LEGAL_COPY: Record<never, never>;
  RETURN: { agreed: boolean; commentsGiven: boolean };
  ISSUE: {
    documentId: string | null;
    issuedOn: string;
    addresseeGiven: boolean;
    /** Whether the letter says why: a letter that tells of a decision always does (R07). */
    reasonsGiven: boolean;
    /** Whether the decision it tells of is made; true where it tells of none. */
    decisionMade: boolean;
    /** Whether what it tells of was withdrawn since: then it is not sent. */
    overtaken?: boolean;
    /** Whether every part that people write and that may not be empty is written. */
    partsWritten: boolean;
  };
  /** One of several has it; the others have not. */
  SERVE_ONE: ServiceFacts;
  SERVE: ServiceFacts;
};

const { setup, requires, requirements } = drawingBoard<LetterContext, LetterEvents>()({
  keepsRecord: {
    sentence: 'What comes from the record stays as it is: take only the changes of the other parts, or send it back to Legal.',
    holds: ({ recordKept }) => recordKept === true,
    onForm: true,
  },
  saysWhatLegalAsks: {
    sentence: 'Say that Legal agrees, or what it asks to be changed.',
    holds: ({ agreed, commentsGiven }) => agreed === true || commentsGiven === true,
    onForm: true,
  },
  isAgreedByLegal: {
    sentence: 'Legal agrees to this kind of letter before it is issued: send it to Legal as it stands.',
    holds: (_, { legalFirst, legalAgreed }) => legalFirst !== true || legalAgreed === true,
  },
  hasDecision: {
    sentence: 'The decision this letter tells of is made.',
    holds: ({ decisionMade }) => decisionMade === true,
  },
  tellsOfWhatStands: {
    sentence: 'The notice this letter tells of is withdrawn: do not send it; the letter of the withdrawal tells the provider (R15).',
    holds: ({ overtaken }) => overtaken !== true,
  },
  hasAddressee: {
    sentence: 'Name the person or office it is addressed to.',
    holds: ({ addresseeGiven }) => addresseeGiven === true,
  },
  hasReasons: {
    sentence: 'Give the reasons in the letter (R07).',
    holds: ({ reasonsGiven }) => reasonsGiven === true,
    onForm: true,
  },
  hasWrittenParts: {
    sentence: 'Write every part that the letter must have: save the letter with it first.',
    holds: ({ partsWritten }) => partsWritten === true,
  },
  hasDocument: {
    sentence: 'The exact text that is sent is kept as a document (R38).',
    holds: ({ documentId }) => typeof documentId === 'string',
    onForm: true,
  },
  hasServiceDateAndMethod: {
    sentence: 'Say on what date and how it was served (R38).',
    holds: ({ servedOn, serviceMethod }) => typeof servedOn === 'string' && typeof serviceMethod === 'string',
    onForm: true,
  },
  isServedAfterIssue: {
    sentence: 'The date of service is not before the date of issue.',
    holds: ({ servedOn }, { issuedOn }) => typeof servedOn === 'string' && issuedOn !== null && servedOn >= issuedOn,
    onForm: true,
  },
  reachedEverybody: {
    sentence: 'Everybody it is addressed to has it.',
    holds: ({ left }) => left === 0,
    onForm: true,
  },
});

/** A letter is drafted, read by Legal where its kind needs it or an officer asks, issued as a document that never changes, and served with proof (R07, R38). */
export const letterMachine = defineMachine({
  name: 'letter',
  version: 4,
  requirements,
  chart: setup.createMachine({
    id: 'letter',
    context: ({ input }) => input,
    initial: 'draft',
    states: {
      draft: {
        entry: emit(({ context }) => ({ type: 'deadline', kind: 'letterDue', dueOn: context.serveBy })),
        on: {
          // A text that changes after Legal agreed to it is no longer what Legal agreed to.
          EDIT: { guard: requires(), actions: assign(({ context }) => ({ edits: context.edits + 1, ...(context.legalFirst === true && { legalAgreed: false }) })) },
          SEND_TO_LEGAL: { guard: requires(), target: 'legalReview' },
          ISSUE: {
            guard: requires('isAgreedByLegal', 'hasDecision', 'tellsOfWhatStands', 'hasAddressee', 'hasReasons', 'hasWrittenParts', 'hasDocument'),
            target: 'issued',
            actions: [
              assign(({ event }) => ({ documentId: event.facts.documentId, issuedOn: event.facts.issuedOn })),
              emit({ type: 'publish', event: 'letterIssued' }),
            ],
          },
        },
      },
      legalReview: {
        on: {
          TAKE_LEGAL_COPY: { guard: requires('keepsRecord'), actions: assign(({ context }) => ({ edits: context.edits + 1 })) },
          REFUSE_LEGAL_COPY: { guard: requires(), actions: assign(({ context }) => ({ copiesRefused: (context.copiesRefused ?? 0) + 1 })) },
          RETURN: {
            guard: requires('saysWhatLegalAsks'),
            target: 'draft',
            actions: assign(({ event }) => ({ legalAgreed: event.facts.agreed })),
          },
        },
      },
      issued: {
        on: {
          SERVE_ONE: { guard: requires('hasServiceDateAndMethod', 'isServedAfterIssue'), actions: assign(({ event }) => ({ left: event.facts.left })) },
          SERVE: {
            guard: requires('hasServiceDateAndMethod', 'isServedAfterIssue', 'reachedEverybody'),
            target: 'served',
            actions: [
              assign(({ event }) => ({ servedOn: event.facts.lastServedOn ?? event.facts.servedOn })),
              emit({ type: 'withdrawDeadlines', kinds: ['letterDue'] }),
              emit({ type: 'publish', event: 'letterServed' }),
            ],
          },
        },
      },
      served: {},
    },
  }),
});
