import { cover, covered, phrasesOf } from './redacted-copy.js';

describe('a redacted copy of minutes', () => {
  it('covers a phrase wherever it stands, in whatever capitals and across a line end', () => {
    const { text, found } = cover('Mrs Jane Smith fell. JANE\nSMITH was seen. Janet stayed.', phrasesOf('Jane Smith\n\nMrs'));
    expect(text).toBe(`${covered} ${covered} fell. ${covered} was seen. Janet stayed.`);
    expect([...found]).toEqual([['Jane Smith', 2], ['Mrs', 1]]);
  });

  it('takes the longest phrase first, and signs of a pattern as they are', () => {
    expect(cover('Room 4 (north) and Room 4', phrasesOf('Room 4\nRoom 4 (north)')).text).toBe(`${covered} and ${covered}`);
    expect(cover('Aged 80+', phrasesOf('80+')).text).toBe(`Aged ${covered}`);
  });
});
