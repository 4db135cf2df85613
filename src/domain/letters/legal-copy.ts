import { diffArrays } from 'diff';
import type { LetterBody } from './letter-kind.js';
import { keyOf, partsOfCopy, type ReturnedCopy } from './legal-copy-file.js';

/** A run of words that both have, or that one has alone. */
export interface ComparedWords {
  readonly change: 'same' | 'inserted' | 'deleted';
  readonly text: string;
}
export interface ComparedPart {
  readonly heading: string;
  /** Whether it comes from the record: a change of it is refused. */
  readonly record: boolean;
  readonly words: readonly ComparedWords[];
}
/** Legal's copy beside the letter as it stands. */
export interface ComparedCopy {
  /** The parts that differ. */
  readonly parts: readonly ComparedPart[];
  /** What is not taken over, and why, in words. */
  readonly notTaken: readonly string[];
  readonly comments: ReturnedCopy['comments'];
  /** Whether every part from the record is as it was. */
  readonly recordKept: boolean;
  /** What the parts people write would say. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Lays Legal's copy beside the letter: nothing of it is lost, and only the parts people write can be taken over. */
export function compare(body: LetterBody, copy: ReturnedCopy): ComparedCopy {
  const parts = partsOfCopy(body);
  const differing = parts.filter(({ tag, text }) => copy.texts.has(tag) && copy.texts.get(tag) !== text.trim());
  const missing = parts.filter(({ tag }) => !copy.texts.has(tag));
  const altered = differing.filter(({ record }) => record);
  const headings = new Set(parts.map(({ heading }) => heading));
  const extra = copy.outside.filter((line) => !headings.has(line));
  return {
    parts: differing.map(({ heading, tag, text, record }) => ({ heading, record, words: wordsOf(text.trim(), copy.texts.get(tag) ?? '') })),
    notTaken: [
      ...altered.map(({ heading }) => `“${heading}” comes from the record and stays as it is. If it is wrong, the record is to be put right first.`),
      ...missing.map(({ heading, record }) => `“${heading}” is not in this copy. It stays as it is${record ? ': it comes from the record and cannot be taken out' : '; to take it out, empty it instead'}.`),
      ...extra.map((line) => `This stands outside the parts of the letter and is not taken over: “${line}”`),
    ],
    comments: copy.comments,
    recordKept: altered.length === 0 && missing.every(({ record }) => !record),
    texts: new Map(differing.filter(({ record }) => !record).map(({ tag }) => [keyOf(tag), copy.texts.get(tag) ?? ''])),
  };
}

function wordsOf(before: string, after: string): ComparedWords[] {
  // A word with the space behind it: a space alone that both have would cut a changed phrase into crumbs.
  const words = (text: string): string[] => text.split(/(?<=\s)(?=\S)/);
  return diffArrays(words(before), words(after)).map(({ added, removed, value }) => ({ change: added ? 'inserted' : removed ? 'deleted' : 'same', text: value.join('') }));
}
