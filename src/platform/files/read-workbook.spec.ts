import { strToU8 } from 'fflate';
import { cellXml, sheetOf, workbook } from '../../../test/support/workbook.js';
import { type Cell, most, readWorkbook } from './read-workbook.js';

const rowsOf = async (data: string, options?: Parameters<typeof workbook>[1]): Promise<(string | number | boolean | object | null)[][]> =>
  (await readWorkbook(workbook({ List: data }, options))).rows.map(({ cells }) => cells.map((cell: Cell) => (cell instanceof Temporal.PlainDate ? cell.toString() : cell)));
const one = (cells: string, after = ''): string => `<sheetData><row r="1">${cells}</row></sheetData>${after}`;

describe('a workbook', () => {
  it('gives what its cells show: texts as typed, days, numbers, and a formula by the result it was saved with', async () => {
    const cells = [cellXml.text('A1', '=HYPERLINK("http://example.org")<b>'), cellXml.day('B1', 46_086), cellXml.number('C1', 46_086), cellXml.formula('D1', 'A1&B1', 'Fern House'), '<c r="E1" t="b"><v>1</v></c>', cellXml.text('F1', 'a_x000A_b')];
    expect(await rowsOf(one(cells.join('')))).toEqual([['=HYPERLINK("http://example.org")<b>', '2026-03-05', 46_086, 'Fern House', true, 'a\nb']]);
  });

  it('counts days from 1904 where the file says so', async () => {
    const { rows, from1904 } = await readWorkbook(workbook({ List: one(cellXml.day('A1', 44_624)) }, { from1904: true }));
    expect([String(rows[0]?.cells[0]), from1904]).toEqual(['2026-03-05', true]);
  });

  it('says of a cell without a value why: an error, a formula never calculated, a merge', async () => {
    const merged = `<sheetData><row r="1">${cellXml.text('A1', 'Fern House')}${cellXml.text('B1', 'x')}</row><row r="2">${cellXml.text('B2', 'y')}</row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>`;
    expect(await rowsOf(one(cellXml.error('A1') + cellXml.formula('B1', 'NOW()')))).toEqual([[{ fault: 'error' }, { fault: 'notCalculated' }]]);
    expect(await rowsOf(merged)).toEqual([['Fern House', 'x'], [{ fault: 'merged' }, 'y']]);
  });

  it('has rows by their own numbers, and passes over those that hold nothing', async () => {
    const { rows } = await readWorkbook(workbook({ List: `<sheetData><row r="3">${cellXml.text('B3', 'x')}</row><row r="1048576">${cellXml.text('A1048576', 'y')}</row></sheetData>` }));
    expect(rows).toEqual([{ number: 3, cells: [null, 'x'] }, { number: 1_048_576, cells: ['y'] }]);
  });

  it('asks which of several sheets is meant', async () => {
    const two = workbook({ Watch: sheetOf([['a']]), 'Old list': sheetOf([['b']]) });
    await expect(readWorkbook(two)).rejects.toThrow('The workbook has several sheets: "Watch", "Old list". Say which, with --sheet.');
    await expect(readWorkbook(two, 'Lists')).rejects.toThrow('There is no sheet "Lists" in the workbook. It has: "Watch", "Old list".');
    expect((await readWorkbook(two, 'old LIST')).rows).toEqual([{ number: 1, cells: ['b'] }]);
  });

  it.each([
    ['more columns than a list has', one(cellXml.text('XFD1', 'x')), /beyond its column 200/],
    ['XML that never closes', '<sheetData><row r="1">', /cannot be read/],
    ['an entity nobody declared', one('<c r="A1" t="inlineStr"><is><t>&boom;</t></is></c>'), /cannot be read/],
    ['a shared text it has not', one('<c r="A1" t="s"><v>7</v></c>'), /cannot be read/],
    ['more rows than a list has', `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(most.rows + 1)}</sheetData>`, /more than 20,000 rows/],
  ])('is refused in words for %s', async (_, data, words) => {
    await expect(readWorkbook(workbook({ List: data }))).rejects.toThrow(words);
  });

  it('is refused where its texts would fill memory', async () => {
    const long = { 'xl/sharedStrings.xml': strToU8(`<sst><si><t>${' '.repeat(most.characters + 1)}</t></si></sst>`) };
    await expect(readWorkbook(workbook({ List: sheetOf([['a']]) }, { extra: long }))).rejects.toThrow('more text than can be read at once');
  });
});
