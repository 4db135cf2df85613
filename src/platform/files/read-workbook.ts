import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { FileRefused } from './file-kinds.js';
import { checkOffice } from './office-file.js';

/** Why a cell has no value one can use. */
export type CellFault = 'error' | 'notCalculated' | 'merged';
export type Cell = string | number | boolean | Temporal.PlainDate | { readonly fault: CellFault } | null;
export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}
export interface Sheet {
  readonly name: string;
  /** Rows in which something stands. */
  readonly rows: readonly SheetRow[];
  /** Whether days are counted from 1904, as old Macintosh files do. */
  readonly from1904: boolean;
}

/** What one sheet may hold: far more than a council's list, and little enough to keep in memory. */
export const most = { rows: 20_000, columns: 200, characters: 20_000_000 };
/** Beyond these a merged cell is only empty: nobody merges so many by hand. */
const mostMerged = 2_000;
const words = {
  damaged: 'The workbook cannot be read: part of it is missing or damaged. Open it, save it anew as .xlsx and send that.',
  rows: `The sheet has more than ${most.rows.toLocaleString('en-GB')} rows that hold something. Split it into several files.`,
  columns: `The sheet holds something beyond its column ${most.columns}. Delete the columns to the right that are not part of the list.`,
  long: 'The workbook holds more text than can be read at once. Split it into several files.',
} as const;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * One sheet of an .xlsx file: what its cells show, a formula by the result it was saved with. Read as a stream and held to bounds, so
 * that no file fills memory; a cell far out costs nothing.
 * @param wanted the sheet’s name; without it the file must have only one that shows
 * @throws FileRefused
 */
export async function readWorkbook(bytes: Buffer, wanted?: string): Promise<Sheet> {
  await checkOffice(bytes, 'xlsx');
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName.toLowerCase(), entry);
  try {
    return await new WorkbookReader(zip, parts).sheet(wanted);
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused(words.damaged);
  }
}

class WorkbookReader {
  constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
  ) {}

  async sheet(wanted: string | undefined): Promise<Sheet> {
    const sheets: { name: string; id: string; hidden: boolean }[] = [];
    let from1904 = false;
    await this.read('xl/workbook.xml', {
      open: (name, of) => {
        if (name === 'workbookPr') from1904 = ['1', 'true'].includes(of['date1904'] ?? '');
        if (name === 'sheet') sheets.push({ name: of['name'] ?? '', id: Object.entries(of).find(([key]) => key.endsWith(':id'))?.[1] ?? '', hidden: of['state'] !== undefined && of['state'] !== 'visible' });
      },
    });
    const chosen = choose(sheets, wanted);
    const path = await this.pathOf(chosen.id);
    const rows = await this.rows(path, await this.strings(), await this.dateStyles(), from1904);
    return { name: chosen.name, rows, from1904 };
  }

  private async pathOf(id: string): Promise<string> {
    let target = '';
    await this.read('xl/_rels/workbook.xml.rels', { open: (name, of) => { if (name === 'Relationship' && of['Id'] === id) target = of['Target'] ?? ''; } });
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  }

  private async strings(): Promise<string[]> {
    const found: string[] = [];
    let [text, inText, inHint, all] = ['', false, false, 0];
    await this.read('xl/sharedstrings.xml', {
      open: (name) => { if (name === 'si') text = ''; if (name === 'rPh') inHint = true; inText = name === 't' && !inHint; },
      text: (part) => { if (!inText) return; text += part; all += part.length; if (all > most.characters) throw new FileRefused(words.long); },
      close: (name) => { inText = false; if (name === 'rPh') inHint = false; if (name === 'si') found.push(unescaped(text)); },
    });
    return found;
  }

  /** The styles, by their place, that show a number as a day. */
  private async dateStyles(): Promise<Set<number>> {
    const formats = new Map<string, string>();
    const found = new Set<number>();
    let [place, within] = [0, false];
    await this.read('xl/styles.xml', {
      open: (name, of) => {
        if (name === 'numFmt') formats.set(of['numFmtId'] ?? '', of['formatCode'] ?? '');
        if (name === 'cellXfs') within = true;
        if (name !== 'xf' || !within) return;
        if (isDateFormat(Number(of['numFmtId'] ?? 0), formats.get(of['numFmtId'] ?? ''))) found.add(place);
        place += 1;
      },
      close: (name) => { if (name === 'cellXfs') within = false; },
    });
    return found;
  }

  private async rows(path: string, strings: readonly string[], dates: ReadonlySet<number>, from1904: boolean): Promise<SheetRow[]> {
    if (!this.parts.has(path.toLowerCase())) throw new FileRefused(words.damaged);
    const rows: { number: number; cells: Cell[] }[] = [];
    const merged: string[] = [];
    let row = { number: 0, cells: [] as Cell[] };
    let cell: { type: string; style: number; column: number; formula: boolean; value: string | null } | null = null;
    let [inValue, characters] = [false, 0];
    await this.read(path, {
      open: (name, of) => {
        if (name === 'row') row = { number: of['r'] === undefined ? row.number + 1 : Number(of['r']), cells: [] };
        if (name === 'c') cell = { type: of['t'] ?? 'n', style: Number(of['s'] ?? 0), column: of['r'] === undefined ? row.cells.length : columnOf(of['r']), formula: false, value: null };
        if (name === 'f' && cell !== null) cell.formula = true;
        inValue = cell !== null && (name === 'v' || name === 't');
        if (inValue && cell !== null) cell.value ??= '';
        if (name === 'mergeCell' && merged.length < mostMerged) merged.push(of['ref'] ?? '');
      },
      text: (part) => {
        if (!inValue || cell === null) return;
        cell.value += part;
        characters += part.length;
        if (characters > most.characters) throw new FileRefused(words.long);
      },
      close: (name) => {
        inValue = false;
        if (name === 'c' && cell !== null) {
          const value = valueOf(cell, strings, dates, from1904);
          if (value !== null && cell.column >= most.columns) throw new FileRefused(words.columns);
          if (value !== null) row.cells[cell.column] = value;
          cell = null;
        }
        if (name !== 'row' || row.cells.length === 0) return;
        if (rows.length === most.rows) throw new FileRefused(words.rows);
        rows.push({ number: row.number, cells: Array.from(row.cells, (one) => one ?? null) });
      },
    });
    markMerged(rows, merged);
    return rows;
  }

  private async read(path: string, on: { open?: (name: string, of: Readonly<Record<string, string>>) => void; text?: (part: string) => void; close?: (name: string) => void }): Promise<void> {
    const entry = this.parts.get(path.toLowerCase());
    if (entry === undefined) return;
    const parser = new SaxesParser();
    parser.on('error', () => { throw new FileRefused(words.damaged); });
    parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => on.open?.(local(name), attributes));
    parser.on('text', (part) => on.text?.(part));
    parser.on('cdata', (part) => on.text?.(part));
    parser.on('closetag', ({ name }: SaxesTagPlain) => on.close?.(local(name)));
    const decoder = new TextDecoder('utf-8');
    for await (const chunk of await this.zip.openReadStreamPromise(entry)) parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    parser.write(decoder.decode()).close();
  }
}

function choose<One extends { name: string; hidden: boolean }>(sheets: readonly One[], wanted: string | undefined): One {
  const shown = sheets.filter(({ hidden }) => !hidden);
  const names = (of: readonly One[]): string => of.map(({ name }) => `"${name}"`).join(', ');
  const found = wanted === undefined ? shown : sheets.filter(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase());
  const [one, another] = found;
  if (one === undefined) throw new FileRefused(wanted === undefined ? words.damaged : `There is no sheet "${wanted}" in the workbook. It has: ${names(sheets)}.`);
  if (another !== undefined) throw new FileRefused(`The workbook has several sheets: ${names(shown)}. Say which, with --sheet.`);
  return one;
}

function valueOf(cell: { type: string; style: number; formula: boolean; value: string | null }, strings: readonly string[], dates: ReadonlySet<number>, from1904: boolean): Cell {
  const { type, style, formula, value } = cell;
  if (type === 'e') return { fault: 'error' };
  if (value === null) return formula ? { fault: 'notCalculated' } : null;
  if (type === 's') {
    const text = strings[Number(value)];
    if (text === undefined) throw new FileRefused(words.damaged);
    return text === '' ? null : text;
  }
  if (value === '') return null;
  if (type === 'str' || type === 'inlineStr') return unescaped(value);
  if (type === 'b') return value === '1';
  if (type === 'd') return Temporal.PlainDate.from(value.slice(0, 10));
  const number = Number(value);
  if (!Number.isFinite(number)) throw new FileRefused(words.damaged);
  return dates.has(style) ? (dayOf(number, from1904) ?? number) : number;
}

const dayFrom = { early: 1, late: 2_958_465 };
/** The day a spreadsheet means by a number; null where it means none. The 29 February 1900 that Excel believes in is passed over. */
export function dayOf(serial: number, from1904: boolean): Temporal.PlainDate | null {
  const days = Math.floor(serial);
  if (days < dayFrom.early || days > dayFrom.late) return null;
  if (from1904) return Temporal.PlainDate.from('1904-01-01').add({ days });
  return Temporal.PlainDate.from('1899-12-30').add({ days: days < 60 ? days + 1 : days });
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return /[dmy]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replaceAll(/general/gi, ''));
}

/** `C12` is column 2. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? 'A';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Cells that a merge hides have no value of their own: whoever needs one is told why it is not there. */
function markMerged(rows: readonly { number: number; cells: Cell[] }[], merged: readonly string[]): void {
  for (const reference of merged) {
    const [from = '', to = from] = reference.split(':');
    const [first, last] = [Number(/\d+/.exec(from)?.[0]), Number(/\d+/.exec(to)?.[0])];
    const [left, right] = [columnOf(from), Math.min(columnOf(to), most.columns - 1)];
    for (const { number, cells } of rows) {
      if (number < first || number > last) continue;
      for (let column = left; column <= right; column += 1) {
        if (number === first && column === left) continue;
        while (cells.length < column) cells.push(null);
        if ((cells[column] ?? null) === null) cells[column] = { fault: 'merged' };
      }
    }
  }
}

/** Excel writes what XML cannot hold as `_x000D_`. */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
