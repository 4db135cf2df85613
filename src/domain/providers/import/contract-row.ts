import type { Rejection } from './csv-file.js';
import type { Cells, Shape } from './header.js';
import type { ServiceKind } from './kind-of-service.js';
import { RowReader } from './row-reader.js';

/** The council's own list of contracts; every column is explained in docs/import-contracts.md. */
export const contractsShape: Shape<'contracts'> = {
  name: 'contracts',
  title: 'a contracts file (docs/import-contracts.md)',
  required: ['Provider', 'Service', 'Kind', 'Contract reference', 'Starts on'],
  optional: [
    'CQC provider id', 'CQC location id', 'Address', 'Postcode', 'Lot', 'Ends on', 'Annual value', 'Capacity', 'Hours per week',
    'Notice clause', 'Suspension clause', 'People this council', 'People other councils', 'People ICB', 'People self-funding',
    'People as at', 'People source',
  ],
};

export type Funder = 'thisCouncil' | 'otherCouncils' | 'icb' | 'selfFunding';

/** One row: one contract for one lot of one service, checked. */
export interface ContractRow {
  readonly line: number;
  readonly provider: { readonly cqcId: string | null; readonly name: string };
  /** Null: a service CQC does not register, or has not registered yet. */
  readonly cqcId: string | null;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly lot: string;
  readonly contract: ContractTerms;
  /** Whole people by who pays; a funder the row leaves empty is not known, not nought. */
  readonly people: readonly { readonly funder: Funder; readonly people: number; readonly asAt: string; readonly source: string }[];
}
export interface ContractTerms {
  readonly reference: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** Pounds a year. */
  readonly annualValue: number | null;
  /** People the service has room for under this contract. */
  readonly capacity: number | null;
  readonly hoursPerWeek: number | null;
  readonly noticeClause: string | null;
  readonly suspensionClause: string | null;
}

const kinds: Readonly<Record<string, ServiceKind>> = {
  'nursing home': 'nursingHome', 'residential home': 'residentialHome', 'home support': 'homeSupport',
  'supported living': 'supportedLiving', 'day service': 'dayService', other: 'other',
};
const funders: readonly (readonly [string, Funder])[] = [
  ['People this council', 'thisCouncil'], ['People other councils', 'otherCouncils'], ['People ICB', 'icb'], ['People self-funding', 'selfFunding'],
];
const longestClause = 2_000;
const dearest = 999_999_999;
const mostHours = 999_999;

/** A row of the contracts file, or why it cannot be used (every reason). */
export function contractRow(line: number, cells: Cells, today: string): ContractRow | Rejection {
  const read = new RowReader(cells);
  const row: ContractRow = {
    line,
    provider: { cqcId: read.someId('CQC provider id'), name: read.required('Provider') },
    cqcId: read.someId('CQC location id'),
    name: read.required('Service'),
    kind: read.oneOf('Kind', (words) => kinds[words.toLowerCase()], `one of: ${Object.keys(kinds).join(', ')}`) ?? 'other',
    address: read.some('Address'),
    postcode: read.some('Postcode')?.toUpperCase() ?? null,
    lot: read.some('Lot') ?? 'whole service',
    contract: terms(read),
    people: people(read, today),
  };
  return read.problems.length === 0 ? row : { line, reason: read.problems.join('; ') };
}

function terms(read: RowReader): ContractTerms {
  const startsOn = read.required('Starts on') === '' ? null : read.date('Starts on', 'uk');
  const endsOn = read.date('Ends on', 'uk');
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) read.problems.push(`Ends on ${endsOn} is before Starts on ${startsOn}`);
  return {
    reference: read.required('Contract reference'),
    startsOn: startsOn ?? '',
    endsOn,
    annualValue: read.amount('Annual value', dearest),
    capacity: read.count('Capacity'),
    hoursPerWeek: read.amount('Hours per week', mostHours),
    noticeClause: read.some('Notice clause', longestClause),
    suspensionClause: read.some('Suspension clause', longestClause),
  };
}

/** A number of people without its day and its source cannot be weighed against another, so it is not taken. */
function people(read: RowReader, today: string): ContractRow['people'] {
  const asAt = read.pastDate('People as at', 'uk', today);
  const source = read.some('People source');
  const counted = funders.flatMap(([column, funder]) => {
    const people = read.count(column);
    return people === null ? [] : [{ funder, people }];
  });
  if (counted.length === 0) return [];
  if (asAt === null) read.problems.push('People as at is missing: say the day the people were counted');
  if (source === null) read.problems.push('People source is missing: say who counted the people');
  return asAt === null || source === null ? [] : counted.map((count) => ({ ...count, asAt, source }));
}
