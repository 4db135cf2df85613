import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { placingExceptionMachine } from './placing-exception.machine.js';
import type { AskForException, DecideException, RecordPlacement } from './placing.inputs.js';
import { liveStates } from './placing.queries.js';

interface Barring {
  readonly serviceId: string;
  readonly startsOn: string;
  readonly endedOn: string | null;
  readonly state: string;
}

// Locked, so that of two who record the same at once the second is told of the first.
const barring = `
  select x.service_id as "serviceId", x.starts_on::text as "startsOn", x.ended_on::text as "endedOn", w.state
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id where x.council_id = $1 and x.id = $2 for update of w`;
const asked = `select reference from placing_exceptions where council_id = $1 and restriction_id = $2 and lower(case_reference) = lower($3) and outcome is null`;
const placed = 'select reference from placements_against where council_id = $1 and restriction_id = $2 and lower(case_reference) = lower($3) and placed_on = $4';
const insertException = `
  insert into placing_exceptions (council_id, id, reference, restriction_id, service_id, case_reference, ground, why, asked_by, asked_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const exceptionOf = 'select reference, restriction_id as "restrictionId" from placing_exceptions where council_id = $1 and id = $2';
const decide = 'update placing_exceptions set outcome = $3, reasons = $4, decided_by = $5, decided_at = $6 where council_id = $1 and id = $2';
const grantedFor = `select reference from placing_exceptions where council_id = $1 and restriction_id = $2 and lower(case_reference) = lower($3) and outcome = 'granted'`;
const insertPlacement = `
  insert into placements_against (council_id, id, reference, restriction_id, service_id, case_reference, funder, placed_on, placed_by, why, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** R40, case 11: exceptions to a restriction, and placements made against one. Every call is inside a unit. */
@Injectable()
export class PlacingExceptions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly procedures: ProceduresService,
    private readonly trail: Trail,
  ) {}

  /** Whoever places people asks, before they place. @throws InvalidInput where nothing bars it. @throws NotFound */
  async ask({ restrictionId, caseReference, ground, why }: AskForException): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { serviceId, state } = await this.restriction(restrictionId);
    if (!isLive(state)) throw new InvalidInput([{ field: 'restrictionId', message: 'Choose a restriction that is in force: this one bars nothing today' }]);
    const [waiting] = await this.unit.query<{ reference: string }>(asked, [actor.councilId, restrictionId, caseReference]);
    if (waiting !== undefined) throw new InvalidInput([{ field: 'caseReference', message: `Wait for the answer to ${waiting.reference}: it asks for this case already` }]);
    const id = newId();
    const { id: procedureId } = await this.procedures.current();
    await this.unit.withSightOfAll(() => this.runner.start(placingExceptionMachine, { id, procedureId, serviceId, context: { askedBy: actor.membershipId } }));
    const reference = await this.unit.reference('EXC');
    await this.unit.query(insertException, [actor.councilId, id, reference, restrictionId, serviceId, caseReference, ground, why, actor.membershipId, at.toString()]);
    return { id, version: 1, reference };
  }

  /** An authorised officer grants or refuses it. @throws NotFound */
  async decide({ id, version, granted, reasons }: DecideException): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [exception] = await this.unit.query<{ reference: string; restrictionId: string }>(exceptionOf, [actor.councilId, id]);
    if (exception === undefined) throw new NotFound('placingException');
    const facts = async () => ({
      decidedBy: actor.membershipId, deciderIsAuthorised: actor.role === 'authorisedOfficer', deciderGrade: actor.grade,
      isRestricted: isLive((await this.restriction(exception.restrictionId)).state), reasonsGiven: reasons !== '',
    });
    const moved = await this.runner.send(placingExceptionMachine, granted ? 'GRANT' : 'REFUSE', { id, version, facts });
    await this.unit.query(decide, [actor.councilId, id, granted ? 'granted' : 'refused', reasons, actor.membershipId, at.toString()]);
    return { id, version: moved.version, reference: exception.reference };
  }

  /** Somebody was placed though a restriction barred it: the next panel hears of it. @throws InvalidInput @throws NotFound */
  async recordPlacement({ restrictionId, funder, caseReference: given, placedOn, placedBy, why }: RecordPlacement): Promise<Outcome> {
    const caseReference: string | null = given ?? null;
    const { actor, at } = this.unit;
    const restriction = await this.restriction(restrictionId);
    const [granted] = await this.unit.query<{ reference: string }>(grantedFor, [actor.councilId, restrictionId, caseReference]);
    const [before] = await this.unit.query<{ reference: string }>(placed, [actor.councilId, restrictionId, caseReference, placedOn]);
    const needless = (message: string): FieldProblem => ({ field: 'caseReference', message });
    const problems = [
      ...dayProblems(placedOn, restriction, londonDate(at).toString()),
      ...(granted === undefined ? [] : [needless(`Record nothing: ${granted.reference} was granted for this case, so the placement is not against the restriction`)]),
      ...(before === undefined ? [] : [needless(`Record nothing: ${before.reference} has this placement already`)]),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const id = newId();
    await this.trail.record({ subjectKind: 'restriction', subjectId: restrictionId, action: 'placementAgainstRecorded', after: { placedOn } });
    const reference = await this.unit.reference('PLA');
    await this.unit.query(insertPlacement, [actor.councilId, id, reference, restrictionId, restriction.serviceId, caseReference, funder, placedOn, placedBy, why, actor.membershipId, at.toString()]);
    return { id, version: 1, reference };
  }

  private async restriction(id: string): Promise<Barring> {
    const [found] = await this.unit.query<Barring>(barring, [this.unit.actor.councilId, id]);
    if (found === undefined) throw new NotFound('restriction');
    return found;
  }
}

const isLive = (state: string): boolean => liveStates.some((live) => live === state);

function dayProblems(placedOn: string, { startsOn, endedOn, state }: Barring, today: string): FieldProblem[] {
  const problem = (message: string): FieldProblem[] => [{ field: 'placedOn', message }];
  if (placedOn > today) return problem('Enter a date that has come');
  if (placedOn < startsOn) return problem(`Enter ${dateInWords(startsOn)} or a later date: the restriction began then`);
  if (endedOn !== null && placedOn > endedOn) return problem(`Enter ${dateInWords(endedOn)} or an earlier date: the restriction ended then`);
  if (endedOn === null && !isLive(state)) return problem('Choose a restriction that was in force on that day');
  return [];
}
