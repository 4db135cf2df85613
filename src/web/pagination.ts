/** What GOV.UK pagination needs, with the other parts of the address kept; undefined where one page holds all. */
export function pagination(address: string, { total, page, pageSize }: { total: number; page: number; pageSize: number }): object | undefined {
  const pages = Math.ceil(total / pageSize);
  if (pages <= 1) return undefined;
  const href = (number: number): string => withPart(address, 'page', String(number));
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((number) => number >= 1 && number <= pages).sort((a, b) => a - b);
  const items = near.flatMap((number, index) => {
    const before = near[index - 1];
    const gap = before !== undefined && number - before > 1 ? [{ ellipsis: true }] : [];
    return [...gap, { number, href: href(number), current: number === page }];
  });
  return {
    items,
    ...(page > 1 && { previous: { href: href(page - 1) } }),
    ...(page < pages && { next: { href: href(page + 1) } }),
  };
}

/** The same address with one part of its query changed. */
export function withPart(address: string, name: string, value: string): string {
  const url = new URL(address, 'http://localhost');
  url.searchParams.set(name, value);
  return `${url.pathname}?${url.searchParams.toString()}`;
}
