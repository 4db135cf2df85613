import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import type { Procedure } from '../../../procedures/index.ts';
import { ProceduresService } from '../councils/procedures.service.js';
import type { RestrictionScope } from './effective-rule.js';
import { Restriction } from './restriction.entity.js';
import type { RecordImposed } from './restriction.inputs.js';
import { type RestrictionContext, type RestrictionEvents, type RestrictionKind, restrictionMachine } from './restriction.machine.js';

type WayIn = 'afterRepresentation' | 'precautionary' | 'emergency';

/** A council restriction as an officer decided it (R06, D08); the words are theirs. */
export interface RestrictionTerms {
  readonly kind: RestrictionKind;
  readonly scope: RestrictionScope;
  readonly reasonCodes: readonly string[];
  readonly reasons: string;
  readonly liftConditions: string;
  readonly exceptions: string;
  readonly riskAssessmentId: string;
  readonly startsOn: string;
  readonly reviewOn: string;
  readonly confirmBy: string | null;
  readonly notHeardReason: string | null;
}
export interface PlacedRestriction extends Outcome {
  readonly reference: string;
  readonly state: string;
}
type Facts<Event extends keyof RestrictionEvents> = RestrictionEvents[Event];
/** The facts of the way it comes in, told apart by `wayIn`. */
export type PlacingFacts =
  | { readonly wayIn: 'afterRepresentation'; readonly facts: Facts<'DECIDE_AFTER_REPRESENTATION'> }
  | { readonly wayIn: 'precautionary'; readonly facts: Facts<'DECIDE_AS_PRECAUTION'> }
  | { readonly wayIn: 'emergency'; readonly facts: Facts<'DECIDE_IN_EMERGENCY'> };
interface Decided {
  readonly serviceId: string;
  readonly decisionId: string;
  readonly procedureId: string;
}

const serviceOf = 'select id from services where council_id = $1 and id = $2';

/** The only writer of restrictions. What an officer decides comes down from `decisions/` with its facts; every call is inside a unit. */
@Injectable()
export class RestrictionsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
  ) {}

  /** D08: recommended, decided, and in force at once where its first day has come. */
  async place(decided: Decided, recommended: Facts<'RECOMMEND'>, placing: PlacingFacts, terms: RestrictionTerms): Promise<PlacedRestriction> {
    const { serviceId, decisionId, procedureId } = decided;
    const id = newId();
    await this.runner.start(restrictionMachine, { id, procedureId, serviceId, decisionId, context: contextOf(terms) });
    const step = { id, version: 'latest', decisionId } as const;
    await this.runner.send(restrictionMachine, 'RECOMMEND', { ...step, facts: recommended });
    let moved = await this.decide(step, placing);
    const today = londonDate(this.unit.at).toString();
    if (moved.state === 'decided' && terms.startsOn <= today) {
      moved = await this.runner.send(restrictionMachine, 'BRING_INTO_FORCE', { ...step, facts: { on: today } });
    }
    const reference = await this.insert(id, { ...terms, serviceId, decisionId, fairness: placing.wayIn });
    return { id, reference, version: moved.version, state: moved.state };
  }

  /** D09: ends one restriction; any other on the service stays (R10). `version` is the one the officer saw. */
  async lift(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'LIFT'>, words: { endReason: string; evidence: string }): Promise<void> {
    await this.runner.send(restrictionMachine, 'LIFT', { ...restriction, decisionId, facts });
    await this.end(restriction.id, { ...words, evidenceOn: facts.evidenceOn });
  }

  /** The fresh decision on a precaution or an emergency is to keep it as it is (R03, R04). */
  async confirm(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'CONFIRM'>): Promise<void> {
    await this.runner.send(restrictionMachine, 'CONFIRM', { ...restriction, decisionId, facts });
    await this.update(restriction.id, { confirmBy: null });
  }

  /** The fresh decision, or a review, gives it other terms. */
  async vary(
    restriction: { id: string; version: number }, decisionId: string, facts: Facts<'VARY'>,
    terms: Pick<RestrictionTerms, 'scope' | 'reasons' | 'liftConditions' | 'reviewOn'>,
  ): Promise<void> {
    await this.runner.send(restrictionMachine, 'VARY', { ...restriction, decisionId, facts });
    await this.update(restriction.id, { ...terms, confirmBy: null });
  }

  /** D09: the review was held and it stays, until the next one. Held before its day, the review begins with it (R06). */
  async extend(restriction: { id: string; version: number; state: string }, decisionId: string, facts: Facts<'EXTEND'> & { reviewOn: string }): Promise<void> {
    const { id, version, state } = restriction;
    const begun = state === 'inForce' ? (await this.runner.send(restrictionMachine, 'START_REVIEW', { id, version, decisionId, facts: {} })).version : version;
    await this.runner.send(restrictionMachine, 'EXTEND', { id, version: begun, decisionId, facts });
    await this.update(id, { reviewOn: facts.reviewOn });
  }

  /** The fresh decision is that it should not stand. */
  async endUnconfirmed(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'END_UNCONFIRMED'>, endReason: string): Promise<void> {
    await this.runner.send(restrictionMachine, 'END_UNCONFIRMED', { ...restriction, decisionId, facts });
    await this.end(restriction.id, { endReason });
  }

  /**
   * A stop the provider makes itself, or a condition of the regulator: nobody here decides it (R06).
   * @throws InvalidInput for a start that lies ahead, a review too late and a reason off the list. @throws NotFound for a service of nobody here.
   */
  async recordImposed(input: RecordImposed): Promise<PlacedRestriction> {
    const { kind, serviceId, scope, source, endCondition, startsOn, reviewOn, exceptions, reasonCode } = input;
    const id = newId();
    const procedure = await this.procedures.current();
    await this.mustFit(input, procedure.content);
    const terms = { kind, scope, reasonCodes: [reasonCode], startsOn, reviewOn };
    await this.runner.start(restrictionMachine, { id, procedureId: procedure.id, serviceId, context: contextOf(terms) });
    const step = { id, version: 'latest' } as const;
    const moved = kind === 'voluntary'
      ? await this.runner.send(restrictionMachine, 'RECORD_VOLUNTARY_STOP', { ...step, facts: { providerLetterGiven: source !== '', endConditionGiven: endCondition !== undefined, startsOn, checkOn: reviewOn } })
      : await this.runner.send(restrictionMachine, 'RECORD_REGULATOR_CONDITION', { ...step, facts: { sourceDocumentGiven: source !== '', startsOn, reviewOn } });
    const words = { reasons: source, liftConditions: endCondition ?? null, exceptions, riskAssessmentId: null, confirmBy: null, notHeardReason: null };
    const reference = await this.insert(id, { ...terms, ...words, serviceId, decisionId: null, fairness: 'notApplicable' });
    return { id, reference, version: moved.version, state: moved.state };
  }

  /** R07: the letter that tells of it was served. */
  async recordLetterServed(id: string, servedOn: string): Promise<void> {
    await this.runner.send(restrictionMachine, 'RECORD_LETTER_SERVED', { id, version: 'latest', facts: { servedOn } });
  }

  private async mustFit({ serviceId, startsOn, reviewOn, reasonCode }: RecordImposed, { restrictionReasons, timescales }: Procedure): Promise<void> {
    const [service] = await this.unit.query(serviceOf, [this.unit.actor.councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    const fields: { field: string; message: string }[] = [];
    const today = londonDate(this.unit.at);
    const days = timescales.reviewMaxGapDays;
    if (!restrictionReasons.some(({ code }) => code === reasonCode)) fields.push({ field: 'reasonCode', message: 'Choose a reason from the list' });
    if (startsOn > today.toString()) fields.push({ field: 'startsOn', message: 'Enter a date that has come: record it once it is in force' });
    if (reviewOn <= startsOn) fields.push({ field: 'reviewOn', message: 'Enter a date after the start' });
    if (reviewOn > today.add({ days }).toString()) fields.push({ field: 'reviewOn', message: `Enter a date within ${days} days of today` });
    if (fields.length > 0) throw new InvalidInput(fields);
  }

  private decide(step: { id: string; version: 'latest'; decisionId: string }, placing: PlacingFacts) {
    switch (placing.wayIn) {
      case 'afterRepresentation': return this.runner.send(restrictionMachine, 'DECIDE_AFTER_REPRESENTATION', { ...step, facts: placing.facts });
      case 'precautionary': return this.runner.send(restrictionMachine, 'DECIDE_AS_PRECAUTION', { ...step, facts: placing.facts });
      case 'emergency': return this.runner.send(restrictionMachine, 'DECIDE_IN_EMERGENCY', { ...step, facts: placing.facts });
    }
  }

  private async insert(
    id: string,
    { reasonCodes, ...row }: Omit<RestrictionTerms, 'liftConditions' | 'riskAssessmentId'> & { liftConditions: string | null; riskAssessmentId: string | null; serviceId: string; decisionId: string | null; fairness: WayIn | 'notApplicable' },
  ): Promise<string> {
    const { actor, at } = this.unit;
    const reference = await this.unit.reference('RES');
    await this.unit.manager.insert(Restriction, { ...row, councilId: actor.councilId, id, reference, reasonCodes: [...reasonCodes], recordedAt: at.toString() });
    const { kind, scope, startsOn, reviewOn, confirmBy, decisionId, fairness } = row;
    await this.trail.record({ subjectKind: 'restriction', subjectId: id, action: 'restrictionRecorded', after: { reference, kind, scope, reasonCodes, startsOn, reviewOn, confirmBy, decisionId, fairness } });
    return reference;
  }

  private end(id: string, words: { endReason: string; evidence?: string; evidenceOn?: string | null }): Promise<void> {
    return this.update(id, { ...words, endedOn: londonDate(this.unit.at).toString() });
  }

  private async update(id: string, change: Partial<Restriction>): Promise<void> {
    await this.unit.manager.update(Restriction, { councilId: this.unit.actor.councilId, id }, change);
  }
}

function contextOf({ kind, reasonCodes }: { kind: RestrictionKind; reasonCodes: readonly string[] }): RestrictionContext {
  return { kind, reasonCodes, wayIn: null, decidedBy: null, decidedGrade: null, riskAssessmentId: null, startsOn: null, reviewOn: null, confirmBy: null };
}
