import { type ContractFacts, type ContractPlan, planContracts } from './contract-plan.js';
import { contractRow, type ContractRow, contractsShape } from './contract-row.js';
import { recogniseShape } from './header.js';

const cells: Readonly<Record<string, string>> = {
  Provider: 'The Quayside Club', Service: 'Quayside Day Centre', Kind: 'Day service', Address: 'Old Customs House', Postcode: 'ex9 3ce',
  'Contract reference': 'ELM/DAY/02', 'Starts on': '01/04/2026', 'Ends on': '2027-03-31', 'Annual value': '£58,000.50', Capacity: '24',
  'People this council': '17', 'People self-funding': '0', 'People as at': '15/10/2026', 'People source': 'Register of attendance',
};
const read = (changed: Record<string, string> = {}) => contractRow(5, (column) => ({ ...cells, ...changed })[column] ?? '', '2026-11-22');
const row = (changed: Record<string, string> = {}): ContractRow => {
  const found = read(changed);
  if ('reason' in found) throw new Error(found.reason);
  return found;
};
const nothing: ContractFacts = { providers: [], places: [], services: [], contracts: [], counts: [] };
const after = ({ put }: ContractPlan, before = nothing): ContractFacts => {
  const merge = <Row extends { id: string }>(kept: Row[], rows: Row[]): Row[] => [...kept.filter(({ id }) => !rows.some((one) => one.id === id)), ...rows];
  return {
    providers: merge(before.providers, put.providers), places: merge(before.places, put.places), services: merge(before.services, put.services),
    contracts: merge(before.contracts, put.contracts), counts: merge(before.counts, put.counts),
  };
};
const outcomes = (plan: ContractPlan): string[] => [...plan.outcomes.values()];

describe('a row of the contracts file', () => {
  it('is a service with its contract and the people by funder (R29)', () => {
    expect(row()).toMatchObject({
      cqcId: null, kind: 'dayService', lot: 'whole service', postcode: 'EX9 3CE',
      contract: { startsOn: '2026-04-01', endsOn: '2027-03-31', annualValue: 58000.5, capacity: 24, hoursPerWeek: null },
      people: [{ funder: 'thisCouncil', people: 17, asAt: '2026-10-15' }, { funder: 'selfFunding', people: 0 }],
    });
  });

  it('is rejected with every reason', () => {
    expect(read({ Kind: 'Castle', 'Starts on': '', 'Annual value': 'lots', 'People as at': '' })).toEqual({
      line: 5,
      reason: 'Kind "Castle" is not one of: nursing home, residential home, home support, supported living, day service, other; Starts on is missing; '
        + 'Annual value "lots" is not an amount from 0 to 999,999,999; People as at is missing: say the day the people were counted',
    });
    expect(read({ 'Ends on': '31/03/2020' })).toMatchObject({ reason: 'Ends on 2020-03-31 is before Starts on 2026-04-01' });
  });

  it('has columns that are all named', () => {
    expect(() => recogniseShape([...contractsShape.required, 'Colour'], [contractsShape])).toThrow('unknown columns: "Colour"');
  });
});

describe('a batch of contracts', () => {
  it('creates an unregulated service once; the same rows again plan nothing', () => {
    const first = planContracts([row()], nothing);
    expect(outcomes(first)).toEqual(['created']);
    expect(first.put).toMatchObject({ providers: [{ own: true, cqcId: null }], places: [{ cqcId: null }], services: [{ lot: 'whole service' }], contracts: [{ reference: 'ELM/DAY/02' }] });
    const again = planContracts([row()], after(first));
    expect(again).toMatchObject({ put: nothing, changes: [] });
    expect(outcomes(again)).toEqual(['unchanged']);
  });

  it('makes one place of several lots, and a new count beside the old', () => {
    const first = planContracts([row({ Lot: 'North' }), row({ Lot: 'South' })], nothing);
    expect(first.put).toMatchObject({ places: [{}], services: [{ lot: 'North' }, { lot: 'South' }] });
    const later = planContracts([row({ Lot: 'North', 'People as at': '31/10/2026', 'Ends on': '31/03/2029' })], after(first));
    expect(outcomes(later)).toEqual(['updated']);
    expect(later.put).toMatchObject({ services: [], contracts: [{ endsOn: '2029-03-31' }], counts: [{ asAt: '2026-10-31' }, { asAt: '2026-10-31' }] });
  });

  it('takes a location of the register as CQC describes it, and one elsewhere with its provider’s id', () => {
    const known: ContractFacts = {
      ...nothing,
      places: [{ id: 'place', cqcId: '1-9', providerId: 'provider', name: 'Larkmoor House', kind: 'nursingHome', address: '2 Larkmoor Lane', postcode: null, registered: true }],
    };
    const plan = planContracts([row({ 'CQC location id': '1-9' }), row({ 'CQC location id': '1-7' }), row({ 'CQC location id': '1-7', 'CQC provider id': '1-8' })].map((one, line) => ({ ...one, line })), known);
    expect(plan.rejected).toEqual([{ line: 1, reason: 'location 1-7 is not in the register here: fill in CQC provider id, or import CQC\'s file first' }]);
    expect(plan.put).toMatchObject({ providers: [{ cqcId: '1-8', own: false }], places: [{ cqcId: '1-7' }], services: [{ locationId: 'place', providerId: 'provider' }, {}] });
  });

  it('does not guess between two providers of one name', () => {
    const twin = { name: 'The Quayside Club', own: false };
    expect(planContracts([row()], { ...nothing, providers: [{ ...twin, id: 'a', cqcId: '1-1' }, { ...twin, id: 'b', cqcId: '1-2' }] }).rejected).toEqual([
      { line: 5, reason: '2 providers are called "The Quayside Club": fill in CQC provider id' },
    ]);
  });
});
