import type { Case } from './cases.ts';
import type { Measured } from './run.ts';

interface Row {
  readonly one: Case;
  readonly floor: readonly Measured[];
  readonly product: readonly Measured[];
  readonly statements: number;
}

/** The value below which this share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * share)] ?? NaN;
}
const median = (values: readonly number[]): number => quantile(values, 0.5);
/** CPU a request is only ever made worse by neighbours: the first quartile is the steadiest figure of it. */
const cpuOf = (measured: readonly Measured[]): number => quantile(measured.map(({ cpu }) => cpu), 0.25);

/** The table of a run, and each ratio: the median over the rounds of product to floor in the same round. */
export function lines(rows: readonly Row[]): { table: string; ratios: Record<string, number> } {
  const head = ['', 'share of floor', 'lowest–highest', 'requests/s', 'floor', 'CPU ms/request', 'floor', 'CPU × floor', 'statements'];
  const ratios: Record<string, number> = {};
  const body = rows.map(({ one, floor, product, statements }) => {
    const shares = product.map(({ rate }, round) => rate / (floor[round]?.rate ?? NaN));
    ratios[one.ratio] = Number(median(shares).toFixed(3));
    return [
      one.words, median(shares).toFixed(2), `${Math.min(...shares).toFixed(2)}–${Math.max(...shares).toFixed(2)}`,
      median(product.map(({ rate }) => rate)).toFixed(0), median(floor.map(({ rate }) => rate)).toFixed(0),
      cpuOf(product).toFixed(2), cpuOf(floor).toFixed(2), (cpuOf(product) / cpuOf(floor)).toFixed(2), String(statements),
    ];
  });
  const all = [head, ...body];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('   ').trimEnd();
  return { table: all.map(line).join('\n'), ratios };
}
