import type { DecisionLetter, LetterFacts } from '../letter-kind.js';
import { bars, part, remedies, standingRestriction } from './parts.js';

const outcomes: Readonly<Record<string, string>> = { upheld: 'to uphold your appeal', partlyUpheld: 'to uphold in part your appeal', dismissed: 'to dismiss your appeal' };

/** What becomes of the restriction: lifted, as it stands after the change, or as it was. */
function becomes(facts: LetterFacts): { heading: string; text: string }[] {
  if (facts.terms.effect === 'lift') return [{ heading: 'What becomes of the restriction', text: `It is lifted: it no longer bars what it barred (${bars(facts)}). Any other restriction stays as it is.` }];
  if (facts.terms.restrictionEnded === true) return [{ heading: 'What became of the restriction', text: 'It had ended before your appeal was heard: nothing of it is left to lift or change.' }];
  if (facts.terms.effect === 'vary') return standingRestriction(facts);
  return [{ heading: 'What becomes of the restriction', text: `It stays as it is: ${bars(facts)}.` }];
}

/** The answer to an appeal against a decision on placing (D19, R11): each argument, what is upheld or dismissed and why, and the next remedy. */
export const appealHeard: DecisionLetter = {
  code: 'AH',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: true,
  title: () => 'The outcome of your appeal',
  tellsOf: ({ code }) => code === 'D19',
  reply: null,
  inYourFavour: ({ terms }) => terms.outcome === 'upheld',
  act: ({ terms, restriction }) => `${outcomes[terms.outcome ?? ''] ?? ''} ${terms.appealReference ?? ''} against the decision on the restriction ${restriction?.reference ?? ''}.`,
  follows: (facts) => [
    ...part('Your arguments, and our answer to each', (facts.terms.arguments ?? []).map(({ argument, answer }, at) => `${at + 1}. You argued: ${argument}\nOur answer: ${answer}`).join('\n\n')),
    ...becomes(facts),
    ...part('Who heard it', facts.terms.nominee == null ? 'An officer who neither decided, recommended nor attended the meeting.' : `${facts.terms.nominee}, as the Chief Executive’s nominee.`),
    { heading: 'If you do not agree', text: remedies },
  ],
};
