import { answerInWords, beginning, consideration, leftOut, notTheProviders } from './points.js';

const said = 'Dear Council,\n\nThe rotas of October were full on every night of the month.\n\nThe pressure mattresses were\nreplaced on the second of November.';

describe('R05 the points of a provider', () => {
  it('are in its own words, however they are broken into lines', () => {
    expect(notTheProviders(['The pressure mattresses were replaced', 'the ROTAS of October'], said)).toEqual([]);
    expect(notTheProviders(['The rotas of October were full', 'It says that rotas were fine'], said)).toEqual([2]);
  });

  it('hold every paragraph but a greeting: what none holds is named', () => {
    expect(leftOut(['The rotas of October were full'], said)).toEqual(['The pressure mattresses were\nreplaced on the second of November.']);
    expect(leftOut(['The rotas of October were full', 'replaced on the second of November'], said)).toEqual([]);
    expect(leftOut([said], said)).toEqual([]);
  });

  it('are each answered in words', () => {
    expect(consideration([
      { number: 1, outcome: 'accepted', answer: 'The rotas show it.', changed: 'Night staffing is no reason any more.' }, { number: 2, outcome: 'notAccepted', answer: 'Two were still torn.', changed: null },
    ])).toBe('Point 1: Accepted. The rotas show it.\nWhat changed: Night staffing is no reason any more.\n\nPoint 2: Not accepted. Two were still torn.');
    expect(answerInWords({ outcome: null, answer: 'It was weighed.', changed: null })).toBe('It was weighed.');
  });

  it('are quoted to a whole word, and whole where they are short', () => {
    expect(beginning('Short.', 20)).toBe('Short.');
    expect(beginning('The rotas, of October, were full', 22)).toBe('The rotas, of October …');
    expect(beginning('The rotas of October were full', 23)).toBe('The rotas of October …');
    // A word that is longer than there is room for is cut between characters, never within one.
    expect(beginning('👩‍⚕️'.repeat(10), 12)).toBe('👩‍⚕️👩‍⚕️ …');
  });
});
