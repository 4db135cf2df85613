import type { Decided, LetterKind } from '../letter-kind.js';
import { enhancedMonitoring } from './enhanced-monitoring.js';
import { noticeExtended } from './notice-extended.js';
import { noticeOfBreach } from './notice-of-breach.js';
import { noticeToRemedy } from './notice-to-remedy.js';
import { noticeWithdrawn } from './notice-withdrawn.js';
import { proposalNotFollowed } from './proposal-not-followed.js';
import { restrictionImposed } from './restriction-imposed.js';
import { restrictionKept } from './restriction-kept.js';
import { restrictionLifted } from './restriction-lifted.js';
import { seriousConcerns } from './serious-concerns.js';
import { stepDown } from './step-down.js';
import { warning } from './warning.js';

/** Every kind of letter. The order matters: a decision is told of by the first that says it tells of it. */
const letterKinds: readonly LetterKind[] = [
  proposalNotFollowed, enhancedMonitoring, seriousConcerns, restrictionImposed, restrictionKept, restrictionLifted, stepDown,
  warning, noticeToRemedy, noticeOfBreach, noticeExtended, noticeWithdrawn,
];

/** @throws Error for a code no kind has: a letter on file always has one. */
export function kindOf(code: string): LetterKind {
  const kind = letterKinds.find((one) => one.code === code);
  if (kind === undefined) throw new Error(`There is no kind of letter ${code}.`);
  return kind;
}

/** The letter a decision calls for; null where none tells of it. */
export function kindFor(decision: Decided): LetterKind | null {
  return letterKinds.find((one) => one.tellsOf(decision)) ?? null;
}
