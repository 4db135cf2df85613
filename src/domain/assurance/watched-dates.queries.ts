import { Injectable } from '@nestjs/common';
import type { Timescales } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { type WatchedDateContext, watchedDateMachine } from './watched-date.machine.js';
import type { WatchedDateForm, WatchedDateView } from './watched-date.types.js';
import { countedWords, kindOf, type WatchedKindKey, watchedKindKeys } from './watched-kinds.js';

const person = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, 'Automatic') from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${membership})`;
const serviceName = `(select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end from services s join register_locations l on l.id = s.location_id where s.council_id = current_council() and s.id = `;

const one = statement(`
  select json_build_object('id', d.id, 'version', w.version, 'reference', d.reference, 'kind', d.kind, 'context', w.context, 'timescales', c.content -> 'timescales', 'serviceId', d.service_id,
    'serviceName', ${serviceName}d.service_id), 'about', d.about, 'happenedOn', d.happened_on, 'dueOn', d.due_on, 'state', w.state,
    'daysOverdue', case when w.state in ('open', 'overdue') then greatest($1::date - d.due_on, 0) else 0 end, 'startedBy', ${person('d.recorded_by')}, 'startedAt', d.recorded_at,
    'doneOn', d.done_on, 'outcome', d.outcome, 'endedBy', ${person('d.ended_by')}, 'endedAt', d.ended_at) as result
  from watched_dates d join workflows w on w.council_id = d.council_id and w.id = d.id join procedures c on c.council_id = w.council_id and c.id = w.procedure_id
  where d.council_id = current_council() and d.id = $2`);

const form = statement(`
  select json_build_object('serviceName', ${serviceName}$2::uuid), 'timescales', p.content -> 'timescales') as result
  from procedures p where p.council_id = current_council() and p.effective_from <= $1::date order by p.effective_from desc, p.version desc limit 1`);

const mutationOf: Readonly<Record<string, string>> = { FINISH: 'finishWatchedDate', WITHDRAW: 'withdrawWatchedDate' };
type Stored = Omit<WatchedDateView, 'kindWords' | 'counted' | 'dueAt' | 'allowedActions'> & { readonly kind: WatchedKindKey; readonly context: WatchedDateContext; readonly timescales: Timescales };

/** Reads of watched dates; one data statement each. */
@Injectable()
export class WatchedDatesQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async one(actor: Actor, id: string): Promise<WatchedDateView | null> {
    const found = await this.reads.one<Stored>(actor, one, [this.today, id], { operation: 'watchedDate', subjectKind: 'watchedDate', subjectId: id });
    if (found === null) return null;
    const { kind, context, timescales, ...date } = found;
    const steps = allowedActions(watchedDateMachine, { state: date.state, context }, {}).filter(({ event }) => may(actor, mutationOf[event] ?? ''));
    return { ...date, kindWords: kindOf(kind).words, counted: countedWords(kind, timescales), dueAt: context.at, allowedActions: steps.map((step) => ({ ...step, unmet: [...step.unmet] })) };
  }

  async form(actor: Actor, serviceId: string | null): Promise<WatchedDateForm | null> {
    const found = await this.reads.one<{ serviceName: string | null; timescales: Timescales }>(actor, form, [this.today, serviceId], { operation: 'watchedDateForm', subjectKind: 'service', subjectId: serviceId });
    if (found === null || (serviceId !== null && found.serviceName === null)) return null;
    const kinds = watchedKindKeys.filter((key) => kindOf(key).byItselfOnly !== true && kindOf(key).about === (serviceId === null ? 'council' : 'service'));
    return { serviceName: found.serviceName, kinds: kinds.map((code) => ({ code, words: kindOf(code).words, counted: countedWords(code, found.timescales) })) };
  }

  private get today(): string {
    return this.clock.today().toString();
  }
}
