import { stringify } from 'csv-stringify/sync';

/** A column of an export: the heading people see, and where its value is in a row. */
export interface CsvColumn {
  readonly key: string;
  readonly header: string;
}

/**
 * Rows as CSV (RFC 4180: CRLF, quoted where needed; UTF-8 with a byte-order mark, which Excel wants). A value that a
 * spreadsheet would run as a formula (`=HYPERLINK(…)`, `+`, `-`, `@`) is made text by a leading apostrophe.
 */
export function toCsv(columns: readonly CsvColumn[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  return stringify([...rows], {
    bom: true,
    header: true,
    columns: columns.map(({ key, header }) => ({ key, header })),
    escape_formulas: true,
    record_delimiter: 'windows',
    // A line break of one character ends no row of ours, but one of a spreadsheet's: what stands behind it would begin a cell.
    quoted_match: /[\r\n]/,
    cast: { boolean: (value) => (value ? 'yes' : 'no') },
  });
}
