import { newId } from '../../../platform/database/ids.js';
import { kindOf, type ServiceKind } from './kind-of-service.js';
import { fallsOf, type KnownRating, mergeRatings, type RatingFall, untoldFalls } from './rating-history.js';
import type { LocationFacts, RatingFact, RegisterRow } from './register-row.js';

/** A location's row as the table holds it. */
export interface LocationRecord extends Required<LocationFacts> {
  readonly id: string;
  readonly cqcId: string;
  readonly providerId: string;
  readonly kind: ServiceKind;
  readonly localAuthority: string | null;
  readonly factsAsAt: string | null;
}
/** What the database knows of a location before a batch: with its ratings, this council's services, and the falls it was told. */
export interface KnownLocation extends LocationRecord {
  readonly ratings: readonly KnownRating[];
  readonly services: readonly { readonly id: string; readonly lot: string; readonly providerId: string }[];
  readonly told: readonly RatingFall[];
}
export interface ProviderRecord {
  readonly id: string;
  readonly cqcId: string;
  readonly name: string;
  readonly factsAsAt: string | null;
}
export interface KnownRegister {
  readonly providers: readonly ProviderRecord[];
  readonly locations: readonly KnownLocation[];
}

export type Outcome = 'created' | 'updated' | 'unchanged';
export interface TellableFall extends RatingFall {
  readonly id: string;
  readonly locationId: string;
  readonly serviceId: string;
  readonly cqcId: string;
}
/** Everything one batch writes; each list is one statement. */
export interface RegisterPlan {
  readonly providers: ProviderRecord[];
  readonly locations: LocationRecord[];
  readonly ratings: (RatingFact & { readonly id: string; readonly locationId: string; readonly asAt: string | null })[];
  readonly seenRatings: string[];
  readonly services: { readonly id: string; readonly locationId: string; readonly providerId: string }[];
  /** Services of this council whose location passed to another provider, by this file or by one another council imported. */
  readonly moved: { readonly id: string; readonly providerId: string }[];
  readonly falls: TellableFall[];
  readonly outcomes: Map<string, Outcome>;
  /** For the trail: the facts that changed, before and after. */
  readonly changes: { readonly cqcId: string; readonly before: Partial<LocationRecord>; readonly after: Partial<LocationRecord> }[];
}

/**
 * What a batch of rows changes. A file's facts replace known ones when the file is as new or newer than the one they came
 * from; an older file only fills in what nobody knew. Pure: the same rows a second time plan nothing.
 */
export function planRegister(rows: readonly RegisterRow[], known: KnownRegister, asAt: string | null): RegisterPlan {
  const plan: RegisterPlan = {
    providers: [], locations: [], ratings: [], seenRatings: [], services: [], moved: [], falls: [], outcomes: new Map(), changes: [],
  };
  const providers = planProviders(rows, known.providers, asAt, plan);
  const locations = new Map(known.locations.map((location) => [location.cqcId, location]));
  for (const [cqcId, ofLocation] of Map.groupBy(rows, (row) => row.cqcId)) {
    planLocation(ofLocation, locations.get(cqcId), providers, asAt, plan);
  }
  return plan;
}

function planProviders(rows: readonly RegisterRow[], known: readonly ProviderRecord[], asAt: string | null, plan: RegisterPlan): Map<string, string> {
  const stored = new Map(known.map((provider) => [provider.cqcId, provider]));
  const named = new Map(rows.map((row) => [row.provider.cqcId, row.provider.name]));
  for (const [cqcId, name] of named) {
    const before = stored.get(cqcId);
    const after = before === undefined ? { id: newId(), cqcId, name, factsAsAt: asAt } : isNewer(asAt, before.factsAsAt) ? { ...before, name, factsAsAt: asAt } : before;
    stored.set(cqcId, after);
    if (before === undefined || after.name !== before.name || after.factsAsAt !== before.factsAsAt) plan.providers.push(after);
  }
  return new Map([...stored].map(([cqcId, provider]) => [cqcId, provider.id]));
}

function planLocation(rows: readonly RegisterRow[], before: KnownLocation | undefined, providers: ReadonlyMap<string, string>, asAt: string | null, plan: RegisterPlan): void {
  const location = rows.reduce<LocationRecord | undefined>((so, row) => mergeFacts(so, row, providers.get(row.provider.cqcId) ?? '', asAt), before && recordOf(before));
  if (location === undefined) return;
  const merged = mergeRatings(before?.ratings ?? [], rows.flatMap((row) => row.ratings), asAt);
  const changed = before === undefined ? [] : factKeys.filter((key) => before[key] !== location[key]);
  const services = before?.services ?? [];
  const service: { id: string } = services.find(({ lot }) => lot === 'whole service') ?? services[0] ?? { id: newId() };

  if (before === undefined || changed.length > 0 || before.factsAsAt !== location.factsAsAt) plan.locations.push(location);
  if (before !== undefined && changed.length > 0) plan.changes.push({ cqcId: location.cqcId, before: pick(before, changed), after: pick(location, changed) });
  const moved = services.filter(({ providerId }) => providerId !== location.providerId);
  plan.moved.push(...moved.map(({ id }) => ({ id, providerId: location.providerId })));
  plan.ratings.push(...merged.added.map((rating) => ({ ...rating, id: newId(), locationId: location.id })));
  plan.seenRatings.push(...merged.seen);
  if (services.length === 0) plan.services.push({ id: service.id, locationId: location.id, providerId: location.providerId });
  if (location.deregisteredOn === null) {
    const falls = untoldFalls(fallsOf([...(before?.ratings ?? []), ...merged.added]), before?.told ?? []);
    plan.falls.push(...falls.map((fall) => ({ ...fall, id: newId(), locationId: location.id, serviceId: service.id, cqcId: location.cqcId })));
  }
  const outcome = services.length === 0 ? 'created' : changed.length > 0 || moved.length > 0 || merged.added.length > 0 ? 'updated' : 'unchanged';
  plan.outcomes.set(location.cqcId, outcome);
}

const factKeys = [
  'name', 'category', 'careHome', 'serviceTypes', 'address', 'postcode', 'region', 'brand', 'beds', 'phone', 'url', 'dormant',
  'registeredOn', 'deregisteredOn', 'providerId', 'kind', 'localAuthority',
] as const satisfies readonly (keyof LocationRecord)[];

/** Facts that come to an end: a newer file's "none" counts, an older file's "some" does not. */
const mayEnd: ReadonlySet<keyof LocationFacts> = new Set(['brand', 'deregisteredOn', 'dormant']);

function mergeFacts(known: LocationRecord | undefined, row: RegisterRow, providerId: string, asAt: string | null): LocationRecord {
  const newer = known === undefined || isNewer(asAt, known.factsAsAt);
  const base: LocationRecord = known ?? {
    id: newId(), cqcId: row.cqcId, providerId, kind: 'other', localAuthority: row.authority, factsAsAt: asAt, name: row.facts.name, category: null, careHome: null,
    serviceTypes: null, address: '', postcode: null, region: null, brand: null, beds: null, phone: null, url: null, dormant: false,
    registeredOn: null, deregisteredOn: null,
  };
  const taken = Object.entries(row.facts).filter(([name, value]) => {
    const key = name as keyof LocationFacts;
    if (newer) return !isBlank(value) || mayEnd.has(key);
    return !isBlank(value) && isBlank(base[key]) && !mayEnd.has(key);
  });
  const facts = { ...base, ...(Object.fromEntries(taken) as Partial<LocationFacts>) };
  return {
    ...facts,
    kind: kindOf(facts, known?.kind ?? null),
    ...(newer && { providerId, localAuthority: row.authority, factsAsAt: asAt ?? base.factsAsAt }),
  };
}

/** A file without any date is older than every other. */
function isNewer(asAt: string | null, known: string | null): boolean {
  return known === null || (asAt !== null && asAt >= known);
}
function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
function recordOf({ ratings: _ratings, services: _services, told: _told, ...record }: KnownLocation): LocationRecord {
  return record;
}
function pick(record: LocationRecord, keys: readonly (keyof LocationRecord)[]): Partial<LocationRecord> {
  return Object.fromEntries(keys.map((key) => [key, record[key]])) as Partial<LocationRecord>;
}
