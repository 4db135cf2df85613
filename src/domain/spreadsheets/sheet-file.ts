import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { FileRefused as WorkbookRefused, largestFile } from '../../platform/files/file-kinds.js';
import { type Cell, most, readWorkbook, type SheetRow } from '../../platform/files/read-workbook.js';
import { CsvFile, FileRefused, type Rejection } from '../providers/import/csv-file.js';

/** One list as people keep it, whichever kind of file it is in. */
export interface ListFile {
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** Empty for a CSV file. */
  readonly sheet: string;
  readonly rows: readonly SheetRow[];
  /** Rows that could not be read at all. */
  readonly unreadable: readonly Rejection[];
  readonly from1904: boolean;
}

/** @throws FileRefused where the file as a whole cannot be read; the message says what to do. */
export async function openList(path: string, sheet?: string): Promise<ListFile> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new FileRefused(`There is no file at ${path}.`);
  if (found.size > largestFile) throw new FileRefused(`The file is larger than ${largestFile / 1_048_576} MB. Split it into several files.`);
  const start = await beginning(path);
  if (start.startsWith('\u00D0\u00CF\u0011\u00E0')) throw new FileRefused('This is an old Excel file, or one with a password. Open it, take the password off and save it as .xlsx.');
  const bytes = await readFile(path);
  const about = { name: basename(path), hash: createHash('sha256').update(bytes).digest('hex') };
  return start.startsWith('PK') ? { ...about, ...(await workbook(bytes, sheet)) } : { ...about, ...(await text(path, sheet)) };
}

async function workbook(bytes: Buffer, wanted: string | undefined) {
  try {
    const { name, rows, from1904 } = await readWorkbook(bytes, wanted);
    return { sheet: name, rows, from1904, unreadable: [] };
  } catch (error) {
    throw error instanceof WorkbookRefused ? new FileRefused(error.message) : error;
  }
}

async function text(path: string, sheet: string | undefined) {
  if (sheet !== undefined) throw new FileRefused('A CSV file has no sheets: leave --sheet out, or give the workbook itself.');
  const rows: SheetRow[] = [];
  const unreadable: Rejection[] = [];
  for await (const row of (await CsvFile.open(path, 'find')).rows()) {
    if ('reason' in row) unreadable.push(row);
    else rows.push({ number: row.line, cells: row.cells.map(cellOf) });
    if (rows.length > most.rows) throw new FileRefused(`The file has more than ${most.rows.toLocaleString('en-GB')} rows. Split it into several files.`);
  }
  return { sheet: '', rows, from1904: false, unreadable };
}

/** Our own exports, and spreadsheets, keep what looks like a formula as text by an apostrophe before it. */
function cellOf(typed: string): Cell {
  if (typed.trim() === '') return null;
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(typed) ? typed.slice(1) : typed;
}

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
