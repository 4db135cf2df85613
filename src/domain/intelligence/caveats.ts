import { councilOfficers, type Role } from '../../platform/access/actor.js';

interface NarrowCaveat {
  /** Roles that read such a record; beside them whoever recorded it, its officer, and people named. `kept_back()` names the same lists. */
  readonly opens: readonly Role[];
  /** Who may widen it again, beside whoever recorded it where `recorder` says so. */
  readonly widens: readonly Role[];
  readonly recorder: boolean;
}

/** Caveats that keep a record from members of the panel (domain.md 4.3, ADR 0020). All others are rules of handling: every member reads the record. */
export const narrowCaveats: Readonly<Record<string, NarrowCaveat>> = {
  cqcPrePublication: { opens: ['cqcObserver', 'chair', 'safeguardingLead'], widens: ['cqcObserver', 'chair', 'safeguardingLead'], recorder: true },
  healthConfidential: { opens: ['chair', 'safeguardingLead'], widens: ['chair', 'safeguardingLead'], recorder: true },
  legalPrivilege: { opens: ['legal', 'authorisedOfficer', 'chair'], widens: ['legal'], recorder: false },
  namedPeople: { opens: [], widens: ['chair', 'safeguardingLead'], recorder: true },
};

/** Caveats under which a record may be shared with another council: a protected source is known by what it says, and the narrow ones name who reads them. */
export const shareableCaveats = ['none', 'notToProvider', 'commercial', 'personalDataMinimised', 'officialSensitive'] as const;

export const isNarrow = (caveat: string): boolean => Object.hasOwn(narrowCaveats, caveat);
/** What CQC has not published has a review date, not an expiry (R28). */
export const needsReview = (caveat: string): boolean => caveat === 'cqcPrePublication';
/** Officers who handle intelligence or its law: they may narrow what they can read, and name who else reads it. */
export const caveatOfficers: readonly Role[] = [...councilOfficers, 'legal'];

export interface CaveatChange {
  readonly from: string;
  readonly to: string;
  readonly role: Role;
  readonly isRecorder: boolean;
}

/** Who may make this change, in words; null where this person may. */
export function whoMayChange({ from, to, role, isRecorder }: CaveatChange): string | null {
  const narrow = from === to ? undefined : narrowCaveats[from];
  if (narrow === undefined) return isRecorder || caveatOfficers.includes(role) || narrowCaveats[from]?.widens.includes(role) === true ? null : 'whoever recorded it, or an officer of the council';
  if (narrow.widens.includes(role) || (narrow.recorder && isRecorder)) return null;
  return from === 'legalPrivilege' ? 'Legal: the privilege is the council’s' : 'whoever recorded it, the chair or the safeguarding lead, and CQC its own';
}
