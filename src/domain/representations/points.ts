export const pointOutcomes = ['accepted', 'partly', 'notAccepted'] as const;
export type PointOutcome = (typeof pointOutcomes)[number];

/** What was answered to one point of a provider. Without an outcome where it was answered before answers had one. */
export interface AnsweredPoint {
  readonly number: number;
  readonly outcome: PointOutcome | null;
  readonly answer: string;
  readonly changed: string | null;
}

const outcomes: Readonly<Record<PointOutcome, string>> = { accepted: 'Accepted', partly: 'Accepted in part', notAccepted: 'Not accepted' };

/** One answer as the provider reads it: whether it is accepted, why, and what changed. */
export function answerInWords({ outcome, answer, changed }: Omit<AnsweredPoint, 'number'>): string {
  const reason = outcome === null ? answer : `${outcomes[outcome]}. ${answer}`;
  return changed === null ? reason : `${reason}\nWhat changed: ${changed}`;
}

/** Every answer, point by point. */
export const consideration = (points: readonly AnsweredPoint[]): string => points.map((point) => `Point ${point.number}: ${answerInWords(point)}`).join('\n\n');

/** The beginning of what somebody wrote, to its last whole word; an ellipsis says that it goes on. */
export function beginning(words: string, length: number): string {
  if (words.length <= length) return words;
  const cut = words.slice(0, length + 1);
  // A word that alone is longer is cut between characters as people count them.
  const kept = /^(.*)\s\S*$/s.exec(cut)?.[1]?.trimEnd() || [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(cut)].slice(0, -1).map(({ segment }) => segment).join('');
  return `${kept.replace(/[\s,;:–—-]+$/, '')} …`;
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
/** Shorter paragraphs, a greeting say, need not be a point. */
const short = 40;

/** Numbers of points, from 1, that do not stand in what the provider said. */
export function notTheProviders(points: readonly string[], said: string): number[] {
  const whole = plain(said);
  return points.flatMap((point, at) => (whole.includes(plain(point)) ? [] : [at + 1]));
}

/** Paragraphs of what the provider said of which no point holds a word: nothing it says is lost (Davis v West Sussex). */
export function leftOut(points: readonly string[], said: string): string[] {
  const held = points.map(plain);
  return said.split(/\n\s*\n/).filter((paragraph) => {
    const words = plain(paragraph);
    return words.length >= short && !held.some((point) => words.includes(point) || point.includes(words));
  });
}
