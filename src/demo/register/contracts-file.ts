import { stringify } from 'csv-stringify/sync';
import type { ServiceKind } from '../../domain/providers/import/kind-of-service.js';
import { demoPlaces, type DemoPlace, locationId, providerId } from './places.js';

const header = [
  'Provider', 'CQC provider id', 'CQC location id', 'Service', 'Kind', 'Address', 'Postcode', 'Lot', 'Contract reference', 'Starts on', 'Ends on',
  'Annual value', 'Capacity', 'Hours per week', 'Notice clause', 'Suspension clause', 'People this council', 'People other councils', 'People ICB',
  'People self-funding', 'People as at', 'People source',
] as const;

const kindWords: Readonly<Record<ServiceKind, string>> = {
  nursingHome: 'Nursing home', residentialHome: 'Residential home', homeSupport: 'Home support', supportedLiving: 'Supported living',
  dayService: 'Day service', other: 'Other',
};
/** Pounds a year for one person of this council: round sums of the right size. */
const yearlyCost: Readonly<Record<ServiceKind, number>> = {
  nursingHome: 52_000, residentialHome: 39_000, homeSupport: 13_500, supportedLiving: 48_000, dayService: 6_200, other: 10_000,
};
const clauses = {
  notice: 'Clause 38.1: a Notice to Remedy Breach states the breach, the steps and the period, not shorter than 28 days',
  suspension: 'Clause 40.2: new placements may be suspended in writing, whole or in part, with reasons and a review date',
};

/**
 * The council's own list of contracts, in the shape of docs/import-contracts.md: what tells nursing homes from residential ones, and
 * brings the places CQC does not register.
 * @param countedOn the day the people were counted
 */
export function contractsFile(countedOn: Temporal.PlainDate): string {
  const rows = demoPlaces.flatMap((place, index) => (place.people === null ? [] : [row(place, index, place.people, countedOn)]));
  return stringify([[...header], ...rows]);
}

function row(place: DemoPlace, index: number, people: NonNullable<DemoPlace['people']>, countedOn: Temporal.PlainDate): string[] {
  const registered = place.authority !== null;
  const hours = place.kind === 'homeSupport';
  const startsOn = countedOn.with({ month: 4, day: 1 }).subtract({ years: 1 });
  return [
    place.provider, registered ? (providerId(place.provider) ?? '') : '', registered ? locationId(index) : '', place.name, kindWords[place.kind],
    `${place.address}, ${place.town}`, place.postcode, '', `HRW/${String(index + 1).padStart(3, '0')}`,
    startsOn.toString(), startsOn.add({ years: 3 }).subtract({ days: 1 }).toString(), String(people[0] * yearlyCost[place.kind]),
    hours ? '' : String(place.room), hours ? String(place.room) : '', clauses.notice, clauses.suspension,
    ...people.map(String), countedOn.toString(), hours ? 'Electronic call monitoring' : 'Provider return',
  ];
}
