import type { StageNames } from '../../../procedures/index.ts';
import { inOwnWords } from '../../platform/access/own-words.js';
import { watchedKinds } from '../assurance/watched-kinds.js';

/** What a deadline waits for, as it reads in a list of dates. */
const words: Record<string, string> = {
  actionDue: 'Action due',
  decisionDue: 'Decision on a recommendation',
  stageReview: 'Review of the stage',
  initialMeeting: 'Initial meeting of {seriousConcerns}',
  findingsMeeting: 'Findings meeting',
  closingCheck: 'First check after closing',
  urgentConfirmation: 'Senior officer confirms or ends the urgent escalation',
  restrictionStart: 'Restriction comes into force',
  restrictionReview: 'Review of the restriction',
  restrictionLetter: 'Letter on the restriction served',
  restrictionDisclosure: 'Remedial plan requested and evidence disclosed',
  restrictionConfirmation: 'Restriction confirmed, varied or lifted',
  noticePlan: 'Provider’s plan under the notice',
  noticePlanResponse: 'Answer to the provider’s plan',
  noticeRemedy: 'Remedy date of the notice',
  noticeVerification: 'Notice checked, and found remedied or not',
  exitPlan: 'Exit plan for a contract that is ended',
  terminationEnd: 'Contract ends',
  terminationConfirmation: 'Termination confirmed by a senior officer',
  terminationCompletion: 'Everybody and everything settled after a termination',
  alertAcknowledgement: 'Placement alert acknowledged by everybody',
  tellingSetOut: 'Set out who tells people and families, and when',
  tellingDue: 'People and families told',
  tellingConsidered: 'Consider again whether people and families are told',
  letterDue: 'Letter served',
  representationWindow: 'Provider’s time to answer ends',
  hearingRequestAnswer: 'Answer to what the provider asked about being heard',
  appealGrounds: 'Grounds of the appeal',
  appealHearing: 'Appeal heard and answered',
  triage: 'Triage of intelligence',
  caveatReview: 'Look again at who may see intelligence',
  intelligenceResponse: 'Response to intelligence',
  contributionsReminder: 'Reminder to members who have returned nothing',
  contributionsDue: 'Contributions to the panel',
  draftMinutesDue: 'Draft minutes',
  minutesApprovalDue: 'Minutes approved by the chair',
  accuracyWindow: 'Comments on the minutes',
  writtenAnswers: 'Answers to a question put to the panel in writing',
  requestDue: 'Answer to a request for information',
  ...Object.fromEntries(Object.entries(watchedKinds).map(([kind, one]) => [kind, one.words])),
};

export const deadlineKinds = Object.keys(words);

/** A kind nobody has given words yet is shown as it is named, so that no deadline is silent. */
export function deadlineWords(kind: string, names: StageNames): string {
  return inOwnWords(names, words[kind] ?? kind);
}
