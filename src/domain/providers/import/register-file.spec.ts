import type { Rejection } from './csv-file.js';
import { cellReader } from './header.js';
import { kindOf } from './kind-of-service.js';
import { registerShape } from './register-shapes.js';
import { registerRow, type RegisterRow } from './register-row.js';
import { brandOf, cqcPageOf, dateOf, phoneOf, ratingOf } from './register-words.js';
import { latestRatingsHeader, latestRatingsRow, locationsHeader, locationsRow } from '../../../../test/support/register-samples.js';

const today = '2026-11-22';
const rated = (cells: Record<string, string>): RegisterRow | Rejection => {
  const read = cellReader(latestRatingsHeader)(latestRatingsRow(cells));
  if (read === null) throw new Error('The sample has the wrong number of cells.');
  return registerRow(7, read, { shape: 'latestRatings', today, datesRatings: true });
};
const located = (cells: Record<string, string>, datesRatings = true): RegisterRow | Rejection => {
  const read = cellReader(locationsHeader)(locationsRow(cells));
  if (read === null) throw new Error('The sample has the wrong number of cells.');
  return registerRow(7, read, { shape: 'locations', today, datesRatings });
};

describe('the shape of a register file', () => {
  it('is known by its columns, in any order, case and spacing', () => {
    expect(registerShape(latestRatingsHeader)).toBe('latestRatings');
    expect(registerShape(locationsHeader.toReversed().map((column) => ` ${column.toUpperCase()} `))).toBe('locations');
  });

  it('names every column too many, missing and twice', () => {
    const header = [...latestRatingsHeader.filter((column) => column !== 'Domain'), 'Colour', 'Mood', 'Location ID'];
    expect(() => registerShape(header)).toThrow(
      'This looks like CQC\'s "latest ratings" (26 columns), but has unknown columns: "Colour", "Mood"; missing columns: "Domain"; columns given twice: "Location ID". Nothing was imported.',
    );
  });

  it('refuses the directory and anything else by naming what is accepted', () => {
    expect(() => registerShape(['Name', 'Address 1', 'CQC Location ID (for office use only)'])).toThrow('care directory');
    expect(() => registerShape(['Name', 'Size'])).toThrow('Accepted: CQC\'s "latest ratings" (26 columns) and CQC\'s "active locations" (45 columns).');
  });
});

describe('a row of the 26-column file', () => {
  it('is read with leading spaces off, no brand for "-", and formulas as text', () => {
    expect(rated({ 'Location Name': ' =HYPERLINK("http://x.example")', 'Brand Name': '-', 'Inherited Rating (Y/N)': 'Y' })).toMatchObject({
      line: 7, cqcId: '1-900000001', authority: 'Elmbridge', provider: { cqcId: '1-800000001', name: 'Larkmoor Care Limited' },
      facts: { name: '=HYPERLINK("http://x.example")', brand: null, careHome: true, address: '2 Larkmoor Lane, Elmbridge', postcode: 'EX9 1AA' },
      ratings: [{ domain: 'overall', rating: 'good', publishedOn: '2021-01-30', inherited: true }],
    });
  });

  it('keeps no rating for words that mean none, or for a service group', () => {
    for (const words of ['Not Rated', 'No published rating', 'Regulations met', 'Not applicable', '']) expect(rated({ 'Latest Rating': words })).toMatchObject({ ratings: [] });
    expect(rated({ 'Service / Population Group': 'Urgent care' })).toMatchObject({ ratings: [] });
  });

  it('is rejected with every reason', () => {
    expect(rated({ 'Publication Date': '12/20/2010', 'Latest Rating': 'Splendid', 'Location ID': '' })).toEqual({
      line: 7,
      reason: 'Location ID is missing; Latest Rating "Splendid" is not a rating CQC uses; Publication Date "12/20/2010" is not a date (day/month/year)',
    });
    expect(rated({ 'Publication Date': '01/01/2031' })).toEqual({ line: 7, reason: 'Publication Date 2031-01-01 is in the future' });
    expect(rated({ 'Location Name': 'x'.repeat(2_000_000) })).toEqual({ line: 7, reason: 'Location Name is 2,000,000 characters long; 500 is the most' });
    expect(rated({ 'Provider Name': 'Lark\u0007moor' })).toEqual({ line: 7, reason: 'Provider Name holds control characters' });
  });
});

describe('a row of the 45-column file', () => {
  it('carries five questions, US dates and the exact kind', () => {
    expect(located({ 'Location latest overall rating': 'Requires Improvement', 'Location well-led rating': 'Inadequate', 'Publication Date': '12/20/2019 12:00:00 AM' })).toMatchObject({
      facts: { careHome: true, serviceTypes: 'Care home service with nursing', beds: 40, phone: '01632960111', dormant: false, registeredOn: '2011-02-01', deregisteredOn: null, region: 'South East' },
      ratings: [{ domain: 'overall', rating: 'requiresImprovement', publishedOn: '2019-12-20' }, { domain: 'wellLed', rating: 'inadequate' }],
    });
  });

  it('without an overall rating keeps its questions; unrated, dormant and deregistered it is still a location', () => {
    expect(located({ 'Location latest overall rating': '', 'Location safe rating': 'Good' })).toMatchObject({ ratings: [{ domain: 'safe', rating: 'good' }] });
    expect(located({ 'Location latest overall rating': '', Dormant: 'Y', 'Location HSCA end date': '2024-12-10' })).toMatchObject({ ratings: [], facts: { dormant: true, deregisteredOn: '2024-12-10' } });
  });

  it('gives its ratings no date where the column holds the day of registration', () => {
    expect(located({}, false)).toMatchObject({ ratings: [{ domain: 'overall', rating: 'good', publishedOn: null }] });
  });
});

describe('words of the register', () => {
  it('reads dates by the shape, never by guess', () => {
    expect(dateOf('05/06/2021', 'uk')).toBe('2021-06-05');
    expect(dateOf('05/06/2021', 'us')).toBe('2021-05-06');
    expect(dateOf('1/2/2025 12:00:00 AM', 'us')).toBe('2025-01-02');
    expect(dateOf('2019-10-31', 'uk')).toBe('2019-10-31');
    for (const wrong of ['31/02/2021', '30/01/21', '05/29/2026', '0201-01-01', 'yesterday', '2021-13-01']) expect(dateOf(wrong, 'uk')).toBeNull();
  });

  it('knows every spelling of a rating and no other word', () => {
    expect(['Requires improvement', 'Requires Improvement', 'Insufficient evidence to rate', 'Inspected but not rated'].map(ratingOf)).toEqual([
      'requiresImprovement', 'requiresImprovement', 'insufficientEvidence', 'inspectedNotRated',
    ]);
    expect(ratingOf('Fair')).toBeUndefined();
  });

  it('puts the 0 back before a telephone number, and keeps only CQC’s own pages', () => {
    expect(phoneOf('1632960111')).toBe('01632960111');
    expect(brandOf('BRAND Larkmoor Group')).toBe('Larkmoor Group');
    expect(cqcPageOf('http://www.cqc.org.uk/location/1-900000001')).not.toBeNull();
    expect(cqcPageOf('javascript:alert(1)')).toBeNull();
  });
});

describe('the kind of service', () => {
  const facts = { serviceTypes: null, careHome: null, category: null };
  it('is exact from service types', () => {
    expect(kindOf({ ...facts, serviceTypes: 'Care home service with nursing, Domiciliary care service' }, null)).toBe('nursingHome');
    expect(kindOf({ ...facts, serviceTypes: 'Domiciliary care service, Supported living service' }, null)).toBe('homeSupport');
    expect(kindOf({ ...facts, serviceTypes: 'Supported living service' }, null)).toBe('supportedLiving');
    expect(kindOf({ ...facts, serviceTypes: 'Doctors treatment service' }, null)).toBe('other');
  });
  it('is a residential home in the 26-column file, unless known as nursing', () => {
    expect(kindOf({ ...facts, careHome: true, category: 'Residential social care' }, null)).toBe('residentialHome');
    expect(kindOf({ ...facts, careHome: true, category: 'Residential social care' }, 'nursingHome')).toBe('nursingHome');
    expect(kindOf({ ...facts, careHome: false, category: 'Community based adult social care services' }, 'supportedLiving')).toBe('supportedLiving');
    expect(kindOf({ ...facts, careHome: false, category: 'Residential social care' }, 'nursingHome')).toBe('other');
  });
});
