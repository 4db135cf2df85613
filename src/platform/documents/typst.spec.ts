import fc from 'fast-check';
import { pdfText } from '../../../test/support/pdf-text.js';
import { checkPdf } from '../files/pdf-file.js';
import { chartSvg } from './chart.js';
import { printable } from './printable.js';
import { compilePaper, TemplateFault } from './typst.js';

const specimen = new URL('specimen.typ', import.meta.url);
const paper = {
  council: 'Example Council',
  title: 'Placements at a home',
  reference: 'LET-2026-00012',
  producedAt: '2026-11-22T09:00:00Z',
  marking: 'Confidential',
  sender: ['Adult Social Care', 'Town Hall'],
  recipient: ['The registered manager', 'A home'],
  date: '22 November 2026',
  text: 'Dear manager',
  facts: [['From', '1 May 2026']],
  rows: [['Routine', '28']],
  chart: '',
  chartAlt: 'Bars: routine 28, enhanced 5',
  steps: ['The first step', 'The second step'],
  signature: ['A Person', 'Assistant Director', 'Example Council'],
};
const seen = (text: string): string => text.replace(/\s+/g, '');
const source = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

beforeAll(async () => {
  const values = [{ stage: 'Routine', services: 28 }, { stage: 'Enhanced', services: 5 }];
  paper.chart = await chartSvg({
    data: { values }, mark: 'bar', width: 300, height: 160,
    encoding: { x: { field: 'stage', type: 'nominal' }, y: { field: 'services', type: 'quantitative' } },
  });
});

describe('a paper', () => {
  it('of very many words is set beside everything else: others are answered meanwhile, and its bytes are the same each time', async () => {
    const many = { ...paper, rows: Array.from({ length: 1600 }, (_, at) => [`Service ${at}`, `It was looked at on day ${at}, and nothing of what was found there is put right yet.`]) };
    let turns = 0;
    const clock = setInterval(() => { turns += 1; }, 5);
    const [one, other] = await Promise.all([compilePaper(specimen, many), compilePaper(specimen, many)]);
    clearInterval(clock);
    expect(turns).toBeGreaterThan(10);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    expect(seen(pdfText(one))).toContain(seen('It was looked at on day 1599'));
    await expect(compilePaper(specimen, { ...many, rows: [...many.rows, null as never] })).rejects.toThrow(TemplateFault);
  });

  it('passes our own look over files that are sent to us', async () => {
    const bytes = Buffer.from(await compilePaper(specimen, paper));
    expect(() => checkPdf(bytes)).not.toThrow();
  });

  it('is a tagged PDF/UA-1 with a title and a language', async () => {
    const pdf = source(await compilePaper(specimen, paper));
    expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(pdf).toMatch(/\/Lang \(en-GB\)/);
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
    expect(pdf).toContain('/Title (Placements at a home)');
    for (const tag of ['/H1', '/TH', '/L', '/Figure']) expect(pdf).toContain(`/S ${tag}`);
    expect(pdf).toContain('/Alt (Bars: routine 28, enhanced 5)');
    expect(pdf).not.toMatch(/\/JavaScript|\/Launch|\/URI/);
  });

  it('carries its words, its reference and page numbers', async () => {
    const text = seen(pdfText(await compilePaper(specimen, paper)));
    for (const words of ['Example Council', 'LET-2026-00012', 'Page 1 of 2', 'Page 2 of 2', '1 May 2026', 'The second step', 'Confidential']) {
      expect(text).toContain(seen(words));
    }
  });

  it('has the same bytes for the same data, dated by the data', async () => {
    const first = await compilePaper(specimen, paper);
    expect(Buffer.compare(first, await compilePaper(specimen, paper))).toBe(0);
    expect(source(first)).toContain('/CreationDate (D:20261122090000Z)');
    expect(Buffer.compare(first, await compilePaper(specimen, { ...paper, text: 'Dear all' }))).not.toBe(0);
  });

  it('says which template is wrong, and compiles the next paper', async () => {
    const { sender: _, ...incomplete } = paper;
    await expect(compilePaper(specimen, incomplete)).rejects.toThrow(TemplateFault);
    await expect(compilePaper(new URL('missing.typ', import.meta.url), paper)).rejects.toThrow(/missing\.typ/);
    await expect(compilePaper(specimen, paper)).resolves.toBeInstanceOf(Uint8Array);
  });
});

describe('text a person typed', () => {
  it.each(['#eval("1")', '<b>bold</b>', '*strong* _em_ $x^2$ `raw` @ref', '= Heading', '\\u{41} \\', '[nested] #[content]', '// comment', '"quotes" and \'more\'', 'https://example.org/?a=b&c', '</script>', '=HYPERLINK("x")'])(
    'stays text: %s',
    async (typed) => {
      expect(seen(pdfText(await compilePaper(specimen, { ...paper, text: typed, title: typed, steps: [typed] })))).toContain(seen(typed));
    },
  );

  it('in any field and of any sign never stops a paper', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (typed) => {
        const all = { ...paper, text: typed, title: typed, marking: typed, steps: [typed], facts: [[typed, typed]], signature: [typed, typed, typed] };
        await expect(compilePaper(specimen, all)).resolves.toBeInstanceOf(Uint8Array);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('of joined scripts, marks and invisible signs never stops a paper', async () => {
    const hard = 'क्षत्रज्ञािीुे़ंः\u200d\u200cŁ\u0301\u0327\u25cc\u1ea0\u202e\u202a\u2066\u2069\u200f\u061c\u00ad\ufe0f\u034f\u2028\u2029\u0085\u00a0\n\t\ufeff\u180e\u115f\u2800(){}#"\\אבمر\u{e0100}\u{1f1ec}';
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...hard), maxLength: 40 }), async (typed) => {
        await expect(compilePaper(specimen, { ...paper, text: typed, title: typed, steps: [typed] })).resolves.toBeInstanceOf(Uint8Array);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('broken surrogates and every control character never stop a paper', async () => {
    const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
    await expect(compilePaper(specimen, { ...paper, text: `${controls}\ud800 \udc00 \ufffe\uffff` })).resolves.toBeInstanceOf(Uint8Array);
  });

  it('of letters, figures and signs is wholly on the paper, long words too', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:!?()[]{}#$%&*+-/<=>@\\^_`|~"\'£€éÉñößłŵŷ–—…';
    const sign = fc.constantFrom(...letters);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: sign, minLength: 1, maxLength: 400 }), async (typed) => {
        expect(seen(pdfText(await compilePaper(specimen, { ...paper, text: typed }))).replaceAll('\u200b', '')).toContain(seen(typed));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('keeps what our fonts can show, and names what they cannot', () => {
    expect(printable('Łódź – “quoted” £5 ½ нет')).toBe('Łódź – “quoted” £5 ½ нет');
    expect(printable('well done 😀 日')).toBe('well done [U+1F600] [U+65E5]');
    expect(printable('a\u0000b\u0007c\r\nd\te\u009f')).toBe('abc\nd\te');
  });

  it('steering the direction of writing turns itself alone', () => {
    expect(printable('plain')).toBe('plain');
    expect(printable('\u202etxt\u2069\nnext')).toBe('\u2068\u202etxt\u2069\n\u2068next\u2069');
  });
});
