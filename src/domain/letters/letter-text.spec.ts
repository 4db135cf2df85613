import { stageNames } from '../../../procedures/index.ts';
import { kindFor } from './kinds/index.js';
import type { DecisionLetter, LetterFacts } from './letter-kind.js';
import { courtesy, letterParts } from './letter-text.js';
import { endsWhen } from './step-down-words.js';

const facts: LetterFacts = {
  serviceName: 'Rowan Court', stageNames: stageNames({}), terms: { wayIn: 'precautionary', notHeardReason: 'People were at risk that night.' }, leadOfficer: null, leadPhone: null, seenSince: [], initialMeetingBy: null, concernsChair: null, criteria: [], notice: null, termination: null, endsWhen: [], appealExclusion: null,
  decision: { reference: 'DEC-2026-00001', code: 'D08', outcome: 'approved', decidedOn: '2026-11-10', reasons: 'Medicines are not safe at night.', reviewOn: null, decidedBy: 'Sarah Whitlock', decidedByTitle: 'Assistant Director' },
  restriction: {
    reference: 'RES-2026-00001', kind: 'fullStop', scope: { covers: 'all', detail: null, perWeek: null }, startsOn: '2026-11-10', reviewOn: '2026-12-08', exceptions: 'the Head of Service', phase: null, confirmBy: '2026-11-24', liftConditions: 'Two clear audits.', reasons: ['Safety'], riskAssessment: null,
  },
  answers: [],
};
const dates = { servedOn: '2026-11-10', toldBefore: false, replyBy: '2026-11-24', appealBy: '2026-11-17', groundsBy: '2026-11-24' };
const kind = (decided: Parameters<typeof kindFor>[0]): DecisionLetter => {
  const found = kindFor(decided);
  if (found === null) throw new Error('No letter tells of it.');
  return found;
};
const imposed = kind({ code: 'D08', outcome: 'approved', change: undefined });
const said = (of: LetterFacts, heading: RegExp): string | undefined => letterParts(imposed, of, dates).find((one) => heading.test(one.heading))?.text;

describe('the letter about a decision', () => {
  it.each([
    ['as a precaution', { wayIn: 'precautionary' }, 'Why you were not heard first'],
    ['in an emergency', { wayIn: 'emergency' }, 'Why you were not heard first'],
    ['while the days to answer still ran', { wayIn: 'afterRepresentation' }, 'Why your answer was not waited for'],
  ])('R04 says why the provider was not heard, where it was decided %s', (_, terms, heading) => {
    const parts = letterParts(imposed, { ...facts, terms: { ...facts.terms, ...terms } }, dates);
    expect(parts.filter(({ text }) => text === 'People were at risk that night.').map((one) => one.heading)).toEqual([heading]);
  });

  it('R04 says nothing of it where the provider was heard', () => {
    expect(said({ ...facts, terms: { wayIn: 'afterRepresentation', notHeardReason: null } }, /heard|waited/)).toBeUndefined();
  });

  it('R04 says nothing of it where what is decided is in the provider’s favour', () => {
    const lifted = kind({ code: 'D09', outcome: 'approved', change: 'lift' });
    expect(letterParts(lifted, { ...facts, terms: { notHeardReason: 'It is in its favour.' } }, null).map(({ text }) => text)).not.toContain('It is in its favour.');
  });

  it('names what a review rests on: its evidence, or the visits since; and how to reach who leads', () => {
    const kept = kind({ code: 'D09', outcome: 'approved', change: 'extend' });
    const reads = (of: Partial<LetterFacts>): string | undefined => letterParts(kept, { ...facts, ...of }, dates).find(({ heading }) => heading === 'What we relied on')?.text;
    expect(reads({ terms: { outcome: 'extend', evidence: 'A visit at night.' }, seenSince: [{ kind: 'followUp', on: '2026-11-20' }] })).toBe('A visit at night.');
    expect(reads({ terms: { outcome: 'extend' }, seenSince: [{ kind: 'followUp', on: '2026-11-20' }, { kind: 'calls', on: '2026-11-23' }, { kind: 'followUp', on: '2026-11-27' }, { kind: 'followUp', on: '2026-12-01' }, { kind: 'careMonitoringSample', on: '2026-12-02' }] })).toBe([
      'What we saw when we visited on 20 November 2026, 27 November 2026 and 1 December 2026.', 'What people who use the service told us when we called them on 23 November 2026.', 'What a sample of electronic care monitoring showed us on 2 December 2026.',
    ].join('\n'));
    expect(reads({ terms: { outcome: 'extend' } })).toBe('');
    expect(letterParts(kept, { ...facts, leadOfficer: 'Priya Nair, Quality Assurance Officer', leadPhone: '01632 960123' }, dates).find(({ heading }) => heading === 'Whom to ask')?.text).toBe('Priya Nair, Quality Assurance Officer, telephone 01632 960123.');
  });

  it('R11 says that no appeal is open where Legal agreed that none is, with who and when, and how to be heard instead', () => {
    const excluded = said({ ...facts, appealExclusion: { legalOfficer: 'Anne Lake, solicitor', agreedOn: '2026-10-01' } }, /How to answer/) ?? '';
    expect(excluded).toContain('No appeal is open against this decision: the council’s procedure opens none for the reason of the restriction, as agreed with Anne Lake, solicitor of Legal on 1 October 2026. What you say against it is a representation');
    expect(excluded).not.toContain('You may appeal');
    expect(said(facts, /How to answer/)).toContain('You may appeal in writing by 17 November 2026');
  });

  it('tells how enhanced monitoring ends in the words of the council’s own procedure', () => {
    const begun = kind({ code: 'D03', outcome: 'approved', change: undefined });
    const ends = (procedure: Parameters<typeof endsWhen>[0]): string | undefined => letterParts(begun, { ...facts, endsWhen: endsWhen(procedure) }, dates).find(({ heading }) => heading === 'How it ends')?.text;
    const timescales = { panelsOnTrackToStepDown: 3 };
    expect(ends({ timescales, stages: [{ key: 'enhanced', words: 'Enhanced monitoring', stepDown: ['panelsOnTrack', 'firstHandCheck', 'noRedRisk'] }] })).toBe(
      'An authorised officer decides that it ends, once 3 panels in a row have found the service on track, an officer has seen the improvement first-hand and no red risk is open.');
    expect(ends({ timescales, stages: [] })).toBe('Enhanced monitoring ends when an authorised officer decides that it is needed no longer.');
  });

  it('R04 a dismissed appeal says why the provider’s other answer was not waited for; one that is upheld need not', () => {
    const heard = kind({ code: 'D19', outcome: 'approved', change: 'dismissed' });
    const reads = (outcome: string): string[] => letterParts(heard, { ...facts, terms: { outcome, notHeardReason: 'Its appeal says the same.' } }, null).map(({ text }) => text);
    expect([reads('dismissed').includes('Its appeal says the same.'), reads('upheld').includes('Its appeal says the same.')]).toEqual([true, false]);
  });

  it('R05 quotes a long point to a whole word, and says that it goes on', () => {
    const words = `${'The rotas of every night in October were full, as the sheets we sent on the second of November show. '.repeat(6)}The end.`;
    const text = said({ ...facts, answers: [{ reference: 'REP-2026-00001', points: [{ number: 1, words, outcome: 'accepted', answer: 'The rotas show it.', changed: null }] }] }, /What you told us/) ?? '';
    const [, quoted = ''] = /You said: “(.+) …”/s.exec(text) ?? [];
    expect(quoted.length).toBeGreaterThan(360);
    expect(words.startsWith(quoted)).toBe(true);
    expect(words.charAt(quoted.length)).toMatch(/[\s,.]/);
  });

  it('greets whom it goes to by name, and closes as letters do', () => {
    expect(courtesy(['Carol Finch'])).toEqual({ salutation: 'Dear Carol Finch,', closing: 'Yours sincerely' });
    expect(courtesy(['The Registered Manager', 'Amir Shah', 'Joy Bell']).salutation).toBe('Dear Registered Manager, Amir Shah and Joy Bell,');
    expect(courtesy(['One', 'Two', 'Three', 'Four', 'Five']).salutation).toBe('Dear colleagues,');
    expect(courtesy([''])).toEqual({ salutation: 'Dear Sir or Madam,', closing: 'Yours faithfully' });
  });
});
