import type { RatingFact } from './register-row.js';
import type { Rating } from './register-words.js';

/** A rating as stored. `asAt` is the date of the newest file that carried it. */
export interface KnownRating extends RatingFact {
  readonly id: string;
  readonly asAt: string | null;
}
/** Two ratings that follow each other, the later one worse. */
export interface RatingFall {
  readonly from: Rating;
  readonly to: Rating;
  readonly fromPublishedOn: string;
  readonly publishedOn: string;
}

/** Only these four can be compared: after "inspected but not rated" nothing rose or fell. */
const steps: readonly Rating[] = ['outstanding', 'good', 'requiresImprovement', 'inadequate'];
const step = (rating: Rating): number => steps.indexOf(rating);

/** Which of two ratings of one domain stands: the one the newer file carried; then the later published. */
export function standsBefore(a: Pick<KnownRating, 'asAt' | 'publishedOn'>, b: Pick<KnownRating, 'asAt' | 'publishedOn'>): number {
  const seen = (rating: Pick<KnownRating, 'asAt' | 'publishedOn'>): string => rating.asAt ?? rating.publishedOn ?? '';
  return seen(b).localeCompare(seen(a)) || (b.publishedOn ?? '').localeCompare(a.publishedOn ?? '');
}

/**
 * Every fall of the overall rating between consecutive dated and comparable ratings. An undated rating makes none. Of two
 * ratings published on one day the newer file's counts: CQC corrected itself.
 */
export function fallsOf(ratings: readonly Omit<KnownRating, 'id'>[]): RatingFall[] {
  const byDay = new Map<string, Omit<KnownRating, 'id'>>();
  for (const rating of ratings.toSorted((a, b) => standsBefore(b, a))) {
    if (rating.domain === 'overall' && rating.publishedOn !== null && step(rating.rating) >= 0) byDay.set(rating.publishedOn, rating);
  }
  const dated = [...byDay.entries()].sort(([a], [b]) => a.localeCompare(b));
  return dated.flatMap(([publishedOn, { rating: to }], index) => {
    const earlier = dated[index - 1];
    if (earlier === undefined || step(to) <= step(earlier[1].rating)) return [];
    return [{ from: earlier[1].rating, to, fromPublishedOn: earlier[0], publishedOn }];
  });
}

/**
 * The falls not told yet. A rating that turns up between two known ones moves the day of a fall already told, but is no
 * second fall: only one that ends later, or goes deeper than what was told, is news.
 */
export function untoldFalls(falls: readonly RatingFall[], told: readonly RatingFall[]): RatingFall[] {
  return falls.filter((fall) => !told.some((known) => known.publishedOn === fall.publishedOn || covers(known, fall)));
}

function covers(known: RatingFall, fall: RatingFall): boolean {
  return known.fromPublishedOn <= fall.fromPublishedOn && fall.publishedOn <= known.publishedOn && step(fall.to) <= step(known.to);
}

/** What one file's ratings do to a location's history. */
export interface RatingChanges {
  readonly added: readonly (RatingFact & { readonly asAt: string | null })[];
  /** Known ratings this file carries too: their `asAt` moves on. */
  readonly seen: readonly string[];
}

/** History only grows. An undated rating is kept only where it says something new: another word than the one that stands. */
export function mergeRatings(known: readonly KnownRating[], incoming: readonly RatingFact[], asAt: string | null): RatingChanges {
  const added: (RatingFact & { asAt: string | null })[] = [];
  const seen = new Set<string>();
  for (const fact of incoming) {
    const ofDomain = known.filter((rating) => rating.domain === fact.domain);
    const standing = ofDomain.toSorted(standsBefore)[0];
    const same =
      ofDomain.find((rating) => rating.rating === fact.rating && rating.publishedOn === fact.publishedOn) ??
      (fact.publishedOn === null && standing?.rating === fact.rating ? standing : undefined);
    if (same !== undefined) {
      if (asAt !== null && (same.asAt === null || same.asAt < asAt)) seen.add(same.id);
    } else if (!added.some((one) => one.domain === fact.domain && one.rating === fact.rating && one.publishedOn === fact.publishedOn)) {
      added.push({ ...fact, asAt });
    }
  }
  return { added, seen: [...seen] };
}
