import fc from 'fast-check';
import { knownThirdParties, occurrencesOf, piecesOf, sentencesOf } from './redaction.js';

const covered = (text: string, spans: readonly { startsAt: number; endsAt: number }[]): string[] => spans.map(({ startsAt, endsAt }) => text.slice(startsAt, endsAt));

describe('redaction', () => {
  it('numbers every sentence, line by line, and each stands where it says', () => {
    const text = 'What happened:\nShe fell. Nobody came!\n\n  He said: why?';
    const found = sentencesOf(text);
    expect(found.map(({ number, text: words }) => [number, words])).toEqual([[1, 'What happened:'], [2, 'She fell.'], [3, 'Nobody came!'], [4, 'He said: why?']]);
    expect(covered(text, found)).toEqual(found.map(({ text: words }) => words));
  });

  it('finds whole words in any case, across a line end, with either apostrophe, and takes signs of patterns as characters', () => {
    const text = 'Ann O’Brien and ANN\nO\'BRIEN, annual (a.b*).';
    expect(covered(text, occurrencesOf(text, "ann o'brien"))).toEqual(['Ann O’Brien', 'ANN\nO\'BRIEN']);
    expect(occurrencesOf(text, 'Ann')).toHaveLength(2);
    expect(covered(text, occurrencesOf(text, '(a.b*)'))).toEqual(['(a.b*)']);
    expect(occurrencesOf('axb', 'a.b')).toEqual([]);
  });

  it('proposes people it knows by name or title, mail addresses and telephone numbers', () => {
    const text = 'Ruth Adeyemi rang Mrs Marsh and Dr H. Marsh of Marsh Lane: r.a@example.org, 01632 960 001, 30 tablets.';
    expect(covered(text, knownThirdParties(text, ['Ruth Adeyemi', 'Helen Marsh']))).toEqual(['Ruth Adeyemi', 'Mrs Marsh', 'Dr H. Marsh', 'r.a@example.org', '01632 960 001']);
  });

  it('one bar covers what overlaps, with every exemption', () => {
    expect(piecesOf('abcdef', [{ startsAt: 1, endsAt: 4, code: 'x' }, { startsAt: 2, endsAt: 5, code: 'y' }])).toEqual([{ text: 'a', codes: [] }, { text: null, codes: ['x', 'y'] }, { text: 'f', codes: [] }]);
  });

  it('leaves of a text exactly what no redaction covers', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }), fc.constantFrom('x', 'y')), { maxLength: 8 });
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40 }), spans, (text, drawn) => {
      const redactions = drawn.flatMap(([startsAt, length, code]) => (startsAt >= text.length ? [] : [{ startsAt, endsAt: Math.min(text.length, startsAt + length), code }]));
      const left = [...text.split('').keys()].filter((at) => !redactions.some(({ startsAt, endsAt }) => at >= startsAt && at < endsAt)).map((at) => text[at]).join('');
      expect(piecesOf(text, redactions).map((piece) => piece.text ?? '').join('')).toBe(left);
    }));
  });
});
