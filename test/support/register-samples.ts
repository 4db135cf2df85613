/** Made-up rows in the two shapes in which CQC publishes its register: for tests, with fictional names. */
export const latestRatingsHeader: readonly string[] = [
  'Location ID', 'Location Name', 'Care Home?', 'Location Type', 'Location Primary Inspection Category', 'Location Street Address',
  'Location Address Line 2', 'Location City', 'Location Post Code', 'Location Local Authority', 'Location Region',
  'Location ONSPD CCG Code', 'Location ONSPD CCG', 'Location Commissioning CCG Code', 'Location Commissioning CCG Name',
  'Service / Population Group', 'Domain', 'Latest Rating', 'Publication Date', 'Report Type', 'Inherited Rating (Y/N)', 'URL',
  'Provider ID', 'Provider Name', 'Brand ID', 'Brand Name',
];
export const locationsHeader: readonly string[] = [
  'Location Name', 'Location ID', 'Comments within last month / comments last recorded', 'Registered manager', 'Location UPRN',
  'Location telephone number', 'Location Web Address', 'Location Local Authority', 'Location ADASS Region',
  'Primary inspection category', 'Service Types', 'Care homes beds', 'Location HSCA start date', 'Location HSCA end date', 'Dormant',
  'Location Latest Overall Rating', 'Publication Date', 'Service users supported', 'Size of care home (bands by number of beds)',
  'Location length of service (bands by number of years)', 'Location safe rating', 'Location effective rating', 'Location caring rating',
  'Location responsive rating', 'Location well-led rating', 'Provider Name', 'Provider ID', 'Provider HSCA start date',
  'Provider length of service (bands by number of years)', 'Provider Ownership Type', 'Provider Companies House Number',
  'Provider characteristic - number of locations', 'Provider characteristic - national group size (based on locations)',
  'Provider characteristic - number of beds', 'Provider characteristic - share of beds (nationally)',
  'Provider characteristic - number of local authority areas where it has locations',
  'Provider characteristic - % of local authority areas where it has locations', 'Brand Name', 'Brand ID',
  'Brand characteristic - number of locations', 'Brand characteristic -national group size (based on locations)',
  'Brand characteristic - number of beds', 'Brand characteristic - share of beds (nationally)',
  'Brand characteristic - % of local authority areas where it has locations',
  'Brand characteristic - number of local authority areas where it has locations',
];

const latestRating: Readonly<Record<string, string>> = {
  'Location ID': '1-900000001', 'Location Name': 'Larkmoor House', 'Care Home?': 'Y', 'Location Type': 'Social Care Org',
  'Location Primary Inspection Category': 'Residential social care', 'Location Street Address': '2 Larkmoor Lane', 'Location City': 'Elmbridge',
  'Location Post Code': 'EX9 1AA', 'Location Local Authority': 'Elmbridge', 'Location Region': 'South East', 'Service / Population Group': 'Overall',
  Domain: 'Overall', 'Latest Rating': 'Good', 'Publication Date': '30/01/2021', 'Report Type': 'Location', 'Inherited Rating (Y/N)': 'N',
  URL: 'http://www.cqc.org.uk/location/1-900000001', 'Provider ID': '1-800000001', 'Provider Name': 'Larkmoor Care Limited', 'Brand ID': '-', 'Brand Name': '-',
};
const location: Readonly<Record<string, string>> = {
  'Location Name': 'Larkmoor House', 'Location ID': '1-900000001', 'Location telephone number': '1632960111', 'Location Local Authority': 'Elmbridge',
  'Location ADASS Region': 'South East (ADASS Region)', 'Primary inspection category': 'Residential social care',
  'Service Types': 'Care home service with nursing', 'Care homes beds': '40', 'Location HSCA start date': '2011-02-01', Dormant: 'N',
  'Location Latest Overall Rating': 'Good', 'Publication Date': '2/1/2011 12:00:00 AM', 'Provider Name': 'Larkmoor Care Limited', 'Provider ID': '1-800000001',
};

/** Cells of a row; `changed` by column, in any case of letters. */
export const latestRatingsRow = (changed: Readonly<Record<string, string>> = {}): string[] => row(latestRatingsHeader, latestRating, changed);
export const locationsRow = (changed: Readonly<Record<string, string>> = {}): string[] => row(locationsHeader, location, changed);

function row(header: readonly string[], usual: Readonly<Record<string, string>>, changed: Readonly<Record<string, string>>): string[] {
  const cells = new Map(Object.entries({ ...usual }).map(([column, cell]) => [column.toLowerCase(), cell]));
  for (const [column, cell] of Object.entries(changed)) cells.set(column.toLowerCase(), cell);
  return header.map((column) => cells.get(column.toLowerCase()) ?? '');
}

/** Rows as the text of a CSV file. */
export function csv(header: readonly string[], ...rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}
