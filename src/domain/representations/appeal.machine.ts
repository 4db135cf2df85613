import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import { dass } from '../councils/deciding.js';

/** What an appeal against a decision on placing remembers (R11). Dates as `YYYY-MM-DD`. */
export interface AppealContext {
  /** The last day to appeal, from service of the letter; null while it is not served: no day has begun (case 28). */
  readonly appealBy: string | null;
  /** The last day for the grounds. */
  readonly groundsBy: string;
  readonly groundsClosed?: boolean;
  /** By when it is heard. */
  readonly hearBy: string;
  /** The rank of whoever decided. */
  readonly decidedGrade: number;
}

/** Who hears it, and what is known of their part in the decision. */
export interface HearingOfficer {
  readonly heardBy: string | null;
  readonly hearerGrade: number;
  readonly decided: boolean;
  readonly recommended: boolean;
  readonly attended: boolean;
  /** Over the Director of Adult Social Services: whether the Chief Executive's nominee is named. */
  readonly nomineeNamed: boolean;
}
interface Answered extends HearingOfficer {
  readonly everyArgumentAnswered: boolean;
  readonly reasonsGiven: boolean;
}
interface Lodging {
  readonly lodgedOn: string;
  /** Whether the council's procedure, with Legal's name and date, opens no appeal for any of its reasons. */
  readonly excluded: boolean;
  /** Whether the restriction stands or is still to come. */
  readonly stands: boolean;
}

export type AppealEvents = {
  ADMIT: Lodging & { groundsGiven: boolean };
  AWAIT_GROUNDS: Lodging;
  RULE_OUT_OF_TIME: Lodging;
  /** At any time before it is decided: more is always accepted. */
  GIVE_GROUNDS: { groundsGiven: boolean };
  /** Sent by the deadline when the last day for grounds is over: it is heard on what there is. */
  CLOSE_GROUNDS: Record<never, never>;
  /** `restrictionEnded`: nothing of it is left to lift or change, and the provider was right all the same. */
  UPHOLD: Answered & { restrictionChanged: boolean; restrictionEnded: boolean };
  UPHOLD_IN_PART: Answered & { restrictionChanged: boolean; restrictionEnded: boolean };
  DISMISS: Answered;
  WITHDRAW: { providersWordsGiven: boolean };
};

const { setup, requires, requirements } = drawingBoard<AppealContext, AppealEvents>()({
  isOpenForReason: {
    sentence: 'The council’s procedure, agreed by Legal, opens no appeal for the reason of this restriction: say it as a representation, which is always read (R11).',
    holds: ({ excluded }) => excluded === false,
  },
  stands: {
    sentence: 'The restriction is over: there is nothing left to appeal against.',
    holds: ({ stands }) => stands === true,
  },
  isInTime: {
    sentence: 'It came after the last day to appeal, counted from service of the letter (R11).',
    holds: ({ lodgedOn }, { appealBy }) => lodgedOn !== undefined && (appealBy === null || lodgedOn <= appealBy),
  },
  isLate: {
    sentence: 'It came in time.',
    holds: ({ lodgedOn }, { appealBy }) => lodgedOn !== undefined && appealBy !== null && lodgedOn > appealBy,
  },
  hasGrounds: {
    sentence: 'Write the grounds of the appeal.',
    holds: ({ groundsGiven }) => groundsGiven === true,
    onForm: true,
  },
  hasHearer: {
    sentence: 'Name the officer who hears it.',
    holds: ({ heardBy }) => typeof heardBy === 'string',
  },
  isOfEqualRank: {
    sentence: 'An officer of the rank of whoever decided, or higher, hears it; over the Director of Adult Social Services, the Chief Executive’s nominee, by name (R11).',
    holds: ({ hearerGrade, nomineeNamed }, { decidedGrade }) => (decidedGrade >= dass ? nomineeNamed === true : (hearerGrade ?? 0) >= decidedGrade),
  },
  tookNoPart: {
    sentence: 'Whoever hears it neither decided, recommended nor attended the meeting (R11).',
    holds: ({ decided, recommended, attended }) => decided === false && recommended === false && attended === false,
  },
  hasAnswerToEveryArgument: {
    sentence: 'Write each argument and the answer to it (R05).',
    holds: ({ everyArgumentAnswered }) => everyArgumentAnswered === true,
    onForm: true,
  },
  hasChangedRestriction: {
    sentence: 'Say what becomes of the restriction: an appeal that is upheld changes or lifts it, unless it has ended already.',
    holds: ({ restrictionChanged, restrictionEnded }) => restrictionChanged === true || restrictionEnded === true,
    onForm: true,
  },
  hasReasons: {
    sentence: 'Give the reasons for the decision.',
    holds: ({ reasonsGiven }) => reasonsGiven === true,
    onForm: true,
  },
  hasProvidersWords: {
    sentence: 'Say how and when the provider withdrew it.',
    holds: ({ providersWordsGiven }) => providersWordsGiven === true,
    onForm: true,
  },
});

const lodging = ['isOpenForReason', 'stands'] as const;
const heard = ['hasHearer', 'isOfEqualRank', 'tookNoPart', 'hasAnswerToEveryArgument', 'hasReasons'] as const;
const decided = setup.emit({ type: 'publish', event: 'appealDecided' });
const giveGrounds = { guard: requires('hasGrounds'), actions: setup.emit({ type: 'publish', event: 'appealGroundsReceived' }) };
const closeGrounds = { guard: requires(), actions: setup.assign({ groundsClosed: true }) };
const withdraw = { guard: requires('hasProvidersWords'), target: 'withdrawn' };
const over = setup.emit({ type: 'withdrawDeadlines' });

/**
 * An appeal against a decision on placing (domain.md 1.3 B, R11): lodged within the days counted from service of the letter,
 * heard by somebody who took no part, and answered argument by argument. The restriction stays in force meanwhile.
 */
export const appealMachine = defineMachine({
  name: 'appeal',
  version: 2,
  requirements,
  chart: setup.createMachine({
    id: 'appeal',
    context: ({ input }) => input,
    initial: 'lodged',
    states: {
      lodged: {
        on: {
          ADMIT: { guard: requires(...lodging, 'isInTime', 'hasGrounds'), target: 'toBeHeard', actions: setup.emit({ type: 'publish', event: 'appealLodged' }) },
          AWAIT_GROUNDS: { guard: requires(...lodging, 'isInTime'), target: 'groundsAwaited', actions: setup.emit({ type: 'publish', event: 'appealLodged' }) },
          RULE_OUT_OF_TIME: { guard: requires(...lodging, 'isLate'), target: 'outOfTime', actions: setup.emit({ type: 'publish', event: 'appealOutOfTime' }) },
        },
      },
      groundsAwaited: {
        entry: setup.emit(({ context }) => ({ type: 'deadline', kind: 'appealGrounds', dueOn: context.groundsBy, event: { type: 'CLOSE_GROUNDS', facts: {} } })),
        on: { GIVE_GROUNDS: { ...giveGrounds, target: 'toBeHeard' }, CLOSE_GROUNDS: { ...closeGrounds, target: 'toBeHeard' }, WITHDRAW: withdraw },
      },
      // A provider who gives its grounds cannot see our deadlines, so its step withdraws none: the last day for grounds passes by itself.
      toBeHeard: {
        entry: setup.emit(({ context }) => ({ type: 'deadline', kind: 'appealHearing', dueOn: context.hearBy })),
        on: {
          GIVE_GROUNDS: giveGrounds,
          CLOSE_GROUNDS: closeGrounds,
          UPHOLD: { guard: requires(...heard, 'hasChangedRestriction'), target: 'upheld', actions: decided },
          UPHOLD_IN_PART: { guard: requires(...heard, 'hasChangedRestriction'), target: 'partlyUpheld', actions: decided },
          DISMISS: { guard: requires(...heard), target: 'dismissed', actions: decided },
          WITHDRAW: withdraw,
        },
      },
      upheld: { entry: over },
      partlyUpheld: { entry: over },
      dismissed: { entry: over },
      withdrawn: { entry: over },
      outOfTime: {},
    },
  }),
});
