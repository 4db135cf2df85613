import { fallsOf, type KnownRating, mergeRatings, standsBefore, untoldFalls } from './rating-history.js';
import type { Rating } from './register-words.js';

let ids = 0;
const overall = (rating: Rating, publishedOn: string | null, asAt = '2021-12-31'): KnownRating => ({
  id: `rating-${(ids += 1)}`, domain: 'overall', rating, publishedOn, inherited: false, asAt,
});
const falls = (...ratings: KnownRating[]): string[] => fallsOf(ratings).map(({ from, to, publishedOn }) => `${from} > ${to} on ${publishedOn}`);

describe('a rating falls', () => {
  it('between consecutive published ratings, in whatever order they are known', () => {
    expect(falls(overall('inadequate', '2021-05-01'), overall('good', '2018-05-01'), overall('requiresImprovement', '2019-05-01'))).toEqual([
      'good > requiresImprovement on 2019-05-01', 'requiresImprovement > inadequate on 2021-05-01',
    ]);
  });

  it('not when it rises, is not dated, or is of one question', () => {
    expect(falls(overall('inadequate', '2018-05-01'), overall('good', '2019-05-01'))).toEqual([]);
    expect(falls(overall('good', '2018-05-01'), overall('inadequate', null))).toEqual([]);
    expect(falls(overall('good', '2018-05-01'), { ...overall('inadequate', '2019-05-01'), domain: 'safe' })).toEqual([]);
  });

  it('not to or from "inspected but not rated" and "insufficient evidence", which are passed over', () => {
    expect(falls(overall('good', '2018-05-01'), overall('inspectedNotRated', '2019-05-01'))).toEqual([]);
    expect(falls(overall('insufficientEvidence', '2018-05-01'), overall('inadequate', '2019-05-01'))).toEqual([]);
    expect(falls(overall('good', '2018-05-01'), overall('inspectedNotRated', '2019-05-01'), overall('inadequate', '2020-05-01'))).toEqual(['good > inadequate on 2020-05-01']);
  });

  it('by the newer file’s word where CQC corrected a rating of one day', () => {
    expect(falls(overall('good', '2018-05-01'), overall('inadequate', '2019-05-01', '2019-06-01'), overall('good', '2019-05-01', '2019-07-01'))).toEqual([]);
  });
});

describe('a fall is told once', () => {
  const a = overall('good', '2019-05-01');
  const c = overall('requiresImprovement', '2021-05-01');
  const told = fallsOf([a, c]);
  const news = (...ratings: KnownRating[]): string[] => untoldFalls(fallsOf(ratings), told).map(({ publishedOn }) => publishedOn);

  it('also when a rating turns up between the two it was told by', () => {
    expect(news(a, overall('requiresImprovement', '2020-05-01'), c)).toEqual([]);
    expect(news(a, overall('good', '2020-05-01'), c)).toEqual([]);
  });
  it('but again when it went deeper in between, fell before, or falls after', () => {
    expect(news(a, overall('inadequate', '2020-05-01'), c)).toEqual(['2020-05-01']);
    expect(news(overall('outstanding', '2018-05-01'), a, c)).toEqual(['2019-05-01']);
    expect(news(a, c, overall('inadequate', '2022-05-01'))).toEqual(['2022-05-01']);
  });
});

describe('the history of ratings', () => {
  it('takes a rating of the same day and word once, and remembers the newest file that carried it', () => {
    const known = overall('good', '2019-05-01', '2021-01-29');
    expect(mergeRatings([known], [known, known], '2021-01-29')).toEqual({ added: [], seen: [] });
    expect(mergeRatings([known], [known], '2021-06-30')).toEqual({ added: [], seen: [known.id] });
    expect(mergeRatings([], [known, known], '2021-01-29').added).toHaveLength(1);
  });

  it('keeps an undated rating only where it says something new', () => {
    const known = overall('good', '2019-05-01', '2021-01-29');
    expect(mergeRatings([known], [overall('good', null)], '2025-08-26')).toEqual({ added: [], seen: [known.id] });
    const { added } = mergeRatings([known], [overall('inadequate', null)], '2025-08-26');
    expect(added).toMatchObject([{ rating: 'inadequate', publishedOn: null, asAt: '2025-08-26' }]);
  });

  it('says which stands: the newest file’s, then the last published', () => {
    const dated = overall('good', '2019-05-01', '2021-01-29');
    const undated = overall('requiresImprovement', null, '2025-08-26');
    expect([dated, undated].sort(standsBefore)[0]).toBe(undated);
    expect([overall('good', '2018-05-01', '2021-01-29'), dated].sort(standsBefore)[0]).toBe(dated);
  });
});
