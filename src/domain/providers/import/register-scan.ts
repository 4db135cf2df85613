import { type CsvFile, FileRefused } from './csv-file.js';
import { type Cells, cellReader } from './header.js';
import { type RegisterShape, registerShape } from './register-shapes.js';
import { dateOf, ratingOf } from './register-words.js';

/** What must be known of a whole register file before its first row is used. */
export interface RegisterScan {
  readonly shape: RegisterShape;
  readonly header: readonly string[];
  /** Councils as the file spells them, by name in lower case. */
  readonly authorities: ReadonlyMap<string, string>;
  /**
   * How old the file's facts are: the latest date in it that is not in the future. CQC's files carry no date of their own,
   * and a later file never has an earlier latest date. Null when it holds no date at all.
   */
  readonly asAt: string | null;
  /** Whether "Publication Date" dates the rating. */
  readonly datesRatings: boolean;
}

const dateColumns: Readonly<Record<RegisterShape, readonly string[]>> = {
  latestRatings: ['Publication Date'],
  locations: ['Publication Date', 'Location HSCA start date', 'Location HSCA end date', 'Provider HSCA start date'],
};

/**
 * Reads the file once without using any row.
 * @param today YYYY-MM-DD in London.
 * @throws FileRefused when the file as a whole cannot be used.
 */
export async function scanRegister(file: CsvFile, today: string, onBytes?: (bytes: number) => void): Promise<RegisterScan> {
  const rows = file.rows(onBytes);
  const first = (await rows.next()).value;
  if (first === undefined || !('cells' in first)) throw new FileRefused('The file has no header line of column names.');
  const header = first.cells;
  const shape = registerShape(header);
  const read = cellReader(header);
  const authorities = new Map<string, string>();
  let asAt: string | null = null;
  let datesRatings = true;
  for await (const row of rows) {
    const cells = 'cells' in row ? read(row.cells) : null;
    if (cells === null) continue;
    const authority = cells('Location Local Authority');
    if (!authorities.has(authority.toLowerCase())) authorities.set(authority.toLowerCase(), authority);
    if (shape === 'locations' && datesRatings && datedByRegistration(cells)) datesRatings = false;
    for (const column of dateColumns[shape]) {
      const date = dateOf(cells(column), shape === 'latestRatings' ? 'uk' : 'us');
      if (date !== null && date <= today && (asAt === null || date > asAt)) asAt = date;
    }
  }
  return { shape, header, authorities, asAt, datesRatings };
}

/**
 * No location is rated on the day it is registered: CQC inspects first. Where a rated row says so, the column holds the day
 * of registration under another name, as in the published sample, and dates no rating of that file.
 */
function datedByRegistration(cells: Cells): boolean {
  const published = dateOf(cells('Publication Date'), 'us');
  return published !== null && Boolean(ratingOf(cells('Location Latest Overall Rating'))) && published === dateOf(cells('Location HSCA start date'), 'us');
}
