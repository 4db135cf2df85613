import type { StageNames } from '../../../procedures/index.ts';

/** `{Enhanced}` begins a sentence or stands alone, `{enhanced}` stands within one. */
const place = /\{([rR]outine|[eE]nhancedProposed|[eE]nhanced|[sS]eriousConcernsProposed|[sS]eriousConcerns)\}/g;

/** A name within a sentence: "serious concerns", but "PQSP stage" and "Provider of Concern" as they are. */
export function within(name: string): string {
  return /^\p{Lu}[^\p{Lu}]*$/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** Sentences of ours with the council's names for its stages; given a list or an object, every sentence in it. Never for what people typed. */
export function inOwnWords<Words>(names: StageNames, words: Words): Words {
  if (typeof words === 'string') return filled(names, words) as Words;
  if (Array.isArray(words)) return words.map((one: unknown) => inOwnWords(names, one)) as Words;
  if (words === null || typeof words !== 'object') return words;
  return Object.fromEntries(Object.entries(words).map(([key, one]: [string, unknown]) => [key, inOwnWords(names, one)])) as Words;
}

function filled(names: StageNames, sentence: string): string {
  return sentence.replaceAll(place, (_, key: string) => {
    const name = names[(key.charAt(0).toLowerCase() + key.slice(1)) as keyof StageNames];
    return key.charAt(0) === key.charAt(0).toLowerCase() ? within(name) : name;
  });
}
