import writeExcelFile, { type Cell as SheetCell } from 'write-excel-file/node';

/** A column of a workbook: the heading people see, where its value is in a row, how wide it is, and whether it holds days (`YYYY-MM-DD`). */
export interface XlsxColumn {
  readonly key: string;
  readonly header: string;
  readonly width?: number;
  readonly date?: true;
}
export interface XlsxSheet {
  readonly name: string;
  /** Who took it, when, and what it was narrowed to: the first line. */
  readonly note: string;
  readonly columns: readonly XlsxColumn[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const usualWidth = 18;
/** What a cell of a workbook may hold. */
const longestText = 32_767;
const zero = Temporal.PlainDate.from('1899-12-30');

/** Rows as an .xlsx file with its headings frozen. Everything typed is a text, so that nothing runs as a formula; days are days. */
export async function toXlsx({ name, note, columns, rows }: XlsxSheet): Promise<Buffer> {
  const bold = (value: string): SheetCell => ({ value, type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' });
  const data = [
    [{ value: plain(note), type: String, columnSpan: columns.length }, ...columns.slice(1).map(() => null)],
    columns.map(({ header }) => bold(header)),
    ...rows.map((row) => columns.map(({ key, date }) => cellOf(row[key], date === true))),
  ];
  return writeExcelFile(data, { sheet: name, columns: columns.map(({ width = usualWidth }) => ({ width })), stickyRowsCount: 2 }).toBuffer();
}

function cellOf(value: unknown, isDate: boolean): SheetCell {
  if (value === null || value === undefined || value === '') return null;
  if (isDate) return { value: zero.until(Temporal.PlainDate.from(String(value))).days, type: Number, format: 'dd/mm/yyyy', alignVertical: 'top' };
  if (typeof value === 'number') return { value, type: Number, alignVertical: 'top' };
  if (typeof value === 'boolean') return { value: value ? 'yes' : 'no', type: String, alignVertical: 'top' };
  return { value: plain(String(value as string)), type: String, wrap: true, alignVertical: 'top' };
}

/** Without the control characters that XML cannot hold. */
function plain(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').slice(0, longestText);
}
