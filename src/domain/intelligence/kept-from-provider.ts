/** A record that must not reach the provider of its service (bad case 16). */
export interface KeptRecord {
  readonly reference: string;
  readonly whatHappened: string;
}

/**
 * SQL for the records about a provider's services, and those they carry on (R31), that must not reach it, as JSON: those whose disclosure is "no",
 * and those under a handling caveat but for the two that ask for care in wording alone (domain.md 4.3). @param provider SQL for the provider's id
 */
export const keptFromProvider = (provider: string): string => `(select coalesce(json_agg(json_build_object('reference', k.reference, 'whatHappened', k.what_happened)), '[]')
  from intelligence k
  where k.council_id = current_council() and k.service_id in (select kl.service_id from services ks, service_line(ks.id) kl where ks.council_id = current_council() and ks.provider_id = ${provider}) and (k.disclosure = 'no' or k.caveat not in ('none', 'personalDataMinimised', 'officialSensitive')))`;

/** So many words in a row, as they were reported, are no accident. */
const run = 8;

/** References of records that a text names or repeats word for word: a help for whoever writes, not a proof. */
export function recordsNamed(text: string, records: readonly KeptRecord[]): string[] {
  const said = ` ${wordsOf(text).join(' ')} `;
  return records.filter(({ reference, whatHappened }) => text.toLowerCase().includes(reference.toLowerCase()) || repeats(said, wordsOf(whatHappened))).map(({ reference }) => reference);
}

function repeats(said: string, words: readonly string[]): boolean {
  if (words.length < run) return words.length > 2 && said.includes(` ${words.join(' ')} `);
  return words.some((_, at) => at + run <= words.length && said.includes(` ${words.slice(at, at + run).join(' ')} `));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}’'-]+/gu) ?? [];
