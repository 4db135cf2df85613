import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import type { DeferTelling, PlanTelling, RecordTold } from './telling.inputs.js';
import { tellingMachine } from './telling.machine.js';
import type { Telling } from './telling.types.js';

const add = 'insert into tellings (council_id, id, service_id, changed_by, changed_at) values ($1, $2, $3, $4, $5)';
const change = `
  update tellings set who_is_told = coalesce($3, who_is_told), who_tells = coalesce($4, who_tells), tell_on = coalesce($5, tell_on), why_not_yet = coalesce($6, why_not_yet), consider_on = $7,
    told_on = $8, told_note = $9, changed_by = $10, changed_at = $11 where council_id = $1 and id = $2`;
const dueOn = `(case w.state when 'decided' then w.context ->> 'setOutBy' when 'planned' then w.context ->> 'tellOn' when 'deferred' then w.context ->> 'considerOn' end)::date`;
const one = statement(`
  select json_build_object('id', t.id, 'version', w.version, 'decisionReference', d.reference, 'serviceName', l.name, 'state', w.state, 'decided', d.informing_people, 'dueOn', ${dueOn},
    'daysOverdue', coalesce(greatest($2::date - ${dueOn}, 0), 0), 'whoIsTold', t.who_is_told, 'whoTells', t.who_tells, 'tellOn', t.tell_on, 'whyNotYet', t.why_not_yet, 'considerOn', t.consider_on,
    'toldOn', t.told_on, 'toldNote', t.told_note, 'changedBy', (select m.job_title from memberships m where m.council_id = t.council_id and m.id = t.changed_by), 'changedAt', t.changed_at) as result
  from tellings t join workflows w on w.council_id = t.council_id and w.id = t.id join decisions d on d.council_id = t.council_id and d.id = t.id
  join services s on s.council_id = t.council_id and s.id = t.service_id join register_locations l on l.id = s.location_id where t.id = $1`);

type Words = Partial<Record<'whoIsTold' | 'whoTells' | 'tellOn' | 'whyNotYet' | 'considerOn' | 'toldOn' | 'toldNote', string | undefined>>;

/** R41: the telling of people, families and advocates of a decision. The only writer of its table; what changes is inside a unit. */
@Injectable()
export class Tellings {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly procedures: ProceduresService,
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  of(actor: Actor, decisionId: string): Promise<Telling | null> {
    return this.reads.one<Telling>(actor, one, [decisionId, this.clock.today().toString()], { operation: 'telling', subjectKind: 'decision', subjectId: decisionId });
  }

  /** With the decision, in its unit: so it stands before serious concerns or a full stop takes effect. Who, when and by whom is set out within the procedure’s days. */
  async open(decisionId: string, serviceId: string): Promise<void> {
    const { actor, at } = this.unit;
    const { id: procedureId, content } = await this.procedures.current();
    const setOutBy = addWorkingDays(londonDate(at), content.timescales.tellingSetOutWorkingDays).toString();
    await this.unit.query(add, [actor.councilId, decisionId, serviceId, actor.membershipId, at.toString()]);
    await this.runner.start(tellingMachine, { id: decisionId, procedureId, serviceId, decisionId, context: { setOutBy, tellOn: null, considerOn: null } });
  }

  async plan({ id, version, whoIsTold, whoTells, tellOn }: PlanTelling): Promise<Outcome> {
    const moved = await this.runner.send(tellingMachine, 'PLAN', { id, version, facts: { whoIsToldGiven: whoIsTold !== '', whoTellsGiven: whoTells !== '', tellOn, today: this.today } });
    return this.write(id, moved.version, { whoIsTold, whoTells, tellOn });
  }

  async defer({ id, version, whyNotYet, considerOn }: DeferTelling): Promise<Outcome> {
    const moved = await this.runner.send(tellingMachine, 'DEFER', { id, version, facts: { whyNotYetGiven: whyNotYet !== '', considerOn, today: this.today } });
    return this.write(id, moved.version, { whyNotYet, considerOn });
  }

  async told({ id, version, toldOn, toldNote }: RecordTold): Promise<Outcome> {
    const moved = await this.runner.send(tellingMachine, 'RECORD_TOLD', { id, version, facts: { toldOn, today: this.today } });
    return this.write(id, moved.version, { toldOn, toldNote });
  }

  private get today(): string {
    return londonDate(this.unit.at).toString();
  }

  private async write(id: string, version: number, words: Words): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { whoIsTold, whoTells, tellOn, whyNotYet, considerOn, toldOn, toldNote } = words;
    await this.unit.query(change, [actor.councilId, id, whoIsTold, whoTells, tellOn, whyNotYet, considerOn, toldOn, toldNote, actor.membershipId, at.toString()]);
    return { id, version };
  }
}
