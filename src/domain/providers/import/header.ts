import { FileRefused } from './csv-file.js';

/** The columns of one kind of file: what must be there and what may. */
export interface Shape<Name extends string> {
  readonly name: Name;
  /** How people call this file: "CQC's "latest ratings" (26 columns)". */
  readonly title: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Cells of one row by the column's name as the shape spells it, tidied: no space around, one space between. */
export type Cells = (column: string) => string;

/** Column names are compared without regard to case and spaces. */
export const columnKey = (column: string): string => tidy(column).toLowerCase();

/** One space between words, none around; a line break within a cell is a space. */
export function tidy(text: string): string {
  return text.replace(/[\s\u00A0]+/g, ' ').trim();
}

/**
 * Finds the shape whose columns these are. Their order is free and columns without a name are passed over.
 * @throws FileRefused naming every column too many and every column missing, or what is accepted.
 */
export function recogniseShape<Name extends string>(header: readonly string[], shapes: readonly Shape<Name>[]): Shape<Name> {
  const found = header.map(columnKey).filter((key) => key !== '');
  const scored = shapes.map((shape) => ({ shape, known: found.filter((key) => knows(shape, key)).length }));
  const best = scored.reduce((a, b) => (b.known > a.known ? b : a));
  const accepted = `Accepted: ${shapes.map((shape) => shape.title).join(' and ')}.`;
  if (best.known * 2 < best.shape.required.length) {
    throw new FileRefused(`This file is not one the import knows: its columns are ${list(header.map(tidy))}. ${accepted}`);
  }
  const extra = header.map(tidy).filter((column) => column !== '' && !knows(best.shape, columnKey(column)));
  const missing = best.shape.required.filter((column) => !found.includes(columnKey(column)));
  const keys = header.map(columnKey);
  const twice = header.map(tidy).filter((column, index) => column !== '' && keys.indexOf(columnKey(column)) < index);
  const problems = [
    ...(extra.length > 0 ? [`unknown columns: ${list(extra)}`] : []),
    ...(missing.length > 0 ? [`missing columns: ${list(missing)}`] : []),
    ...(twice.length > 0 ? [`columns given twice: ${list([...new Set(twice)])}`] : []),
  ];
  if (problems.length > 0) throw new FileRefused(`This looks like ${best.shape.title}, but has ${problems.join('; ')}. Nothing was imported.`);
  return best.shape;
}

/** How to find a column's cell in a row. @returns null when the row has another number of cells than the header. */
export function cellReader(header: readonly string[]): (cells: readonly string[]) => Cells | null {
  const keys = header.map(columnKey);
  const places = new Map<string, number>();
  const placeOf = (column: string): number => {
    const place = places.get(column) ?? keys.indexOf(columnKey(column));
    places.set(column, place);
    return place;
  };
  return (cells) => {
    const tooMany = cells.slice(header.length).some((cell) => cell.trim() !== '');
    if (cells.length < header.length || tooMany) return null;
    return (column) => tidy(cells[placeOf(column)] ?? '');
  };
}

/** Why {@link cellReader} could not read a row. */
export function wrongWidth(cells: readonly string[], header: readonly string[]): string {
  return `has ${cells.length} cells where the header has ${header.length}`;
}

function knows(shape: Shape<string>, key: string): boolean {
  return [...shape.required, ...shape.optional].some((column) => columnKey(column) === key);
}

const longestName = 60;
const mostNames = 12;
function list(columns: readonly string[]): string {
  const shown = columns.slice(0, mostNames).map((column) => `"${column.slice(0, longestName)}"`).join(', ');
  return columns.length > mostNames ? `${shown} and ${columns.length - mostNames} more` : shown;
}
