import { type Body, text } from '../../form.js';
import type { DecideAppealMutationVariables } from '../../generated/documents.js';
import { scopeOf, wordsOf } from '../decisions/decision-acts.js';
import { codeWords } from '../decisions/decisions.page.js';

/** How many arguments the form of a hearing has; the API takes more. */
const numbers = [1, 2, 3, 4, 5, 6] as const;

/** Names of the fields of a hearing for the check, in the order of the page. */
export const decideAppealFields: Readonly<Record<string, string>> = {
  nominee: 'Heard for the Chief Executive by',
  ...Object.fromEntries(numbers.flatMap((number) => [[`argument${number}`, `Argument ${number}`], [`answer${number}`, `Answer to argument ${number}`]])),
  outcome: 'The appeal', effect: 'The restriction', kind: 'Kind of restriction', covers: 'What it covers', coverDetail: 'Which unit or need', perWeek: 'New placements a week',
  liftConditions: 'When it will be lifted', reviewOn: 'Next review',
};
const words: Readonly<Record<string, string>> = { upheld: 'Upheld', partlyUpheld: 'Upheld in part', dismissed: 'Dismissed', lift: 'It is lifted', vary: 'It is changed', fullStop: 'Full stop', partial: 'Partial restriction', cap: 'Cap', cautionary: 'Caution' };

export const decideAppealWords = (field: string, value: string): string => (['outcome', 'effect', 'kind'].includes(field) ? (words[value] ?? value) : codeWords(field, value));

/** The form of a hearing as its mutation takes it; an argument left empty with its answer is none. */
export function appealInput(id: string, body: Body): DecideAppealMutationVariables['input'] {
  const may = (name: string): string | null => text(body[name]) || null;
  const given = numbers.map((number) => ({ argument: text(body[`argument${number}`]), answer: text(body[`answer${number}`]) })).filter(({ argument, answer }) => argument !== '' || answer !== '');
  return {
    ...wordsOf(id, body), ...scopeOf(body), covers: may('covers'), outcome: text(body['outcome']), effect: may('effect'), nominee: may('nominee'), arguments: given, kind: may('kind'),
    liftConditions: may('liftConditions'), reviewOn: may('reviewOn'),
  };
}
