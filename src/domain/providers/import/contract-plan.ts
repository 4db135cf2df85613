import { newId } from '../../../platform/database/ids.js';
import type { ContractRow, ContractTerms, Funder } from './contract-row.js';
import type { Rejection } from './csv-file.js';
import type { ServiceKind } from './kind-of-service.js';
import type { Outcome } from './register-plan.js';

export interface KnownProvider {
  readonly id: string;
  readonly cqcId: string | null;
  readonly name: string;
  /** Known to this council alone. */
  readonly own: boolean;
}
export interface KnownPlace {
  readonly id: string;
  readonly cqcId: string | null;
  readonly providerId: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly address: string;
  readonly postcode: string | null;
  /** Its facts come from a file of the register, so the council's list does not change them. */
  readonly registered: boolean;
}
export interface KnownService {
  readonly id: string;
  readonly locationId: string;
  readonly providerId: string;
  readonly lot: string;
}
export interface KnownContract extends ContractTerms {
  readonly id: string;
  readonly serviceId: string;
  readonly providerId: string;
}
export interface KnownCount {
  readonly id: string;
  readonly serviceId: string;
  readonly funder: Funder;
  readonly people: number;
  readonly asAt: string;
  readonly source: string;
}
/** What the database knows around a batch of contract rows, and what a plan adds to it or changes. */
export interface ContractFacts {
  readonly providers: KnownProvider[];
  readonly places: KnownPlace[];
  readonly services: KnownService[];
  readonly contracts: KnownContract[];
  readonly counts: KnownCount[];
}
export interface ContractPlan {
  /** Rows to insert, or to update where the id is known; each list is one statement. */
  readonly put: ContractFacts;
  /** By service id. */
  readonly outcomes: Map<string, Outcome>;
  readonly rejected: Rejection[];
  readonly changes: { readonly what: keyof ContractFacts; readonly before: object; readonly after: object }[];
}

/** What a batch of rows changes. Pure: the same rows a second time plan nothing. */
export function planContracts(rows: readonly ContractRow[], known: ContractFacts): ContractPlan {
  return new ContractPlanner(known).plan(rows);
}

class ContractPlanner {
  private readonly facts: ContractFacts;
  private readonly touched = { providers: new Set<string>(), places: new Set<string>(), services: new Set<string>(), contracts: new Set<string>(), counts: new Set<string>() };
  private readonly outcomes = new Map<string, Outcome>();
  private readonly changes: ContractPlan['changes'] = [];

  constructor(known: ContractFacts) {
    this.facts = { providers: [...known.providers], places: [...known.places], services: [...known.services], contracts: [...known.contracts], counts: [...known.counts] };
  }

  plan(rows: readonly ContractRow[]): ContractPlan {
    const rejected = rows.flatMap((row) => {
      const reason = this.row(row);
      return reason === null ? [] : [{ line: row.line, reason }];
    });
    const put = {
      providers: this.facts.providers.filter(({ id }) => this.touched.providers.has(id)),
      places: this.facts.places.filter(({ id }) => this.touched.places.has(id)),
      services: this.facts.services.filter(({ id }) => this.touched.services.has(id)),
      contracts: this.facts.contracts.filter(({ id }) => this.touched.contracts.has(id)),
      counts: this.facts.counts.filter(({ id }) => this.touched.counts.has(id)),
    };
    return { put, outcomes: this.outcomes, rejected, changes: this.changes };
  }

  /** @returns why the row cannot be used, or null. */
  private row(row: ContractRow): string | null {
    const place = this.place(row);
    if (typeof place === 'string') return place;
    const before = this.facts.services.find(({ locationId, lot }) => locationId === place.id && lot.toLowerCase() === row.lot.toLowerCase());
    const service = before ?? this.add('services', { id: newId(), locationId: place.id, providerId: place.providerId, lot: row.lot });
    const contract = this.facts.contracts.find(({ serviceId, reference }) => serviceId === service.id && reference === row.contract.reference);
    let changed = this.touched.places.has(place.id);
    if (contract === undefined) {
      this.add('contracts', { id: newId(), serviceId: service.id, providerId: service.providerId, ...row.contract });
      changed = true;
    } else changed = this.change('contracts', contract, row.contract) || changed;
    for (const { people, ...key } of row.people) {
      const count = this.facts.counts.find((one) => one.serviceId === service.id && one.funder === key.funder && one.asAt === key.asAt && one.source === key.source);
      if (count === undefined) this.add('counts', { id: newId(), serviceId: service.id, people, ...key });
      changed = (count === undefined ? true : this.change('counts', count, { people })) || changed;
    }
    this.note(service.id, before === undefined ? 'created' : changed ? 'updated' : 'unchanged');
    return null;
  }

  /** The row's location: by its CQC id, else by provider and name among those only this council knows. */
  private place(row: ContractRow): KnownPlace | string {
    const facts = { name: row.name, kind: row.kind, ...(row.address !== null && { address: row.address }), ...(row.postcode !== null && { postcode: row.postcode }) };
    if (row.cqcId !== null) {
      const known = this.facts.places.find(({ cqcId }) => cqcId === row.cqcId);
      if (known !== undefined) return this.withFacts(known, facts);
      if (row.provider.cqcId === null) {
        return `location ${row.cqcId} is not in the register here: fill in CQC provider id, or import CQC's file first`;
      }
    }
    const provider = this.provider(row);
    if (typeof provider === 'string') return provider;
    const known = row.cqcId !== null ? undefined : this.facts.places.find((one) => one.cqcId === null && one.providerId === provider.id && sameName(one.name, row.name));
    if (known !== undefined) return this.withFacts(known, facts);
    return this.add('places', { id: newId(), cqcId: row.cqcId, providerId: provider.id, registered: false, address: '', postcode: null, ...facts });
  }

  private withFacts(place: KnownPlace, facts: Partial<KnownPlace>): KnownPlace {
    if (!place.registered) this.change('places', place, facts);
    return this.facts.places.find(({ id }) => id === place.id) ?? place;
  }

  private provider({ provider: { cqcId, name } }: ContractRow): KnownProvider | string {
    if (cqcId !== null) {
      return this.facts.providers.find((one) => one.cqcId === cqcId) ?? this.add('providers', { id: newId(), cqcId, name, own: false });
    }
    const named = this.facts.providers.filter((one) => sameName(one.name, name));
    const own = named.find((one) => one.own);
    if (own === undefined && named.length > 1) return `${named.length} providers are called "${name}": fill in CQC provider id`;
    return own ?? named[0] ?? this.add('providers', { id: newId(), cqcId: null, name, own: true });
  }

  private add<Kind extends keyof ContractFacts>(what: Kind, row: ContractFacts[Kind][number]): ContractFacts[Kind][number] {
    (this.facts[what] as ContractFacts[Kind][number][]).push(row);
    this.touched[what].add(row.id);
    return row;
  }

  /** @returns whether anything differed. */
  private change<Kind extends keyof ContractFacts>(what: Kind, row: ContractFacts[Kind][number], facts: object): boolean {
    const keys = Object.entries(facts).filter(([key, value]) => row[key as keyof typeof row] !== value).map(([key]) => key as keyof typeof row);
    if (keys.length === 0) return false;
    const rows = this.facts[what] as ContractFacts[Kind][number][];
    rows[rows.indexOf(row)] = { ...row, ...facts };
    this.changes.push({ what, before: { id: row.id, ...Object.fromEntries(keys.map((key) => [key, row[key]])) }, after: facts });
    this.touched[what].add(row.id);
    return true;
  }

  private note(serviceId: string, outcome: Outcome): void {
    const before = this.outcomes.get(serviceId);
    if (before === undefined || (before === 'unchanged' && outcome === 'updated')) this.outcomes.set(serviceId, outcome);
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
