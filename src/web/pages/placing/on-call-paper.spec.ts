import { pdfText } from '../../../../test/support/pdf-text.js';
import { onCallPaper } from './on-call-paper.js';

const director = 'The on-call director, by the council’s switchboard';
const nameOf = (number: number): string => `Home ${String(number).padStart(4, '0')} of the Sisters of Mercy`;
const service = (number: number) => ({
  serviceId: String(number), name: nameOf(number), bars: ['No new nursing placements', 'Manager sign-off for each new respite placement'], seriousConcerns: number % 2 === 0,
  rule: 'No new nursing placements, since 3 November 2026, by Assistant Director, Adult Social Care, exceptions to the Head of Service, Quality and Contracts; Manager sign-off for each new respite placement, since 4 November 2026, by the Care Quality Commission, exceptions to the Head of Service.',
  exceptions: number % 3 === 0 ? ['EXC-2026-00012: case 4111', 'EXC-2026-00013: case 4118'] : [], contacts: [`The service: 01632 960${String(number).padStart(3, '0')}`, 'Lead officer: Priya Nair, Quality Assurance Officer', director],
});
const paper = async (count: number): Promise<{ pages: number; words: string }> => {
  const sheet = { asAt: '2026-11-30T21:00:00Z', services: Array.from({ length: count }, (_, index) => service(index + 1)), dos: ['Read the rule.', 'Ask first.'], donts: ['Do not place first.', 'Do not tell why.'] };
  const bytes = await onCallPaper(sheet as never, { title: 'On-call sheet: where people may not be placed', council: 'Harrowmere Council', address: 'https://concerns.example.gov.uk/placing/sheet', seriousConcerns: 'serious concerns' });
  return { pages: Buffer.from(bytes).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0, words: pdfText(bytes).replaceAll('\u200b', '').replaceAll(/\s+/g, ' ') };
};

describe('the on-call sheet on paper', () => {
  it.each([0, 1, 3, 6, 9, 14, 30, 45, 90, 200, 1_000])('is one page with %i services, and leaves none out unsaid', async (count) => {
    const { pages, words } = await paper(count);
    expect([pages, words.includes('Page 1 of 1'), words.includes('Do not place first.')]).toEqual([1, true, true]);
    const standing = Array.from({ length: count }, (_, index) => nameOf(index + 1)).filter((name) => words.includes(name));
    const said = /(\d+) more services? stands? on that page and not here: those by name after ([^.]+)\./.exec(words);
    expect(standing.length + Number(said?.[1] ?? 0)).toBe(count);
    // By name, so that whoever looks for one knows whether the sheet has it.
    if (said !== null) expect([standing.at(-1), standing]).toEqual([said[2], Array.from({ length: standing.length }, (_, index) => nameOf(index + 1))]);
  });

  it('says each rule whole while there is room, then what is barred in a word, then names, and each time where the rest stands', async () => {
    const [few, many, most] = [(await paper(3)).words, (await paper(30)).words, (await paper(200)).words];
    expect([few.match(/since 3 November 2026/g)?.length, few.includes('placing/sheet')]).toEqual([3, false]);
    expect(many.match(/No new nursing placements/g)).toHaveLength(30);
    expect(many).toContain('Since when, by whom and for which cases exceptions were granted stands at https://concerns.example.gov.uk/placing/sheet.');
    expect(many.match(/At serious concerns/g)).toHaveLength(15);
    // An address may go over the end of a line.
    expect(most).toMatch(/Place nobody in any of them before you read its rule at https:\/\/concerns\.example\.gov\.uk\/placing\/ ?sheet or have asked\./);
    for (const words of [many, most]) expect(words.split(director)).toHaveLength(2);
  });
});
