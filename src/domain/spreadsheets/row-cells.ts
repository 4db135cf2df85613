import type { FieldProblem } from '../../platform/graphql/refusals.js';
import { type Cell, dayOf, type SheetRow } from '../../platform/files/read-workbook.js';
import { columnKey, tidy } from '../providers/import/header.js';
import { dateOf, yesOrNo } from '../providers/import/register-words.js';
import type { ColumnMap, FoundColumns } from './column-map.js';
import { type ImportKind, type ListColumn, listColumns } from './list-columns.js';

const faults = {
  error: 'shows an error of the spreadsheet. Put it right there, or type the value',
  notCalculated: 'holds a formula that was never calculated. Open the file, save it and try again, or type the value',
  merged: 'is part of a merged cell, which has its value in one row only. Take the merge apart and fill in every row',
} as const;
/** Nobody types C0 and C1 controls; line breaks and tabs within a cell are people’s own. */
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;
const dates = 'Write it as 31/03/2026 or 2026-03-31';

/** Reads one row by our columns, noting everything that is wrong by the column’s name. What a cell holds is never repeated: it may name somebody. */
export class RowCells<Key extends string = string> {
  readonly problems: FieldProblem[] = [];

  constructor(
    private readonly kind: ImportKind,
    private readonly row: SheetRow,
    private readonly found: FoundColumns,
    private readonly map: ColumnMap,
    private readonly from1904: boolean,
  ) {}

  heading(key: Key): string {
    return (listColumns[this.kind] as Record<string, ListColumn>)[key]?.heading ?? key;
  }

  wrong(key: Key, message: string): void {
    if (!this.problems.some(({ field }) => field === this.heading(key))) this.problems.push({ field: this.heading(key), message });
  }

  /** Line breaks stay where `lines` are kept. */
  text(key: Key, { longest = 400, lines = false } = {}): string | null {
    const cell = this.value(key);
    if (cell === null || typeof cell === 'object') return cell instanceof Temporal.PlainDate ? cell.toString() : null;
    const plain = lines ? String(cell).replaceAll(/\r\n?/g, '\n').trim() : tidy(String(cell));
    if (control.test(plain)) this.wrong(key, 'Holds characters that cannot be seen. Type it again');
    else if (plain.length > longest) this.wrong(key, `Is longer than ${longest.toLocaleString('en-GB')} characters. Shorten it`);
    else return plain === '' ? null : plain;
    return null;
  }

  required(key: Key, remedy: string, options: { longest?: number; lines?: boolean } = {}): string {
    const text = this.text(key, options);
    if (text === null) this.wrong(key, `Is empty. ${remedy}`);
    return text ?? '';
  }

  /** A day as people type it, as a spreadsheet keeps it, or as the number it counts days by. */
  date(key: Key, today: string, when: 'past' | 'any'): string | null {
    const cell = this.value(key);
    if (cell === null || (typeof cell === 'object' && !(cell instanceof Temporal.PlainDate))) return null;
    const date = cell instanceof Temporal.PlainDate ? cell.toString() : typeof cell === 'number' ? this.counted(cell) : this.typed(String(cell));
    if (date === null || date < '1990') this.wrong(key, `Is no date that can be read. ${dates}`);
    else if (when === 'past' && date > today) this.wrong(key, 'Lies in the future. Give the day it began, today or before');
    else return date;
    return null;
  }

  requiredDate(key: Key, today: string, when: 'past' | 'any'): string {
    const date = this.date(key, today, when);
    if (date === null) this.wrong(key, `Is empty. ${dates}`);
    return date ?? '';
  }

  flag(key: Key): boolean {
    const cell = this.value(key);
    if (typeof cell === 'boolean') return cell;
    const said = yesOrNo(this.text(key) ?? '');
    if (said === undefined) this.wrong(key, 'Is neither yes nor no. Write yes or no');
    return said ?? false;
  }

  /** What the file’s word stands for, by the map, then by `meanings`; a word neither knows is told with those there are. */
  meaning<T>(key: Key, meanings: ReadonlyMap<string, T>, accepted: readonly string[]): T | null {
    const word = this.text(key);
    if (word === null) return null;
    const said = Object.entries(this.map.values).find(([heading]) => columnKey(heading) === columnKey(this.heading(key)))?.[1] ?? {};
    const mapped = Object.entries(said).find(([theirs]) => columnKey(theirs) === columnKey(word))?.[1];
    const found = meanings.get(columnKey(mapped ?? word));
    if (found === undefined) this.wrong(key, `Is none of the words known here. Write one of: ${accepted.join('; ')}. Or say what it means with --map`);
    return found ?? null;
  }

  /** Whether nothing of ours stands in the row but a total: the last line of many lists. */
  isTotal(): boolean {
    const held = this.row.cells.filter((cell) => cell !== null && !(typeof cell === 'object' && 'fault' in cell));
    const [first, ...others] = held;
    return typeof first === 'string' && /^(sub-?|grand )?totals?\b|^count\b/i.test(tidy(first)) && others.every((cell) => typeof cell === 'number' || /^[\d.,£% ]+$/.test(String(cell)));
  }

  isBlank(): boolean {
    return [...this.found.places.values()].every((place) => {
      const cell = this.row.cells[place] ?? null;
      return cell === null || (typeof cell === 'object' && 'fault' in cell && cell.fault === 'merged') || (typeof cell === 'string' && cell.trim() === '');
    });
  }

  private value(key: Key): Cell {
    const place = this.found.places.get(key);
    const cell = place === undefined ? null : (this.row.cells[place] ?? null);
    if (cell !== null && typeof cell === 'object' && 'fault' in cell) {
      this.wrong(key, `This cell ${faults[cell.fault]}`);
      return null;
    }
    return cell;
  }

  private typed(text: string): string | null {
    const plain = tidy(text);
    if (/^\d{5}$/.test(plain)) return this.counted(Number(plain));
    return dateOf(plain.replaceAll(/(?<=\d)[.-](?=\d{1,2}[.-]\d{4})|(?<=\d{1,2}[./-]\d{1,2})[.-](?=\d{4})/g, '/'), 'uk');
  }

  private counted(number: number): string | null {
    return dayOf(number, this.from1904)?.toString() ?? null;
  }
}
