import { agencyCalled } from '../councils/agency-called.js';

/** Case 18: SQL for which agency runs a provider, and who belongs to it. */

/** The record of who runs the provider on a day: `id` is the agency, null where none of the agencies here does. Of the rows of the latest day that has come, the one recorded last holds. */
export const runnerRow = (provider: string, day: string): string => `(select pr.agency_id as id, pr.runs_from as since from provider_runners pr where pr.council_id = current_council() and pr.provider_id = ${provider} and pr.runs_from <= ${day}
  order by pr.runs_from desc, pr.recorded_at desc, pr.id desc limit 1)`;
/** That agency alone. */
export const runnerOf = (provider: string, day: string): string => `(select held.id from ${runnerRow(provider, day)} held)`;

/** Whether a membership `m` is of the agency that runs it: every department of the council is the one employer. */
export const isOfRunner = (m: string, runner: string): string => `(${m}.role <> 'provider' and ${runner} is not null
  and (${runner} = ${m}.agency_id or (agency_kind(${runner}, current_day()) = 'council' and coalesce(agency_kind(${m}.agency_id, current_day()), 'council') = 'council')))`;

/** As `RunByView`, or null. `day` is an expression. */
export const runByJson = (provider: string, day: string): string => `(
  select json_build_object('agency', ${agencyCalled('r.id', day)}, 'since', r.since,
    'sits', exists (select from memberships m where m.council_id = current_council() and m.seat is not null and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day}) and ${isOfRunner('m', 'r.id')}))
  from ${runnerRow(provider, day)} r where r.id is not null)`;

/** Whether whoever acts belongs to the agency that runs the provider. */
export const ownService = (provider: string, day: string): string => `exists (select from memberships om cross join ${runnerRow(provider, day)} held where om.council_id = current_council() and om.id = current_membership() and ${isOfRunner('om', 'held.id')})`;
