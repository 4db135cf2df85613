import { readWorkbook } from '../files/read-workbook.js';
import { toXlsx } from './xlsx.js';

describe('an XLSX export', () => {
  const columns = [{ key: 'name', header: 'Service', width: 30 }, { key: 'since', header: 'Since', date: true as const }, { key: 'people', header: 'People' }, { key: 'open', header: 'Open' }];
  const take = async (row: Record<string, unknown>) => {
    const { name, rows } = await readWorkbook(await toXlsx({ name: 'Watch list', note: 'Taken by Tom Fielding', columns, rows: [row] }));
    return { name, cells: rows.map(({ cells }) => cells.map((cell) => (cell instanceof Temporal.PlainDate ? cell.toString() : cell)).filter((cell) => cell === null || typeof cell !== 'object')) };
  };

  it('is read back as written: who took it, the headings, days as days', async () => {
    expect(await take({ name: 'A "home" & <b>,\nby the sea', since: '2026-03-29', people: 4, open: true })).toEqual({
      name: 'Watch list', cells: [['Taken by Tom Fielding'], ['Service', 'Since', 'People', 'Open'], ['A "home" & <b>,\nby the sea', '2026-03-29', 4, 'yes']],
    });
  });

  it.each(['=HYPERLINK("http://example.org")', '+1', '-1+1', '@SUM(A1)'])('holds no formula: %s is text', async (typed) => {
    const bytes = await toXlsx({ name: 'List', note: typed, columns, rows: [{ name: typed }] });
    expect((await readWorkbook(bytes)).rows.map(({ cells }) => cells[0])).toEqual([typed, 'Service', typed]);
    expect(bytes.includes('<f>')).toBe(false);
  });

  it('leaves out characters that no workbook can hold', async () => {
    expect((await take({ name: 'Fern\u0000 House\u001F' })).cells[2]).toEqual(['Fern House']);
  });
});
