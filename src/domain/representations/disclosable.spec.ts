import { type Disclosable, formsOf, groundFor, leakIn, refusalOf, withheldReasons } from './disclosable.js';

const record: Disclosable = {
  recordKind: 'intelligence', recordId: 'i', reference: 'INT-2026-00007', happenedOn: '2026-11-03', words: 'On Tuesday night one nurse was alone with thirty people until six in the morning.', fileName: null,
  disclosure: 'yes', caveat: 'none', sourceSealed: false, councilOnly: false, formerly: null,
};

describe('R25 what a provider may be given of a record', () => {
  it.each<[string, Partial<Disclosable>, string[]]>([
    ['what may be told', {}, ['whole', 'summary', 'withheld']],
    ['what may be told in summary', { disclosure: 'summaryOnly' }, ['summary', 'withheld']],
    ['what somebody told under seal', { sourceSealed: true }, ['summary', 'withheld']],
    ['what must not be told', { disclosure: 'no' }, ['withheld']],
    ['a record under a caveat', { caveat: 'legalPrivilege' }, ['withheld']],
    ['a caveat of wording alone', { caveat: 'officialSensitive' }, ['whole', 'summary', 'withheld']],
    ['a file', { words: null, fileName: 'rota.pdf' }, ['file', 'withheld']],
    ['a file kept to the council', { words: null, fileName: 'rota.pdf', councilOnly: true }, ['withheld']],
    ['a file of a sealed source', { words: null, fileName: 'rota.pdf', sourceSealed: true }, ['withheld']],
  ])('%s', (_what, changes, forms) => {
    expect(formsOf({ ...record, ...changes })).toEqual(forms);
  });

  it('says why not, and what to do', () => {
    expect(refusalOf({ ...record, disclosure: 'no' }, 'summary')).toBe('INT-2026-00007 must not reach the provider: choose “Withheld”, and why');
    expect(refusalOf({ ...record, sourceSealed: true }, 'whole')).toContain('may be told in other words alone');
    expect(refusalOf(record, 'file')).toContain('is no file');
    expect(refusalOf({ ...record, words: null }, 'whole')).toContain('is a file');
    expect(refusalOf(record, 'whole')).toBeNull();
  });

  it('a summary repeats nothing of what is told in other words alone, nor of another record that is kept', () => {
    const sealed = { ...record, sourceSealed: true };
    expect(leakIn('There were too few nurses at night.', sealed, [])).toBeNull();
    expect(leakIn('We heard that one nurse was alone with thirty people until six.', sealed, [])).toContain('INT-2026-00007');
    expect(leakIn('As INT-2026-00009 says.', record, [{ reference: 'INT-2026-00009', whatHappened: 'The police look at it.' }])).toContain('INT-2026-00009');
    expect(leakIn(record.words ?? '', record, [])).toBeNull();
  });

  it('a reason that would itself tell is one general ground for the provider', () => {
    expect(new Set(withheldReasons.filter((reason) => !['thirdParty', 'legalPrivilege'].includes(reason)).map(groundFor))).toEqual(new Set(['confidence']));
    expect([groundFor('thirdParty'), groundFor('legalPrivilege')]).toEqual(['aboutOthers', 'legalAdvice']);
  });
});
