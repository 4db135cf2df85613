import { z } from 'zod';
import type { Cell, SheetRow } from '../../platform/files/read-workbook.js';
import { FileRefused } from '../providers/import/csv-file.js';
import { columnKey, tidy } from '../providers/import/header.js';
import { type ImportKind, type ListColumn, listColumns } from './list-columns.js';

/** What `--map` says: which of the file’s columns is which of ours, and what its words mean. */
const mapShape = z.strictObject({
  columns: z.record(z.string(), z.string()).default({}),
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type ColumnMap = z.output<typeof mapShape>;
export const noMap: ColumnMap = { columns: {}, values: {} };

/** Where the columns of ours stand in the file. */
export interface FoundColumns {
  readonly headerRow: number;
  /** By our key: the column’s place. */
  readonly places: ReadonlyMap<string, number>;
  /** The file’s own headings, as they stand. */
  readonly headings: readonly string[];
  /** Headings that are none of ours. */
  readonly passedOver: readonly string[];
}

const columnsOf = (kind: ImportKind): [string, ListColumn][] => Object.entries(listColumns[kind]);
const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** @throws FileRefused naming everything that is wrong with the map. */
export function columnMapOf(text: string, kind: ImportKind): ColumnMap {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new FileRefused('The column map is not JSON. It looks like { "columns": { "Service": "Name of home" }, "values": { "Stage": { "Level 3": "Serious concerns" } } }.');
  }
  const read = mapShape.safeParse(json);
  if (!read.success) throw new FileRefused(`The column map cannot be used: ${read.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ')}.`);
  const ours = new Set(columnsOf(kind).map(([, { heading }]) => columnKey(heading)));
  const unknown = [...Object.keys(read.data.columns), ...Object.keys(read.data.values)].filter((heading) => !ours.has(columnKey(heading)));
  if (unknown.length > 0) throw new FileRefused(`The column map names ${quoted([...new Set(unknown)])}, which are no columns of this list. It has: ${quoted(columnsOf(kind).map(([, { heading }]) => heading))}.`);
  return read.data;
}

const mostRowsAbove = 20;
/**
 * Finds the row of headings, below titles and notes if need be, and which column is which.
 * @throws FileRefused where there is none, or a needed column is missing; every one is named
 */
export function findColumns(kind: ImportKind, rows: readonly SheetRow[], map: ColumnMap): FoundColumns {
  const tried = rows.slice(0, mostRowsAbove).map((row) => ({ row, ...placesIn(kind, row, map) }));
  const best = tried.reduce<(typeof tried)[number] | undefined>((a, b) => (a === undefined || b.places.size > a.places.size ? b : a), undefined);
  if (best === undefined) throw new FileRefused('The file holds no rows.');
  const headings = best.row.cells.map(headingOf);
  const missing = columnsOf(kind).filter(([key, { needed }]) => needed && !best.places.has(key)).map(([, { heading }]) => heading);
  const problems = [
    ...(missing.length > 0 ? [`no column was found for ${quoted(missing)}`] : []),
    ...best.problems,
  ];
  if (problems.length > 0) {
    throw new FileRefused(`The columns of the file do not fit: ${problems.join('; ')}. Its row ${best.row.number} has ${quoted(headings.filter((one) => one !== '').slice(0, 12))}. Rename columns, or say which is which with --map FILE.json. Nothing was brought in.`);
  }
  const used = new Set(best.places.values());
  return { headerRow: best.row.number, places: best.places, headings, passedOver: headings.filter((heading, index) => heading !== '' && !used.has(index)) };
}

function placesIn(kind: ImportKind, { cells }: SheetRow, { columns }: ColumnMap): { places: Map<string, number>; problems: string[] } {
  const keys = cells.map((cell) => columnKey(headingOf(cell)));
  const said = new Map(Object.entries(columns).map(([ours, theirs]) => [columnKey(ours), columnKey(theirs)]));
  const places = new Map<string, number>();
  const problems: string[] = [];
  const put = (key: string, place: number): void => { if (place >= 0 && !places.has(key) && ![...places.values()].includes(place)) places.set(key, place); };
  // What the map says comes before our own words, and those before what others call them: of two that fit, the plainer one.
  for (const [key, { heading }] of columnsOf(kind)) {
    const theirs = said.get(columnKey(heading));
    if (theirs === undefined) continue;
    put(key, keys.indexOf(theirs));
    if (!keys.includes(theirs)) problems.push(`the map says "${heading}" is "${theirs}", which the file has not`);
  }
  for (const [key, { heading }] of columnsOf(kind)) put(key, keys.indexOf(columnKey(heading)));
  const longest = Math.max(...columnsOf(kind).map(([, { alsoCalled }]) => alsoCalled.length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const [key, { alsoCalled }] of columnsOf(kind)) {
      const word = alsoCalled[turn];
      if (word !== undefined) put(key, keys.indexOf(columnKey(word)));
    }
  }
  return { places, problems };
}

function headingOf(cell: Cell): string {
  return typeof cell === 'string' ? tidy(cell) : '';
}
