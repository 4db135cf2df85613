/** What a rating is about: the location as a whole or one of CQC's five questions. */
export const ratingDomains = ['overall', 'safe', 'effective', 'caring', 'responsive', 'wellLed'] as const;
export type RatingDomain = (typeof ratingDomains)[number];

/** CQC's ratings, and its two answers when it looked and could not rate. */
export type Rating = 'outstanding' | 'good' | 'requiresImprovement' | 'inadequate' | 'insufficientEvidence' | 'inspectedNotRated';

const ratings: Readonly<Record<string, Rating | null>> = {
  outstanding: 'outstanding',
  good: 'good',
  'requires improvement': 'requiresImprovement',
  inadequate: 'inadequate',
  'insufficient evidence to rate': 'insufficientEvidence',
  'inspected but not rated': 'inspectedNotRated',
  // No rating at all. "Regulations met" is the finding of inspections before ratings began in 2014.
  '': null, '-': null, 'not rated': null, 'no published rating': null, 'not applicable': null, 'n/a': null, 'regulations met': null, 'not yet rated': null,
};

/** @returns null for words that mean "no rating", undefined for words CQC does not use. */
export function ratingOf(words: string): Rating | null | undefined {
  return ratings[words.toLowerCase()];
}

const domains: Readonly<Record<string, RatingDomain>> = {
  overall: 'overall', safe: 'safe', effective: 'effective', caring: 'caring', responsive: 'responsive', 'well-led': 'wellLed', 'well led': 'wellLed',
};
export function domainOf(words: string): RatingDomain | undefined {
  return domains[words.toLowerCase()];
}

/**
 * The date of a cell as YYYY-MM-DD; a time beside it is dropped. Which number is the month is said by the file's shape,
 * never guessed from the value; ISO is read in every shape.
 * @returns null when it is no date of the calendar.
 */
export function dateOf(words: string, order: 'uk' | 'us'): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(words);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?)?$/i.exec(words);
  if (iso !== null) return calendarDate(iso[1], iso[2], iso[3]);
  if (slashed === null) return null;
  const [, first, second, year] = slashed;
  return order === 'uk' ? calendarDate(year, second, first) : calendarDate(year, first, second);
}

// CQC and its predecessors' registrations; an earlier year is a slip of the pen.
const earliestYear = 2000;
function calendarDate(year = '', month = '', day = ''): string | null {
  try {
    const date = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
    return date.year >= earliestYear ? date.toString() : null;
  } catch {
    return null;
  }
}

/** `Y` or `N`, also in words; null when empty, undefined for anything else. */
export function yesOrNo(words: string): boolean | null | undefined {
  if (words === '') return null;
  if (/^(y|yes|true)$/i.test(words)) return true;
  return /^(n|no|false)$/i.test(words) ? false : undefined;
}

/** A telephone number with the leading 0 that spreadsheets take away. */
export function phoneOf(words: string): string | null {
  const digits = words.replace(/[^\d+]/g, '');
  if (digits === '') return null;
  return /^[1-9]\d{9}$/.test(digits) ? `0${digits}` : digits;
}

/** A brand's name without CQC's prefix; null for none, which CQC writes as `-`. */
export function brandOf(words: string): string | null {
  const name = words.replace(/^BRAND /i, '');
  return name === '' || name === '-' ? null : name;
}

/** CQC's page of the location; an address that leads elsewhere is not kept. */
export function cqcPageOf(words: string): string | null {
  return /^https?:\/\/(www\.)?cqc\.org\.uk\/[\w/.-]+$/i.test(words) ? words : null;
}
