import type { Decided, DecisionLetter, LetterKind, OccasionLetter } from '../letter-kind.js';
import { appealAcknowledged } from './appeal-acknowledged.js';
import { appealHeard } from './appeal-heard.js';
import { appealLodged } from './appeal-lodged.js';
import { appealOutcome } from './appeal-outcome.js';
import { enhancedMonitoring } from './enhanced-monitoring.js';
import { noticeExtended } from './notice-extended.js';
import { noticeOfBreach } from './notice-of-breach.js';
import { noticeToRemedy } from './notice-to-remedy.js';
import { noticeWithdrawn } from './notice-withdrawn.js';
import { outOfHoursNote } from './out-of-hours-note.js';
import { peopleAndFamilies } from './people-and-families.js';
import { placingAuthority } from './placing-authority.js';
import { planAnswered } from './plan-answered.js';
import { postMeeting } from './post-meeting.js';
import { proposalNotFollowed } from './proposal-not-followed.js';
import { restrictionAlert } from './restriction-alert.js';
import { restrictionContinues } from './restriction-continues.js';
import { restrictionImposed } from './restriction-imposed.js';
import { restrictionKept } from './restriction-kept.js';
import { restrictionLifted } from './restriction-lifted.js';
import { restrictionVaried } from './restriction-varied.js';
import { seriousConcerns } from './serious-concerns.js';
import { serviceClosed } from './service-closed.js';
import { stepDown } from './step-down.js';
import { terminationConfirmed } from './termination-confirmed.js';
import { terminationInEmergency } from './termination-in-emergency.js';
import { terminationTakenBack } from './termination-taken-back.js';
import { termination } from './termination.js';
import { warning } from './warning.js';

/** The letters that tell of a decision. The order matters: a decision is told of by the first that says it tells of it. */
const decisionLetters: readonly DecisionLetter[] = [
  proposalNotFollowed, enhancedMonitoring, seriousConcerns, restrictionImposed, restrictionKept, restrictionVaried, restrictionLifted, stepDown,
  warning, noticeToRemedy, noticeOfBreach, noticeExtended, noticeWithdrawn,
  appealHeard, serviceClosed, termination, terminationInEmergency, terminationConfirmed, terminationTakenBack,
];

/** The letters an officer starts, in the order they are offered. */
export const occasionLetters: readonly OccasionLetter[] = [postMeeting, restrictionContinues, restrictionAlert, placingAuthority, peopleAndFamilies, outOfHoursNote, appealLodged, appealAcknowledged, appealOutcome];

/** The letters that are drafted when something other than a decision happens. */
const followingLetters: readonly OccasionLetter[] = [planAnswered];

/** @throws Error for a code no kind has: a letter on file always has one. */
export function kindOf(code: string): LetterKind {
  const kind = [...decisionLetters, ...occasionLetters, ...followingLetters].find((one) => one.code === code);
  if (kind === undefined) throw new Error(`There is no kind of letter ${code}.`);
  return kind;
}

/** The letter a decision calls for; null where none tells of it. */
export function kindFor(decision: Decided): DecisionLetter | null {
  return decisionLetters.find((one) => one.tellsOf(decision)) ?? null;
}
