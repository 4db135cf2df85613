/** One row behind a figure: what it is, when, and where it stands; never free text of intelligence. */
export interface ReportRow {
  readonly reference: string;
  readonly on: string;
  readonly words: string;
  readonly path: string | null;
}
/** A figure is the number of its rows: there is no second counter. `of` names the figure that is its denominator. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly rows: readonly ReportRow[];
  readonly of: string | null;
}
export interface ReportTable {
  readonly key: string;
  readonly caption: string;
  readonly note: string;
  readonly columns: readonly string[];
  /** Each cell names a figure. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[]; readonly total: boolean }[];
}
export interface EscalationReport {
  /** Sentences; a number that a figure counts stands in them as `[[its key|its text]]` (`linkedParts`). */
  readonly summary: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly figures: readonly Figure[];
}
/** The period as the report prints it and as the records are cut: London dates and their instants. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly startsAt: string;
}

export const row = (reference: string, on: string, words: string, path: string | null): ReportRow => ({ reference, on, words, path });
export const figure = (key: string, label: string, rows: readonly ReportRow[], of: string | null = null): Figure => ({ key, label, rows, of });
/** A number in a sentence, with the figure it leads to. */
export const toFigure = (key: string, text: string | number): string => `[[${key}|${text}]]`;
export const day = (instant: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate().toString();

export function earlier(a: string, b: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) < 0;
}
