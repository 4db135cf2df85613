import type { ItemRecord } from '../agenda/agenda-item.entity.js';

/** What is written of an item, field by field. */
export type RecordWords = Pick<ItemRecord, 'summary' | 'differingViews' | 'nextDate' | 'onTrack'>;
const fields = ['summary', 'differingViews', 'nextDate', 'onTrack'] as const satisfies readonly (keyof RecordWords)[];

/**
 * Two people wrote from the same beginning. Each field that only one of them changed is theirs; a field that both changed to
 * different words is for a person to settle. Pure.
 * @returns null where such a field is left
 */
export function merged(was: RecordWords, mine: RecordWords, theirs: RecordWords): RecordWords | null {
  const parted = fields.filter((field) => mine[field] !== was[field] && theirs[field] !== was[field] && mine[field] !== theirs[field]);
  if (parted.length > 0) return null;
  return Object.fromEntries(fields.map((field) => [field, mine[field] === was[field] ? theirs[field] : mine[field]])) as unknown as RecordWords;
}
