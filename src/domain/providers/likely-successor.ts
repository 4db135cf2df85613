import { notSuccessor, successionKinds } from './service-link.entity.js';

/** Days between the end of one registration and the start of another within which the second is likely to carry the first on. */
const daysApart = 60;
const none = (kinds: readonly string[], of: string, also = ''): string => `not exists (select from service_links k where k.council_id = ${of}.council_id and k.service_id = ${of}.id and k.undone_at is null
  and k.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})${also})`;

/** SQL: whether location `n` of service `o` began at the address of location `l` of service `s` about when `l` ended, and no officer found that it does not carry it on. */
export const isLikely = `(n.id <> l.id and l.deregistered_on is not null and n.deregistered_on is null and n.registered_on is not null and abs(n.registered_on - l.deregistered_on) <= ${daysApart}
  and ((l.postcode_search is not null and n.postcode_search = l.postcode_search) or lower(btrim(n.address)) = lower(btrim(l.address)))
  and ${none([notSuccessor], 's', ' and k.other_id = o.id')})`;

/** SQL: the register suggests service `o` for `s`, which nothing carries on yet. */
export const isSuggested = `(s.council_id = o.council_id and o.id <> s.id and o.lot = s.lot and ${isLikely} and ${none(successionKinds, 's')})`;
