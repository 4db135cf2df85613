import { type KeptRecord, recordsNamed } from '../intelligence/kept-from-provider.js';

export const disclosedForms = ['whole', 'summary', 'file', 'withheld'] as const;
export type DisclosedForm = (typeof disclosedForms)[number];

/** Why something is withheld, as officers and a court read it. */
export const withheldReasons = ['thirdParty', 'sourceSealed', 'notToProvider', 'caveat', 'legalPrivilege', 'police', 'otherBody'] as const;
export type WithheldReason = (typeof withheldReasons)[number];
/** The same for the provider: a reason that would itself tell, that somebody told us or that the police look, is one general ground (cases 6 and 16). */
export type Ground = 'aboutOthers' | 'legalAdvice' | 'confidence';
export const groundFor = (reason: WithheldReason): Ground => (reason === 'thirdParty' ? 'aboutOthers' : reason === 'legalPrivilege' ? 'legalAdvice' : 'confidence');

/** A record of a service as it could be disclosed. */
export interface Disclosable {
  readonly recordKind: 'intelligence' | 'risk' | 'visit' | 'evidence';
  readonly recordId: string;
  readonly reference: string;
  readonly happenedOn: string;
  /** Null where it is a file. */
  readonly words: string | null;
  readonly fileName: string | null;
  /** yes, summaryOnly or no (domain.md 4.2). */
  readonly disclosure: string;
  readonly caveat: string;
  readonly sourceSealed: boolean;
  /** Of a file kept to officers of the council. */
  readonly councilOnly: boolean;
  /** The name of the former service that it was made at; null at the service itself. */
  readonly formerly: string | null;
}

/** The handling caveats that ask for care in wording alone; under any other a record must not reach a provider (domain.md 4.3). */
const open: readonly string[] = ['none', 'personalDataMinimised', 'officialSensitive'];

/** In what forms the provider may be given it. A protected source is known by what it says, so it is told in other words or not at all (R25, case 6). */
export function formsOf({ words, disclosure, caveat, sourceSealed, councilOnly }: Disclosable): readonly DisclosedForm[] {
  if (disclosure === 'no' || !open.includes(caveat)) return ['withheld'];
  const inOtherWords = sourceSealed || disclosure === 'summaryOnly';
  if (words === null) return inOtherWords || councilOnly ? ['withheld'] : ['file', 'withheld'];
  return inOtherWords ? ['summary', 'withheld'] : ['whole', 'summary', 'withheld'];
}

/** Why a record is not given in this form, in words; null where it may be. */
export function refusalOf(record: Disclosable, form: DisclosedForm): string | null {
  const forms = formsOf(record);
  if (forms.includes(form)) return null;
  if (forms.length === 1) return `${record.reference} must not reach the provider: choose “Withheld”, and why`;
  if (form === 'file') return `${record.reference} is no file: choose another form`;
  return forms.includes('file') ? `${record.reference} is a file: give it as a file, or withhold it` : `${record.reference} may be told in other words alone: write a summary that does not show who told us, or withhold it`;
}

/** What the officer's own words name or repeat of what must not reach the provider; null where nothing. */
export function leakIn(text: string, record: Disclosable | null, kept: readonly KeptRecord[]): string | null {
  const guarded = record?.words != null && !formsOf(record).includes('whole') ? [...kept, { reference: record.reference, whatHappened: record.words }] : kept;
  const named = [...new Set(recordsNamed(text, guarded))];
  return named.length === 0 ? null : `Write it in other words: this names or repeats ${named.join(', ')}`;
}
