import { FileRefused } from './csv-file.js';
import { columnKey, recogniseShape, type Shape } from './header.js';

export type RegisterShape = 'latestRatings' | 'locations';

/** One row a location, domain and service group; dates in UK order. */
const latestRatings: Shape<'latestRatings'> = {
  name: 'latestRatings',
  title: 'CQC\'s "latest ratings" (26 columns)',
  required: [
    'Location ID', 'Location Name', 'Care Home?', 'Location Primary Inspection Category', 'Location Street Address',
    'Location City', 'Location Post Code', 'Location Local Authority', 'Service / Population Group', 'Domain', 'Latest Rating',
    'Publication Date', 'Provider ID', 'Provider Name',
  ],
  optional: [
    'Location Type', 'Location Address Line 2', 'Location Region', 'Location ONSPD CCG Code', 'Location ONSPD CCG',
    'Location Commissioning CCG Code', 'Location Commissioning CCG Name', 'Report Type', 'Inherited Rating (Y/N)', 'URL',
    'Brand ID', 'Brand Name',
  ],
};

/** One row a location with its five questions; dates in US order or ISO. */
const locations: Shape<'locations'> = {
  name: 'locations',
  title: 'CQC\'s "active locations" (45 columns)',
  required: [
    'Location Name', 'Location ID', 'Location Local Authority', 'Primary inspection category', 'Service Types',
    'Location HSCA start date', 'Location HSCA end date', 'Dormant', 'Location Latest Overall Rating', 'Publication Date',
    'Location safe rating', 'Location effective rating', 'Location caring rating', 'Location responsive rating',
    'Location well-led rating', 'Provider Name', 'Provider ID',
  ],
  optional: [
    'Comments within last month / comments last recorded', 'Registered manager', 'Location UPRN', 'Location telephone number',
    'Location Web Address', 'Location ADASS Region', 'Care homes beds', 'Service users supported',
    'Size of care home (bands by number of beds)', 'Location length of service (bands by number of years)',
    'Provider HSCA start date', 'Provider length of service (bands by number of years)', 'Provider Ownership Type',
    'Provider Companies House Number', 'Provider characteristic - number of locations',
    'Provider characteristic - national group size (based on locations)', 'Provider characteristic - number of beds',
    'Provider characteristic - share of beds (nationally)',
    'Provider characteristic - number of local authority areas where it has locations',
    'Provider characteristic - % of local authority areas where it has locations', 'Brand Name', 'Brand ID',
    'Brand characteristic - number of locations', 'Brand characteristic -national group size (based on locations)',
    'Brand characteristic - number of beds', 'Brand characteristic - share of beds (nationally)',
    'Brand characteristic - % of local authority areas where it has locations',
    'Brand characteristic - number of local authority areas where it has locations',
  ],
};

const directoryColumn = columnKey('CQC Location ID (for office use only)');

/** @throws FileRefused naming what is accepted, or the columns too many and missing. */
export function registerShape(header: readonly string[]): RegisterShape {
  if (header.map(columnKey).includes(directoryColumn)) {
    throw new FileRefused(
      `This is CQC's care directory: it carries no ratings and no kind of location. Accepted: ${latestRatings.title} and ${locations.title}.`,
    );
  }
  return recogniseShape<RegisterShape>(header, [latestRatings, locations]).name;
}
