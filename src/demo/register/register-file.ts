import { stringify } from 'csv-stringify/sync';
import { demoPlaces, type DemoPlace, locationId, providerId } from './places.js';

const header = [
  'Location ID', 'Location Name', 'Care Home?', 'Location Type', 'Location Primary Inspection Category', 'Location Street Address',
  'Location Address Line 2', 'Location City', 'Location Post Code', 'Location Local Authority', 'Location Region',
  'Location ONSPD CCG Code', 'Location ONSPD CCG', 'Location Commissioning CCG Code', 'Location Commissioning CCG Name',
  'Service / Population Group', 'Domain', 'Latest Rating', 'Publication Date', 'Report Type', 'Inherited Rating (Y/N)', 'URL',
  'Provider ID', 'Provider Name', 'Brand ID', 'Brand Name',
] as const;

const domains = ['Overall', 'Safe', 'Effective', 'Caring', 'Responsive', 'Well-led'] as const;
const ratingWords: Readonly<Record<string, string>> = { O: 'Outstanding', G: 'Good', R: 'Requires improvement', I: 'Inadequate' };

/**
 * CQC's "latest ratings" file, as it would have been published on a day, for the fictional places: 26 columns, a row a rating.
 * @param lastDay the story's last day, from which the places count when their reports came out
 */
export function registerFile(on: Temporal.PlainDate, lastDay: Temporal.PlainDate): string {
  const rows = demoPlaces.flatMap((place, index) => (place.authority === null ? [] : rowsOf(place, index, on, lastDay)));
  return stringify([[...header], ...rows]);
}

/** The same file for one place that has a new owner and with it a new location id, which inherits what CQC found of the former one. */
export function registerOfNewOwner(name: string, owner: { readonly locationId: string; readonly providerId: string; readonly provider: string }, rating: 'I', on: Temporal.PlainDate): string {
  const index = demoPlaces.findIndex((place) => place.name === name);
  const place = demoPlaces[index];
  if (place === undefined) throw new Error(`The register has no ${name}.`);
  const published = on.toString().split('-').reverse().join('/');
  const cells = new Map<string, string>([['Location ID', owner.locationId], ['Provider ID', owner.providerId], ['Provider Name', owner.provider], ['Inherited Rating (Y/N)', 'Y']]);
  const rows = domains.map((domain) => row(place, index, domain, ratingWords[rating] ?? '', published).map((cell, at) => cells.get(header[at] ?? '') ?? cell));
  return stringify([[...header], ...rows]);
}

/** Before the story began, spread over two years so that few share a day. */
function longBefore(index: number): number {
  return 230 + ((index * 131) % 700);
}

function rowsOf(place: DemoPlace, index: number, on: Temporal.PlainDate, lastDay: Temporal.PlainDate): string[][] {
  const reports = place.published.map(({ ratings, daysBefore = longBefore(index) }) => ({ ratings, publishedOn: lastDay.subtract({ days: daysBefore }) }));
  const latest = reports.findLast(({ publishedOn }) => Temporal.PlainDate.compare(publishedOn, on) <= 0);
  if (latest === undefined) return [row(place, index, 'Overall', '', '')];
  const published = latest.publishedOn.toString().split('-').reverse().join('/');
  return domains.map((domain, at) => row(place, index, domain, ratingWords[latest.ratings[at] ?? ''] ?? '', published));
}

function row(place: DemoPlace, index: number, domain: string, rating: string, published: string): string[] {
  const home = place.kind === 'nursingHome' || place.kind === 'residentialHome';
  return [
    locationId(index), place.name, home ? 'Y' : 'N', 'Social Care Org', home ? 'Residential social care' : 'Community based adult social care services',
    place.address, '', place.town, place.postcode, place.authority ?? '', 'West Midlands', '', '', '', '',
    'Overall', domain, rating, published, 'Location', 'N', '', providerId(place.provider) ?? '', place.provider, '-', '-',
  ];
}
