import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { panelCircle } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound, StaleVersion } from '../../platform/graphql/refusals.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { Visit, VisitCorrection } from './visit.entity.js';
import type { CancelVisit, CorrectVisit, DecideResponsiveVisit, RecordVisit } from './visit.inputs.js';
import { WatchedDates } from './watched-dates.service.js';

type Fields = Pick<RecordVisit, 'kind' | 'announced' | 'officerIds'> & { readonly faultReasons?: readonly string[]; readonly actionIds?: readonly string[] };
interface Known {
  readonly service: true | null;
  readonly intelligence: true | null;
  readonly officers: number;
  readonly actions: number;
}

// All of them are looked up as the officer: what its policy keeps from them is not there.
const known = `select (select true from services where council_id = $1 and id = $2) as service,
  (select true from intelligence where council_id = $1 and id = $3 and service_id = $2) as intelligence,
  (select count(*)::int from memberships where council_id = $1 and id = any ($4::uuid[]) and role = any ($5) and person_id is not null and valid_from <= $6::date and (valid_to is null or valid_to >= $6::date)) as officers,
  (select count(*)::int from actions where council_id = $1 and id = any ($7::uuid[]) and service_id = $2) as actions`;
const lockVisit = `
  select v.service_id as "serviceId", v.reference, v.version, v.visited_on::text as "visitedOn", v.cancelled_on::text as "cancelledOn", v.kind, v.announced, v.out_of_hours as "outOfHours", v.finding, v.fault_reasons as "faultReasons", v.verified,
    (select coalesce(array_agg(o.membership_id), '{}') from visit_officers o where o.council_id = v.council_id and o.visit_id = v.id) as "officerIds",
    (select coalesce(array_agg(a.action_id), '{}') from visit_actions a where a.council_id = v.council_id and a.visit_id = v.id) as "actionIds",
    (select count(*)::int from visit_corrections c where c.council_id = v.council_id and c.visit_id = v.id) as corrections,
    coalesce((select p.name from memberships m join people p on p.id = m.person_id where m.council_id = v.council_id and m.id = v.recorded_by), 'This service') as "changedBy", to_json(v.recorded_at)#>>'{}' as "changedAt"
  from visits v where v.council_id = $1 and v.id = $2 for update of v`;
type Locked = Omit<CorrectVisit, 'id' | 'idempotencyKey' | 'reason' | 'visitedOn'> & { serviceId: string; reference: string; corrections: number; visitedOn: string | null; cancelledOn: string | null; changedBy: string; changedAt: string };

/** The only writer of visits. Inside a unit of work. */
@Injectable()
export class VisitsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly dates: WatchedDates,
  ) {}

  /** D02: an officer decides on a responsive visit because of a record of intelligence. */
  async decide({ serviceId, intelligenceId, kind, announced, outOfHours, officerIds, plannedOn, focus }: DecideResponsiveVisit): Promise<Outcome> {
    const { actor, at } = this.unit;
    await this.mustFit(serviceId, { kind, announced, officerIds }, intelligenceId);
    const id = newId();
    const reference = await this.unit.reference('VIS');
    await this.unit.manager.insert(Visit, {
      councilId: actor.councilId, id, reference, serviceId, kind, announced, outOfHours, intelligenceId, plannedOn, focus, decidedBy: actor.membershipId, decidedAt: at.toString(),
      visitedOn: null, finding: null, faultReasons: [], verified: null, cancelledOn: null, cancelReason: null, version: 1, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.name(id, officerIds, []);
    await this.dates.watch({ kind: 'responsiveVisit', serviceId, on: londonDate(at).toString(), originId: id, dueOn: plannedOn });
    await this.trail.record({ subjectKind: 'visit', subjectId: id, action: 'responsiveVisitDecided', after: { reference, serviceId, intelligenceId, kind, announced, outOfHours, plannedOn, officerIds } });
    return { id, version: 1, reference };
  }

  /** What a visit found. @throws StaleVersion where the visit that was decided on has been recorded meanwhile */
  async record(input: RecordVisit): Promise<Outcome> {
    const { serviceId, plannedVisitId, officerIds, actionIds } = input;
    await this.mustFit(serviceId, input);
    if (plannedVisitId !== undefined) return this.recordPlanned(plannedVisitId, input);
    const { actor, at } = this.unit;
    const id = newId();
    const reference = await this.unit.reference('VIS');
    await this.unit.manager.insert(Visit, {
      councilId: actor.councilId, id, reference, serviceId, ...found(input), intelligenceId: null, plannedOn: null, focus: null, decidedBy: null, decidedAt: null,
      cancelledOn: null, cancelReason: null, version: 1, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    await this.name(id, officerIds, actionIds);
    await this.written(id, 'visitRecorded', { reference, serviceId }, input);
    await this.reportBegins(id, input);
    return { id, version: 1, reference };
  }

  /** A visit that was decided on is not made. Why stays on file. @throws StaleVersion where it was made or cancelled meanwhile */
  async cancel({ id, version, reason }: CancelVisit): Promise<Outcome> {
    const { actor, at } = this.unit;
    const planned = await this.lock(id);
    if (planned.version !== version || planned.visitedOn !== null || planned.cancelledOn !== null) throw stale(planned);
    const cancelledOn = londonDate(at).toString();
    await this.unit.manager.update(Visit, { councilId: actor.councilId, id }, { cancelledOn, cancelReason: reason, version: version + 1, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.dates.withdrawOf(id, 'responsiveVisit', reason);
    await this.trail.record({ subjectKind: 'visit', subjectId: id, action: 'visitCancelled', after: { reference: planned.reference, serviceId: planned.serviceId, cancelledOn } });
    return { id, version: version + 1, reference: planned.reference };
  }

  /** What stood before is kept beside the reason. @throws StaleVersion when somebody corrected it meanwhile */
  async correct(input: CorrectVisit): Promise<Outcome> {
    const { actor, at } = this.unit;
    const before = await this.lock(input.id);
    if (before.version !== input.version) throw stale(before);
    if (before.visitedOn === null) throw new InvalidInput([{ field: 'form', message: 'It has not been made yet: record what it found' }]);
    await this.mustFit(before.serviceId, input);
    const { serviceId, reference, corrections, cancelledOn: _on, changedBy: _by, changedAt: _at, version, ...stood } = before;
    await this.unit.manager.insert(VisitCorrection, {
      councilId: actor.councilId, id: newId(), visitId: input.id, number: corrections + 1, before: stood, reason: input.reason, correctedBy: actor.membershipId, correctedAt: at.toString(),
    });
    await this.overwrite(input.id, version + 1, input);
    await this.written(input.id, 'visitCorrected', { reference, serviceId, number: corrections + 1 }, input);
    return { id: input.id, version: version + 1, reference };
  }

  /** One of its officers leaves before it is made: somebody else goes. */
  async give(id: string, membershipId: string, from: string): Promise<void> {
    const { councilId } = this.unit.actor;
    await this.unit.query('delete from visit_officers where council_id = $1 and visit_id = $2 and membership_id = $3', [councilId, id, from]);
    await this.unit.query('insert into visit_officers (council_id, visit_id, membership_id) values ($1, $2, $3) on conflict do nothing', [councilId, id, membershipId]);
    await this.trail.record({ subjectKind: 'visit', subjectId: id, action: 'visitHandedOver', before: { membershipId: from }, after: { membershipId } });
  }

  private async recordPlanned(id: string, input: RecordVisit): Promise<Outcome> {
    const planned = await this.lock(id);
    if (planned.serviceId !== input.serviceId) throw new NotFound('visit');
    if (planned.visitedOn !== null || planned.cancelledOn !== null) throw stale(planned);
    await this.overwrite(id, planned.version + 1, input);
    await this.written(id, 'visitRecorded', { reference: planned.reference, serviceId: input.serviceId }, input);
    await this.dates.finishOf(id, 'responsiveVisit', input.visitedOn, `Made: ${planned.reference}`);
    await this.reportBegins(id, input);
    return { id, version: planned.version + 1, reference: planned.reference };
  }

  /** The report of a visit to the provider is due, and after it the provider's remarks on its facts (domain.md 1.5). */
  private async reportBegins(id: string, { serviceId, visitedOn }: RecordVisit): Promise<void> {
    await this.dates.watch({ kind: 'reviewReport', serviceId, on: visitedOn, originId: id });
  }

  private async overwrite(id: string, version: number, input: RecordVisit | CorrectVisit): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.manager.update(Visit, { councilId: actor.councilId, id }, { ...found(input), version, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.name(id, input.officerIds, input.actionIds);
  }

  private async name(id: string, officerIds: readonly string[], actionIds: readonly string[]): Promise<void> {
    const { councilId } = this.unit.actor;
    for (const [table, column, ids] of [['visit_officers', 'membership_id', officerIds], ['visit_actions', 'action_id', actionIds]] as const) {
      await this.unit.query(`delete from ${table} where council_id = $1 and visit_id = $2`, [councilId, id]);
      await this.unit.query(`insert into ${table} (council_id, visit_id, ${column}) select $1, $2, one from unnest($3::uuid[]) one group by one`, [councilId, id, ids]);
    }
  }

  private written(id: string, action: string, what: object, { kind, announced, outOfHours, visitedOn, faultReasons, officerIds, actionIds }: RecordVisit | CorrectVisit): Promise<void> {
    return this.trail.record({ subjectKind: 'visit', subjectId: id, action, after: { ...what, kind, announced, outOfHours, visitedOn, faultReasons, officerIds, actionIds } });
  }

  private async lock(id: string): Promise<Locked> {
    const [visit] = await this.unit.query<Locked>(lockVisit, [this.unit.actor.councilId, id]);
    if (visit === undefined) throw new NotFound('visit');
    return visit;
  }

  private async mustFit(serviceId: string, { kind, announced, officerIds, faultReasons = [], actionIds = [] }: Fields, intelligenceId: string | null = null): Promise<void> {
    const { actor, at } = this.unit;
    const officers = [...new Set(officerIds)];
    const actions = [...new Set(actionIds)];
    const [here] = await this.unit.query<Known>(known, [actor.councilId, serviceId, intelligenceId, officers, panelCircle, londonDate(at).toString(), actions]);
    if (here?.service !== true) throw new NotFound('service');
    const { content } = await this.procedures.current();
    const problems: FieldProblem[] = [
      ...kindProblems(content, kind, announced),
      ...(intelligenceId === null || here.intelligence === true ? [] : [{ field: 'intelligenceId', message: 'Choose the intelligence on this service that it answers' }]),
      ...(here.officers === officers.length ? [] : [{ field: 'officerIds', message: 'Choose who visits from the list' }]),
      ...(here.actions === actions.length ? [] : [{ field: 'actionIds', message: 'Choose actions of this service' }]),
      ...(faultReasons.every((code) => content.restrictionReasons.some((reason) => reason.code === code)) ? [] : [{ field: 'faultReasons', message: 'Choose reasons from the list' }]),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
  }
}

/** In Bradford only a visit that answers something that happened is unannounced [BRA 5.3.3]. */
function kindProblems({ visitKinds, unannouncedVisits }: Procedure, code: string, announced: boolean): FieldProblem[] {
  const kind = visitKinds.find((one) => one.code === code);
  if (kind === undefined) return [{ field: 'kind', message: 'Choose a kind of visit from the list' }];
  if (announced || kind.reactive || unannouncedVisits === 'any') return [];
  return [{ field: 'announced', message: 'Only a visit that answers something that happened may be unannounced here: choose another kind, or tell the provider beforehand' }];
}

function found({ kind, announced, outOfHours, visitedOn, finding, faultReasons, verified }: RecordVisit | CorrectVisit) {
  return { kind, announced, outOfHours, visitedOn, finding, faultReasons, verified: verified ?? null };
}

function stale({ version, changedBy, changedAt }: Locked): StaleVersion {
  return new StaleVersion({ currentVersion: version, changedBy, changedAt });
}
