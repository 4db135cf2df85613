/** No list is this long; a page beyond it is empty, and its row numbers still fit PostgreSQL's integer. */
const lastPage = 1_000_000;

/** The page of a list that was asked for, from 1; what is no page is the first. */
export function pageNumber(asked: number | null | undefined): number {
  return Math.min(lastPage, Math.max(1, asked ?? 1));
}
