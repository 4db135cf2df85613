import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { remedies, whoToAsk } from './parts.js';

/** The answer to an appeal, with what the provider may do next. */
export const appealOutcome: OccasionLetter = {
  code: 'AO',
  occasion: 'answeredRepresentation',
  addressee: 'provider',
  legalFirst: true,
  title: 'Our reply to your answer',
  parts: ({ representation, ...facts }) => [
    { heading: 'What you told us', text: `On ${dateInWords(representation?.receivedOn ?? '')} you wrote (${representation?.reference ?? ''}):\n\n${representation?.text ?? ''}` },
    { heading: 'Our reply to each point', text: representation?.consideration ?? '' },
    { key: 'result', needed: true, heading: 'The result', text: '' },
    { heading: 'If you do not agree', text: remedies },
    ...whoToAsk({ ...facts, representation }),
  ],
};
