import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvError, parse, type Info } from 'csv-parse';

/** A row that cannot be used; nothing else stops because of it. `line` is where the row begins in the file, from 1. */
export interface Rejection {
  readonly line: number;
  readonly reason: string;
}

/** The file as a whole cannot be used; the message says why and what would be accepted. Nothing was changed. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

type Encoding = 'utf8' | 'windows-1252';
interface Position {
  byte: number;
  line: number;
}

/** One row is never longer: beyond this a quotation mark was left open. */
const longestRow = 8 * 1024 * 1024;
const faults: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'the row is longer than 8 MB: a quotation mark may be missing',
};
/** So many open quotation marks are no slips of a pen. */
const mostRestarts = 20;
const signatures: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'a spreadsheet or zip file'], ['\u00D0\u00CF\u0011\u00E0', 'an old Excel file'], ['%PDF', 'a PDF'],
  ['\u00FF\u00FE', 'a text file in UTF-16'], ['\u00FE\u00FF', 'a text file in UTF-16'], ['\u001F\u008B', 'a gzip file'],
];
// What no text file holds: C0 controls other than tab, line feed, form feed and carriage return.
const binary = new Set([0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31]);
const sniffed = 64 * 1024;
const linesSniffed = 20;

/**
 * A comma-separated file read as a stream: UTF-8 (with or without BOM) or, as Excel saves it, Windows-1252; any line
 * ends; cells as typed, so `=HYPERLINK(…)` is text. Only a quotation mark never closed costs a row.
 */
export class CsvFile {
  private constructor(
    private readonly path: string,
    readonly size: number,
    private readonly encoding: Encoding,
    private readonly delimiter: string,
  ) {}

  /**
   * @param delimiter what stands between cells; left to be found by the file’s beginning, a comma, a semicolon or a tab
   * @throws FileRefused when there is no such file, or it is empty or binary.
   */
  static async open(path: string, delimiter: ',' | 'find' = ','): Promise<CsvFile> {
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isFile()) throw new FileRefused(`There is no file at ${path}.`);
    if (found.size === 0) throw new FileRefused('The file is empty.');
    return new CsvFile(path, found.size, await encodingOf(path), delimiter === 'find' ? await delimiterOf(path) : delimiter);
  }

  /**
   * The header first, then every row that is not blank.
   * @param onBytes hears how far into the file the reader is.
   */
  async *rows(onBytes: (bytes: number) => void = () => undefined): AsyncGenerator<CsvRow | Rejection> {
    const at: Position = { byte: 0, line: 0 };
    for (let restarts = 0; ; restarts += 1) {
      const fault = yield* this.rowsFrom(at, onBytes);
      if (fault === null) return;
      const giveUp = restarts === mostRestarts;
      const rest = giveUp ? ': too many such rows, the rest of the file was not read' : '';
      yield { line: at.line + 1, reason: `${fault}${rest}` };
      if (giveUp || !(await this.skipLine(at))) return;
    }
  }

  /** Rows from a position, which it moves on. @returns why it could not read the row at that position, or null at the end. */
  private async *rowsFrom(at: Position, onBytes: (bytes: number) => void): AsyncGenerator<CsvRow, string | null> {
    const base = { ...at };
    const parser = createReadStream(this.path, { start: base.byte }).pipe(
      parse({
        bom: base.byte === 0, info: true, delimiter: this.delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true,
        record_delimiter: ['\r\n', '\n'], max_record_size: longestRow, encoding: this.encoding === 'utf8' ? 'utf8' : 'latin1',
      }),
    );
    let blankBefore = 0;
    try {
      for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
        const line = at.line + 1 + info.empty_lines - blankBefore;
        at.byte = base.byte + info.bytes;
        at.line = line + linesIn(record) - 1;
        blankBefore = info.empty_lines;
        onBytes(at.byte);
        const cells = this.encoding === 'utf8' ? record : record.map(fromWindows1252);
        if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
      }
      return null;
    } catch (error) {
      const fault = error instanceof CsvError ? faults[error.code] : undefined;
      if (fault === undefined) throw error;
      return fault;
    } finally {
      parser.destroy();
    }
  }

  /** Moves past the line at the position. @returns false at the end of the file. */
  private async skipLine(at: Position): Promise<boolean> {
    for await (const chunk of createReadStream(this.path, { start: at.byte }) as AsyncIterable<Buffer>) {
      const end = chunk.indexOf(0x0a);
      at.byte += end < 0 ? chunk.length : end + 1;
      if (end < 0) continue;
      at.line += 1;
      return at.byte < this.size;
    }
    return false;
  }
}

/** The parser counts CRLF inside quotation marks twice, so lines are counted here. */
function linesIn(record: readonly string[]): number {
  return record.reduce((lines, cell) => lines + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 1);
}

async function encodingOf(path: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding = 'utf8';
  let read = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (read === 0) refuseSignature(chunk);
    if (chunk.includes(0) || (read < sniffed && chunk.some((byte) => binary.has(byte)))) throw notText('a binary file');
    if (encoding === 'utf8' && !decodes(utf8, chunk)) encoding = 'windows-1252';
    read += chunk.length;
  }
  return encoding;
}

/** Of comma, semicolon and tab the one that its first lines have most of outside quotation marks: Excel writes what the computer’s region says. */
async function delimiterOf(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { end: sniffed }) as AsyncIterable<Buffer>) {
    const bare = chunk.toString('latin1').replaceAll(/"[^"]*"/g, '').split(/\r?\n/).slice(0, linesSniffed).join('');
    const count = (one: string): number => bare.split(one).length;
    return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
  }
  return ',';
}

function decodes(decoder: TextDecoder, chunk: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function refuseSignature(chunk: Buffer): void {
  const start = chunk.toString('latin1', 0, 8);
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known !== undefined) throw notText(known[1]);
}
function notText(what: string): FileRefused {
  return new FileRefused(`This is ${what}, not a CSV file. Open it and save it as "CSV UTF-8 (comma delimited)".`);
}

const windows1252 = new TextDecoder('windows-1252');
function fromWindows1252(cell: string): string {
  return windows1252.decode(Buffer.from(cell, 'latin1'));
}
