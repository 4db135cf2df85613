import { byItself } from '../graphql/refusals.js';

/** The SQL of the runner. One statement writes a whole step (Perf-6): the case, its log, its deadlines. */

export interface WorkflowRow {
  readonly machine_version: number;
  readonly state: string;
  readonly context: object;
  readonly version: number;
  readonly procedure_id: string;
  readonly service_id: string | null;
}

/** $1 council, $2 case, $3 machine */
export const lockWorkflow = `
  select machine_version, state, context, version, procedure_id, service_id
  from workflows where council_id = $1 and id = $2 and machine = $3 for update`;

/** Who changed the case last, for the person whose form is stale. $1 council, $2 case */
export const lastChange = `
  select w.version, case when m.role = 'system' then '${byItself}' else coalesce(p.name, m.job_title, 'Somebody') end as changed_by,
         to_char(w.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as changed_at
  from workflows w
  left join memberships m on m.council_id = w.council_id and m.id = w.changed_by
  left join people p on p.id = m.person_id
  where w.council_id = $1 and w.id = $2`;

const setDeadlines = `
  insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, event, recorded_at)
  select $1, due.id, $2, $10, due.kind, due.due_on, due.due_at, due.event, $11
  from jsonb_to_recordset($12::jsonb) as due (id uuid, kind text, due_on date, due_at timestamptz, event jsonb)`;

const logColumns = `council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, decision_id,
    service_id, person_id, membership_id, on_behalf_of, happened_at, recorded_at`;

// No RETURNING anywhere in a start: whoever adds a case may be unable to see it afterwards (design.md 6).
/**
 * $1 council, $2 case, $3 log row, $4 machine, $5 version of it, $6 state, $7 context, $8 facts, $9 decision, $10 service,
 * $11 recorded at, $12 deadlines, $13 procedure, $14 shared with provider, $15 membership, $16 person, $17 on behalf of, $18 happened at
 */
export const startWorkflow = `
  with started as (
    insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id,
                           shared_with_provider_id, changed_by, changed_at)
    values ($1, $2, $4, $5, $6, $7::jsonb, 1, $13, $10, $14, $15, $11)
  ), logged as (
    insert into transitions (${logColumns})
    values ($1, $3, $2, 1, $4, $5, null, 'START', $8::jsonb, $6, $9, $10, $16, $15, $17, $18, $11)
  )
  ${setDeadlines}`;

/**
 * As a start, with $13 the version expected, $14 the state it leaves, $19 the event, $20 whether deadlines are withdrawn,
 * $21 which kinds (null: all). Nobody waits for its answer, so it fails (22012) where no row has that version: the caller holds the lock.
 */
export const moveWorkflow = `
  with moved as (
    update workflows set state = $6, context = $7::jsonb, version = version + 1, machine_version = $5, changed_by = $15, changed_at = $11
    where council_id = $1 and id = $2 and version = $13 returning version
  ), logged as (
    insert into transitions (${logColumns})
    select $1, $3, $2, moved.version, $4, $5, $14, $19, $8::jsonb, $6, $9, $10, $16, $15, $17, $18, $11 from moved
  ), withdrawn as (
    update deadlines set withdrawn_at = $11
    where $20::boolean and council_id = $1 and workflow_id = $2 and withdrawn_at is null and fired_at is null
      and ($21::text[] is null or kind = any ($21))
  ), set_deadlines as (${setDeadlines})
  select 1 / count(*)::int from moved`;

/** $1 council, $2 case, $3 the service it goes on at. What it did stays logged where it was done. */
export const passWorkflow = `
  with passed as (update workflows set service_id = $3 where council_id = $1 and id = $2 returning id)
  update deadlines d set service_id = $3 from passed where d.council_id = $1 and d.workflow_id = passed.id and d.withdrawn_at is null and d.fired_at is null`;
