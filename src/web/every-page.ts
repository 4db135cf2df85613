interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** All rows of a numbered list, page by page: for a file of exactly what is shown. */
export async function everyRow<Row>(read: (page: number) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const { rows: more, total } = await read(page);
    rows.push(...more);
    if (more.length === 0 || rows.length >= total) return rows;
  }
}
