import { parse } from 'csv-parse/sync';
import { contractsFile } from './contracts-file.js';
import { demoPlaces, demoProviders, locationId, providerId } from './places.js';
import { registerFile } from './register-file.js';

const lastDay = Temporal.PlainDate.from('2026-11-21');
type Row = Record<string, string>;
const rowsOf = (text: string): Row[] => parse(text, { columns: true });
const overall = (on: Temporal.PlainDate): Map<string, string> => new Map(rowsOf(registerFile(on, lastDay)).filter((row) => row['Domain'] === 'Overall').map((row) => [row['Location Name'] ?? '', row['Latest Rating'] ?? '']));

describe('the fictional register', () => {
  it('has about forty places of about 25 providers, every one with a provider of the list', () => {
    expect(demoPlaces.length).toBeGreaterThanOrEqual(40);
    expect(new Set(demoPlaces.map(({ provider }) => provider)).size).toBe(demoProviders.length + 1);
    for (const { provider, authority } of demoPlaces) expect(authority === null || providerId(provider) !== null).toBe(true);
  });

  it('gives ids nobody has, each once', () => {
    const ids = demoPlaces.map((_, index) => locationId(index));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^1-99\d{7}$/);
  });

  it('says what CQC had published by the day, so that three ratings fall in the course of the story', () => {
    const before = overall(lastDay.subtract({ days: 90 }));
    const after = overall(lastDay);
    const fell = [...before].filter(([name, rating]) => after.get(name) !== rating).map(([name, rating]) => [name, rating, after.get(name)]);
    expect(fell).toEqual([
      ['Saltmarrow House', 'Requires improvement', 'Inadequate'],
      ['Brindlemoor Grange', 'Good', 'Requires improvement'],
      ['Amberlow House', 'Good', 'Requires improvement'],
    ]);
  });

  it('tells nursing homes and places without CQC in the contracts, with people by funder, self-funders among them (R29)', () => {
    const rows = rowsOf(contractsFile(lastDay));
    expect(rows.filter((row) => row['Kind'] === 'Nursing home').length).toBeGreaterThan(7);
    expect(rows.filter((row) => row['CQC location id'] === '').map((row) => row['Service'])).toEqual(['Ivelbrook Day Centre', 'Harrowmere Day Opportunities']);
    expect(rows.reduce((sum, row) => sum + Number(row['People self-funding']), 0)).toBeGreaterThan(100);
  });
});
