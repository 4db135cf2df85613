import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CsvFile, FileRefused } from './csv-file.js';

const folder = mkdtempSync(join(tmpdir(), 'csv-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<object[]> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  const rows: object[] = [];
  for await (const row of (await CsvFile.open(path)).rows()) rows.push(row);
  return rows;
}
const refusal = (content: string | Buffer): Promise<unknown> => read(content).catch((error: unknown) => error);

describe('a CSV file', () => {
  it('is read with BOM, CRLF, quotation marks and lines of its own in a cell, and counts lines as an editor does', async () => {
    const rows = await read('\uFEFFname,note\r\nAsh,"one\r\ntwo"\r\n\r\nElm,"a, b ""c"""\r\n,\r\nOak,=HYPERLINK("http://x.example")\r\n');
    expect(rows).toEqual([
      { line: 1, cells: ['name', 'note'] },
      { line: 2, cells: ['Ash', 'one\r\ntwo'] },
      { line: 5, cells: ['Elm', 'a, b "c"'] },
      { line: 7, cells: ['Oak', '=HYPERLINK("http://x.example")'] },
    ]);
  });

  it('keeps a quotation mark inside a cell as typed', async () => {
    expect(await read('a,b\n1,5" pipe\n2,x\n')).toEqual([{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', '5" pipe'] }, { line: 3, cells: ['2', 'x'] }]);
  });

  it('loses only the row whose quotation mark is never closed', async () => {
    const rows = await read('a,b\n1,2\n3,"4\n5,6\n7,8\n');
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, reason: 'a quotation mark is opened and never closed' },
      { line: 4, cells: ['5', '6'] },
      { line: 5, cells: ['7', '8'] },
    ]);
  });

  it('goes on after a cell of more than 8 MB, and reads one of 2 MB', async () => {
    const rows = await read(`a,b\n1,"${'x'.repeat(9_000_000)}"\n3,4\n`);
    expect(rows.slice(1)).toEqual([{ line: 2, reason: 'the row is longer than 8 MB: a quotation mark may be missing' }, { line: 3, cells: ['3', '4'] }]);
    expect(await read(`a,b\n1,${'x'.repeat(2_000_000)}\n3,4\n`)).toHaveLength(3);
  });

  it('reads what Excel saves in Windows-1252', async () => {
    expect(await read(Buffer.from('name\nSt Andr\u00E9\u0092s\n', 'latin1'))).toEqual([{ line: 1, cells: ['name'] }, { line: 2, cells: ['St André’s'] }]);
  });

  it.each([
    ['a spreadsheet', Buffer.from('PK\u0003\u0004 sheet', 'latin1'), 'a spreadsheet or zip file'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'a PDF'],
    ['UTF-16', Buffer.from('\uFEFFLocation ID', 'utf16le'), 'a text file in UTF-16'],
    ['bytes', Buffer.from([0x41, 0x00, 0x42]), 'a binary file'],
    ['control characters', Buffer.from('a\u0001b\n'), 'a binary file'],
  ])('refuses %s in words', async (_name, content, what) => {
    const error = await refusal(content);
    expect(error).toBeInstanceOf(FileRefused);
    expect(error).toHaveProperty('message', `This is ${what}, not a CSV file. Open it and save it as "CSV UTF-8 (comma delimited)".`);
  });

  it('refuses an empty file and one that is not there', async () => {
    expect(await refusal('')).toHaveProperty('message', 'The file is empty.');
    await expect(CsvFile.open(join(folder, 'none.csv'))).rejects.toThrow('There is no file at');
  });
});
