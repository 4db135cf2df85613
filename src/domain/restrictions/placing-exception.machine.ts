import { emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What an exception remembers: who asked for it, by membership. */
export interface PlacingExceptionContext {
  readonly askedBy: string;
}

interface Decision {
  readonly decidedBy: string;
  readonly deciderIsAuthorised: boolean;
  readonly deciderGrade: number;
  readonly isRestricted: boolean;
  readonly reasonsGiven: boolean;
}
export type PlacingExceptionEvents = {
  GRANT: Decision;
  REFUSE: Decision;
};

/** Rank of a Head of Service (domain.md 2.6). */
const headOfService = 3;

const { setup, requires, requirements } = drawingBoard<PlacingExceptionContext, PlacingExceptionEvents>()({
  isDecidedByAuthorisedOfficer: {
    sentence: 'An authorised officer, Head of Service or higher, decides on an exception (R40).',
    holds: ({ deciderIsAuthorised, deciderGrade }) => deciderIsAuthorised === true && (deciderGrade ?? 0) >= headOfService,
  },
  isDecidedByAnother: {
    sentence: 'Somebody other than whoever asked for it decides on an exception (R40).',
    holds: ({ decidedBy }, { askedBy }) => decidedBy !== undefined && decidedBy !== askedBy,
  },
  isRestricted: {
    sentence: 'The restriction is still in force: otherwise nothing bars the placement.',
    holds: ({ isRestricted }) => isRestricted === true,
  },
  hasReasons: {
    sentence: 'Give the reasons.',
    holds: ({ reasonsGiven }) => reasonsGiven === true,
    onForm: true,
  },
});

/** R40, case 11: an exception to a restriction is asked for before anybody is placed, and granted or refused with reasons. */
export const placingExceptionMachine = defineMachine({
  name: 'placingException',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'placingException',
    context: ({ input }) => input,
    initial: 'asked',
    states: {
      asked: {
        on: {
          GRANT: {
            guard: requires('isDecidedByAuthorisedOfficer', 'isDecidedByAnother', 'isRestricted', 'hasReasons'),
            target: 'granted',
            actions: emit({ type: 'publish', event: 'placingExceptionDecided' }),
          },
          REFUSE: {
            guard: requires('isDecidedByAuthorisedOfficer', 'isDecidedByAnother', 'hasReasons'),
            target: 'refused',
            actions: emit({ type: 'publish', event: 'placingExceptionDecided' }),
          },
        },
      },
      granted: {},
      refused: {},
    },
  }),
});
