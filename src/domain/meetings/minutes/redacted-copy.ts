/** What stands where words were covered: the same for every length, and a listener hears it. */
export const covered = '[covered]';

/** The phrases of a list, one a line, each once; the longest first, so that a phrase inside another does not cut it. */
export function phrasesOf(list: string): string[] {
  return [...new Set(list.split('\n').map((line) => line.trim()).filter((line) => line !== ''))].sort((a, b) => b.length - a.length || a.localeCompare(b, 'en-GB'));
}

/** A text with every phrase covered wherever it stands, in whatever capitals. */
export function cover(text: string, phrases: readonly string[]): { text: string; found: Map<string, number> } {
  const found = new Map<string, number>();
  let left = text;
  for (const phrase of phrases) {
    left = left.replace(new RegExp(phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+'), 'giu'), () => {
      found.set(phrase, (found.get(phrase) ?? 0) + 1);
      return covered;
    });
  }
  return { text: left, found };
}
