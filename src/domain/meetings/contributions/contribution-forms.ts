import type { Procedure } from '../../../../procedures/index.ts';
import { isNarrow } from '../../intelligence/caveats.js';

export type ContributionForm = Procedure['contributions'][number];
export type Caveat = Procedure['intelligence']['caveats'][number];

/** The form of a member: of their seat, else of the kind of their agency, else the last. */
export function formFor(forms: readonly ContributionForm[], seat: string, agencyKind: string | null): ContributionForm {
  const found = forms.find((form) => form.seats.some((one) => one === seat)) ?? forms.find((form) => form.agencyKinds.some((one) => one === agencyKind)) ?? forms.at(-1);
  if (found === undefined) throw new Error('The procedure has no contribution form.');
  return found;
}

/** Caveats a contribution may have: every member reads it, so none that keeps a record from members (ADR 0020). */
export const openCaveats = (caveats: readonly Caveat[]): Caveat[] => caveats.filter(({ code }) => !isNarrow(code));
