import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import { type NoticeContext, type NoticeEvents, noticeRequirements } from './notice.requirements.js';

export type { NoticeContext, NoticeEvents, NoticeKind } from './notice.requirements.js';

const { setup, requires, requirements } = drawingBoard<NoticeContext, NoticeEvents>()(noticeRequirements);

/** What a draft must hold before Legal sees it, and still when it is decided (R04, R12, R13). */
const terms = [
  'hasContractInForce', 'hasClauses', 'hasBreachFacts', 'hasSteps', 'isUnderNoOtherNotice', 'hasRightPeriod', 'hasReasonForShortPeriod',
  'hasMeetingOrWarning', 'hasSupportOffered', 'hasAddressForService',
] as const;

const remedyDue = setup.emit(({ context }) => ({
  type: 'deadline', kind: 'noticeRemedy', dueOn: context.remedyOn, event: { type: 'REACH_REMEDY_DATE', facts: { on: context.remedyOn } },
}));
const planDue = setup.emit(({ context, event }) => ({
  type: 'deadline', kind: 'noticePlan', dueOn: context.kind === 'remedy' && 'planBy' in event.facts ? event.facts.planBy : null,
}));
const withdraw = (...kinds: string[]) => setup.emit({ type: 'withdrawDeadlines', kinds });
const endClocks = setup.emit({ type: 'withdrawDeadlines' });

const drop = { guard: requires('hasReasons'), target: 'notIssued' };
const returnToDraft = { guard: requires('hasReasons'), target: 'drafting', actions: setup.assign({ legalCheckedOn: null }) };
const issue = {
  guard: requires('hasAuthorisedDecider', 'isIndependentDecider', 'hasMinutedRecommendation', 'isLegallyChecked', ...terms, 'hasReasons'),
  target: 'issued',
  actions: [
    setup.assign(({ context, event }) => (event.type === 'ISSUE' ? { decidedBy: event.facts.decidedBy } : context)),
    setup.emit({ type: 'publish', event: 'noticeIssued' }),
  ],
};
const submitPlan = {
  guard: requires('asksForPlan', 'hasAnswerToEveryStep'),
  target: 'planUnderReview',
  actions: [
    withdraw('noticePlan'),
    setup.emit(({ event }) => ({ type: 'deadline', kind: 'noticePlanResponse', dueOn: 'respondBy' in event.facts ? event.facts.respondBy : null })),
    setup.emit({ type: 'publish', event: 'noticePlanReceived' }),
  ],
};
const checkSteps = {
  guard: requires('isOfficers', 'hasCheckDate', 'hasCheckEvidence'),
  actions: setup.emit({ type: 'publish', event: 'noticeStepsChecked' }),
};
const reachRemedyDate = {
  guard: requires('hasReachedRemedyDate'),
  target: 'verification',
  actions: withdraw('noticeRemedy', 'noticePlan', 'noticePlanResponse'),
};
const findRemedied = {
  guard: requires('isOfficers', 'isEveryStepDone'),
  target: 'remedied',
  actions: setup.emit({ type: 'publish', event: 'noticeRemedied' }),
};
const extend = {
  guard: requires('hasAuthorisedDecider', 'isNotExtended', 'isChecked', 'hasLaterRemedyDate', 'hasReasons'),
  target: 'running',
  actions: [
    setup.assign(({ context, event }) => (event.type === 'EXTEND' ? { remedyOn: event.facts.newRemedyOn, extended: true } : context)),
    withdraw('noticeRemedy', 'noticeVerification'),
    remedyDue,
    setup.emit({ type: 'publish', event: 'noticeExtended' }),
  ],
};
const withdrawNotice = {
  guard: requires('hasAuthorisedDecider', 'hasGround', 'hasReasons'),
  target: 'withdrawn',
  actions: setup.emit({ type: 'publish', event: 'noticeWithdrawn' }),
};
const withdrawClauses = {
  guard: requires('hasAuthorisedDecider', 'hasGround', 'leavesAClause', 'hasReasons'),
  actions: setup.emit({ type: 'publish', event: 'noticeClausesWithdrawn' }),
};
/** The contract has ended, and with it what it was asked for (R19). */
const endWithContract = { guard: requires('hasContractEnded', 'hasReasons'), target: 'concluded' };
const endDraft = { ...endWithContract, target: 'notIssued' };
/** While its remedy date is to come. */
const awaited = {
  CHECK_STEPS: checkSteps, REACH_REMEDY_DATE: reachRemedyDate, FIND_REMEDIED: findRemedied, WITHDRAW: withdrawNotice, WITHDRAW_CLAUSES: withdrawClauses,
  END_WITH_CONTRACT: endWithContract,
};

/**
 * Statechart C (domain.md 1.3) for the warning letter, the notice to remedy a breach and the notice of one that cannot be
 * remedied. Nothing runs before it is served (R32, case 28); a breach notice is a breach from its service on.
 */
export const noticeMachine = defineMachine({
  name: 'notice',
  version: 3,
  requirements,
  chart: setup.createMachine({
    id: 'notice',
    context: ({ input }) => input,
    initial: 'underConsideration',
    states: {
      underConsideration: { on: { DRAFT: { guard: requires('hasContractInForce'), target: 'drafting' }, DROP: drop, END_WITH_CONTRACT: endDraft } },
      drafting: {
        on: {
          EDIT: { guard: requires(), actions: assign(({ context }) => ({ edits: context.edits + 1 })) },
          SEND_TO_LEGAL: { guard: requires(...terms), target: 'legalReview', actions: emit({ type: 'publish', event: 'noticeSentToLegal' }) },
          DROP: drop,
          END_WITH_CONTRACT: endDraft,
        },
      },
      legalReview: {
        on: {
          CLEAR: { guard: requires('hasLegalCheck'), target: 'awaitingDecision', actions: assign(({ event }) => ({ legalCheckedOn: event.facts.legalCheckedOn })) },
          RETURN_TO_DRAFT: returnToDraft,
          // Asked for too early it is refused in words: Legal has not checked it.
          ISSUE: issue,
          DROP: drop,
          END_WITH_CONTRACT: endDraft,
        },
      },
      awaitingDecision: { on: { ISSUE: issue, RETURN_TO_DRAFT: returnToDraft, DROP: drop, END_WITH_CONTRACT: endDraft } },
      issued: {
        on: {
          SERVE: [
            {
              guard: requires('hasServiceDateAndMethod', 'isRemediable'),
              target: 'running',
              actions: [
                assign(({ event }) => ({ servedOn: event.facts.servedOn, remedyOn: event.facts.remedyOn })),
                planDue, remedyDue, emit({ type: 'publish', event: 'noticeServed' }),
              ],
            },
            {
              guard: requires('hasServiceDateAndMethod', 'isIrremediable'),
              target: 'breached',
              actions: [assign(({ event }) => ({ servedOn: event.facts.servedOn })), emit({ type: 'publish', event: 'noticeServed' })],
            },
          ],
          WITHDRAW: withdrawNotice,
          END_WITH_CONTRACT: endWithContract,
        },
      },
      running: { on: { ...awaited, SUBMIT_PLAN: submitPlan, EXTEND: extend } },
      planUnderReview: {
        on: {
          ...awaited,
          ACCEPT_PLAN: {
            guard: requires('isOfficers'),
            target: 'running',
            actions: [assign({ planAccepted: true }), withdraw('noticePlanResponse'), emit({ type: 'publish', event: 'noticePlanAnswered' })],
          },
          RETURN_PLAN: {
            guard: requires('isOfficers', 'hasReasons'),
            target: 'awaitingRevisedPlan',
            actions: [withdraw('noticePlanResponse'), planDue, emit({ type: 'publish', event: 'noticePlanAnswered' })],
          },
        },
      },
      awaitingRevisedPlan: { on: { ...awaited, SUBMIT_PLAN: submitPlan, SERVE_ANSWER: { guard: requires(), actions: [withdraw('noticePlan'), planDue] } } },
      // Until somebody has checked and found, its deadline runs, and shows as late once its day is over.
      verification: {
        entry: emit(({ context }) => ({ type: 'deadline', kind: 'noticeVerification', dueOn: context.remedyOn })),
        on: {
          CHECK_STEPS: checkSteps, FIND_REMEDIED: findRemedied, EXTEND: extend, WITHDRAW: withdrawNotice, WITHDRAW_CLAUSES: withdrawClauses, END_WITH_CONTRACT: endWithContract,
          FIND_BREACHED: {
            guard: requires('isOfficers', 'isChecked', 'hasStepNotDone', 'hasReasons'),
            target: 'breached',
            actions: emit({ type: 'publish', event: 'noticeBreached' }),
          },
        },
      },
      // What follows is offered and decided elsewhere, never by itself; here it is written down.
      breached: {
        entry: endClocks,
        on: {
          CONCLUDE: { guard: requires('isOfficers', 'hasWhatFollowed', 'hasReasons'), target: 'concluded' },
          WITHDRAW: withdrawNotice,
          END_WITH_CONTRACT: endWithContract,
        },
      },
      remedied: { entry: endClocks },
      withdrawn: { entry: endClocks },
      concluded: { entry: endClocks },
      notIssued: {},
    },
  }),
});
