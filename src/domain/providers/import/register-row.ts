import type { Rejection } from './csv-file.js';
import type { Cells } from './header.js';
import type { RegisterShape } from './register-shapes.js';
import { brandOf, cqcPageOf, domainOf, phoneOf, type Rating, type RatingDomain, ratingOf } from './register-words.js';
import { RowReader } from './row-reader.js';

/** What a file says of a location. A fact its shape does not carry is absent; `null` says "none". */
export interface LocationFacts {
  readonly name: string;
  readonly category: string | null;
  readonly careHome?: boolean | null;
  readonly serviceTypes?: string | null;
  readonly address?: string;
  readonly postcode?: string | null;
  readonly region?: string | null;
  readonly brand?: string | null;
  readonly beds?: number | null;
  readonly phone?: string | null;
  readonly url?: string | null;
  readonly dormant?: boolean;
  readonly registeredOn?: string | null;
  readonly deregisteredOn?: string | null;
}
export interface RatingFact {
  readonly domain: RatingDomain;
  readonly rating: Rating;
  /** Null: the file does not say when it was published. */
  readonly publishedOn: string | null;
  readonly inherited: boolean;
}
/** One row of the register, checked. */
export interface RegisterRow {
  readonly line: number;
  readonly cqcId: string;
  readonly authority: string;
  readonly provider: { readonly cqcId: string; readonly name: string };
  readonly facts: LocationFacts;
  readonly ratings: readonly RatingFact[];
}
export interface RowRules {
  readonly shape: RegisterShape;
  /** Nothing is published later than today. */
  readonly today: string;
  /** False where the file's "Publication Date" is really the day of registration (see register-scan.ts). */
  readonly datesRatings: boolean;
}

/** A row of the register, or why it cannot be used (every reason). */
export function registerRow(line: number, cells: Cells, rules: RowRules): RegisterRow | Rejection {
  const read = new RowReader(cells);
  const row: RegisterRow = {
    line,
    cqcId: read.id('Location ID'),
    authority: read.required('Location Local Authority'),
    provider: { cqcId: read.id('Provider ID'), name: read.required('Provider Name') },
    ...(rules.shape === 'latestRatings' ? latestRating(read, rules) : locationOf(read, rules)),
  };
  return read.problems.length === 0 ? row : { line, reason: read.problems.join('; ') };
}

const ratingWords = 'a rating CQC uses';
type Facts = Pick<RegisterRow, 'facts' | 'ratings'>;

/** The 26-column file: one rating a row. A rating of a service group is not the location's, so only `Overall` is kept. */
function latestRating(read: RowReader, rules: RowRules): Facts {
  const lines = ['Location Street Address', 'Location Address Line 2', 'Location City'].map((column) => read.text(column));
  const domain = read.oneOf('Domain', domainOf, 'a domain CQC uses');
  const rating = read.oneOf('Latest Rating', ratingOf, ratingWords);
  const publishedOn = read.pastDate('Publication Date', 'uk', rules.today);
  const inherited = read.flag('Inherited Rating (Y/N)') ?? false;
  const ofLocation = /^overall$/i.test(read.required('Service / Population Group'));
  return {
    facts: {
      name: read.required('Location Name'),
      careHome: read.flag('Care Home?'),
      category: read.some('Location Primary Inspection Category'),
      address: lines.filter((part) => part !== '').join(', '),
      postcode: read.some('Location Post Code')?.toUpperCase() ?? null,
      region: read.some('Location Region'),
      brand: brandOf(read.text('Brand Name')),
      url: cqcPageOf(read.text('URL')),
    },
    ratings: ofLocation && domain !== null && rating !== null ? [{ domain, rating, publishedOn, inherited }] : [],
  };
}

const questions: readonly (readonly [string, RatingDomain])[] = [
  ['Location Latest Overall Rating', 'overall'], ['Location safe rating', 'safe'], ['Location effective rating', 'effective'],
  ['Location caring rating', 'caring'], ['Location responsive rating', 'responsive'], ['Location well-led rating', 'wellLed'],
];

/** The 45-column file: one location a row, with its overall rating and five questions, any of them empty. */
function locationOf(read: RowReader, rules: RowRules): Facts {
  const registeredOn = read.date('Location HSCA start date', 'us');
  const published = read.pastDate('Publication Date', 'us', rules.datesRatings ? rules.today : '9999-12-31');
  const publishedOn = rules.datesRatings ? published : null;
  const serviceTypes = read.some('Service Types');
  return {
    facts: {
      name: read.required('Location Name'),
      careHome: serviceTypes === null ? null : /care home service/i.test(serviceTypes),
      category: read.some('Primary inspection category'),
      serviceTypes,
      region: read.text('Location ADASS Region').replace(/ \(ADASS Region\)$/i, '') || null,
      brand: brandOf(read.text('Brand Name')),
      beds: read.count('Care homes beds') || null,
      phone: phoneOf(read.text('Location telephone number')),
      dormant: read.flag('Dormant') ?? false,
      registeredOn,
      deregisteredOn: read.date('Location HSCA end date', 'us'),
    },
    ratings: questions.flatMap(([column, domain]) => {
      const rating = read.oneOf(column, ratingOf, ratingWords);
      return rating === null ? [] : [{ domain, rating, publishedOn, inherited: false }];
    }),
  };
}
