import fc from 'fast-check';
import { merged, type RecordWords } from './record-merge.js';

const words = fc.record<RecordWords>({
  summary: fc.constantFrom('', 'Heard.', 'Heard at length.'), differingViews: fc.constantFrom('', 'Social work would wait.'),
  nextDate: fc.constantFrom(null, '2026-12-08', '2027-01-12'), onTrack: fc.constantFrom(null, true, false),
});
const changedBy = (was: RecordWords, now: RecordWords): string[] => Object.keys(was).filter((field) => was[field as keyof RecordWords] !== now[field as keyof RecordWords]);

describe('two who write one record', () => {
  it('keep both, where each changed other fields', () => {
    const was: RecordWords = { summary: '', differingViews: '', nextDate: null, onTrack: null };
    expect(merged(was, { ...was, summary: 'Mine.' }, { ...was, differingViews: 'Theirs.', onTrack: true })).toEqual({ summary: 'Mine.', differingViews: 'Theirs.', nextDate: null, onTrack: true });
  });

  it('are asked, where both changed one field to different words', () => {
    const was: RecordWords = { summary: 'Heard.', differingViews: '', nextDate: null, onTrack: null };
    expect(merged(was, { ...was, summary: 'Mine.' }, { ...was, summary: 'Theirs.' })).toBeNull();
    expect(merged(was, { ...was, summary: 'Same.' }, { ...was, summary: 'Same.' })).toEqual({ ...was, summary: 'Same.' });
  });

  it('lose no change of either, whatever they wrote, and it does not matter who is first', () => {
    fc.assert(fc.property(words, words, words, (was, mine, theirs) => {
      const both = merged(was, mine, theirs);
      expect(merged(was, theirs, mine)).toEqual(both);
      if (both === null) return;
      for (const field of changedBy(was, mine)) expect(both[field as keyof RecordWords]).toBe(mine[field as keyof RecordWords]);
      for (const field of changedBy(was, theirs)) expect(both[field as keyof RecordWords]).toBe(theirs[field as keyof RecordWords]);
      expect(merged(was, mine, was)).toEqual(mine);
    }));
  });
});
