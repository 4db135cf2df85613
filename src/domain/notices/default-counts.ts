/** Notices that count as a default of their contract: served, and not withdrawn (R14, R15). A warning is none. */
const countsAsDefault = (n: string, w: string): string => `${n}.kind in ('remedy', 'breach') and ${n}.served_on is not null and ${w}.state <> 'withdrawn'`;

/**
 * SQL: rows of contracts of a service that set a count of defaults, each with how many it has. R31: a count is its contract's, and
 * follows a new owner only with a contract that was novated.
 * @param council @param service SQL of ids @param today SQL of a date
 */
export const defaultCounts = (council: string, service: string, today: string): string => `
  select k.id as "contractId", k.reference as contract, t.defaults, t.months, t.clause,
    (select count(*)::int from notices n join workflows w on w.council_id = n.council_id and w.id = n.id
     where n.council_id = k.council_id and n.contract_id = k.id and ${countsAsDefault('n', 'w')} and n.served_on > ${today} - make_interval(months => t.months)) as counted
  from contracts k
  join lateral (select d.defaults, d.months, d.clause from default_terms d where d.council_id = k.council_id and d.contract_id = k.id order by d.recorded_at desc, d.id desc limit 1) t on t.defaults is not null
  where k.council_id = ${council} and k.service_id = ${service}`;
