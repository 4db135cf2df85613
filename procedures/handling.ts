import type { Procedure } from './procedure.ts';

/** What a council's decisions are handled as where nobody chooses (ADR 0050); a procedure kept before it was asked says nothing, and this holds. */
const unsaid: NonNullable<Procedure['handling']> = { confidentiality: 'shared', restrictionsArePublic: false };

export function handlingOf({ handling }: Pick<Procedure, 'handling'>): NonNullable<Procedure['handling']> {
  return handling ?? unsaid;
}
