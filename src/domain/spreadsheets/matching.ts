import { columnKey } from '../providers/import/header.js';
import type { KnownMember, KnownNames, KnownService } from './known-names.js';

/** What a row says of the service it is about. */
export interface StatedService {
  readonly name: string | null;
  readonly locationId: string | null;
  readonly provider: string | null;
  readonly postcode: string | null;
  readonly lot: string | null;
}
type Match<Found> = { readonly found: Found } | { readonly message: string };

const same = (a: string | null, b: string | null): boolean => columnKey(a ?? '') === columnKey(b ?? '');
const squeezed = (postcode: string | null): string => (postcode ?? '').replaceAll(/\s/g, '').toUpperCase();

/** The one service of the council that a row means: by CQC location id, else by name; provider, postcode and contract tell two of one name apart. */
export function serviceMeant(stated: StatedService, services: readonly KnownService[]): Match<KnownService> {
  const { name, locationId, provider, postcode, lot } = stated;
  // "Fern House (Lot 2)", as our own lists write a service with several contracts.
  const bare = name?.replace(/ \([^()]*\)$/, '') ?? null;
  let left = locationId === null
    ? services.filter((one) => same(one.name, name) || (same(one.name, bare) && same(`${one.name} (${one.lot})`, name)))
    : services.filter((one) => same(one.cqcId, locationId));
  if (left.length === 0) return { message: locationId === null ? 'No service of this council is called that. Correct the name, or give its CQC location id; a service that is not here yet comes with the register or the list of contracts' : 'No service of this council has this CQC location id. Correct it, or bring in the register or the list of contracts first' };
  for (const narrower of [
    ...(provider === null ? [] : [(one: KnownService) => same(one.provider, provider)]),
    ...(postcode === null ? [] : [(one: KnownService) => squeezed(one.postcode) === squeezed(postcode)]),
    ...(lot === null ? [] : [(one: KnownService) => same(one.lot, lot)]),
  ]) {
    if (left.length > 1) left = left.filter(narrower);
  }
  const [one, another] = left;
  if (one === undefined) return { message: 'Several services are called that, and none fits the provider, postcode and contract of the row. Correct those, or give the CQC location id' };
  if (another !== undefined) return { message: `${left.length} services are called that. Add the CQC location id, or provider, postcode and contract` };
  return { found: one };
}

/** The one member a row names: by address, by name, or by "name, job title" as our own lists write it. */
export function memberMeant(named: string, { members, byAddress }: Pick<KnownNames, 'members' | 'byAddress'>): Match<KnownMember> {
  const addressed = byAddress[named.toLowerCase()];
  const found = members.filter(({ name, personId, jobTitle }) => personId === addressed || [name, `${name}, ${jobTitle}`].some((one) => same(one, named)));
  const people = new Set(found.map(({ personId }) => personId));
  const [one] = found;
  if (one === undefined) return { message: 'Nobody who is a member here is called that. Correct the name, give an e-mail address, or say with --officer who takes what nobody here has' };
  if (people.size > 1) return { message: 'Several members are called that. Give the e-mail address' };
  return { found: one };
}
