import { Injectable } from '@nestjs/common';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, TransitionRefused } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import type { RestrictionScope } from './effective-rule.js';
import { type Ending, RestrictionRows } from './restriction-rows.js';
import { RestrictionDisclosure } from './restriction.entity.js';
import type { RecordDisclosure, SupersedeRestriction } from './restriction.inputs.js';
import { type RestrictionContext, type RestrictionEvents, type RestrictionKind, restrictionMachine } from './restriction.machine.js';

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

// Whether the restriction named stands on the same service, so that it may take this one's place.
const placeTaken = `
  select x.reference, exists (select from restrictions o join workflows w on w.council_id = o.council_id and w.id = o.id
    where o.council_id = x.council_id and o.service_id = x.service_id and o.id = $3 and o.id <> x.id and w.state in ('inForce', 'underReview')) as replaced
  from restrictions x where x.council_id = $1 and x.id = $2`;
const restsOn = `
  select x.reference, k.assessed_on::text as "assessedOn" from restrictions x left join risk_assessments k on k.council_id = x.council_id and k.id = x.risk_assessment_id
  where x.council_id = $1 and x.id = $2`;

const serviceOf = 'select service_id as "serviceId" from restrictions where council_id = $1 and id = $2';
const standsAlready = `
  select x.reference from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = $2 and x.kind = $3 and x.scope = $4::jsonb and x.id is distinct from $5 and w.state in ('inForce', 'underReview')`;
// The lock is the service's: two that bar the very same are decided one after the other.
const oneByOne = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';

/** The writer of the council's restrictions. What an officer decides comes down from `decisions/` with its facts; every call is inside a unit. */
@Injectable()
export class RestrictionsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly rows: RestrictionRows,
  ) {}

  /** D08: recommended, save where one officer decides alone, decided, and in force at once where its first day has come. */
  async place(decided: Decided, recommended: Facts<'RECOMMEND'> | null, placing: PlacingFacts, terms: RestrictionTerms): Promise<PlacedRestriction> {
    const { serviceId, decisionId, procedureId } = decided;
    const id = newId();
    await this.runner.start(restrictionMachine, { id, procedureId, serviceId, decisionId, context: contextOf(terms) });
    const step = { id, version: 'latest', decisionId } as const;
    if (recommended !== null) await this.runner.send(restrictionMachine, 'RECOMMEND', { ...step, facts: recommended });
    let moved = await this.decide(step, placing);
    const today = londonDate(this.unit.at).toString();
    if (moved.state === 'decided' && terms.startsOn <= today) {
      moved = await this.runner.send(restrictionMachine, 'BRING_INTO_FORCE', { ...step, facts: { on: today } });
    }
    const { reasons, liftConditions, notHeardReason, ...row } = terms;
    const reference = await this.rows.insert(id, { ...row, serviceId, decisionId, fairness: placing.wayIn, grounds: { reasons, liftConditions, notHeardReason } });
    return { id, reference, version: moved.version, state: moved.state };
  }

  /** One that bars the very same is changed, not doubled: lifting one of two would lift nothing. @throws TransitionRefused naming the one in force there; `but` is the one that is changed */
  async mustStandAlone(event: string, serviceId: string, { kind, scope }: Pick<RestrictionTerms, 'kind' | 'scope'>, but: string | null = null): Promise<void> {
    await this.unit.query(oneByOne, [serviceId]);
    const [found] = await this.unit.query<{ reference: string }>(standsAlready, [this.unit.actor.councilId, serviceId, kind, JSON.stringify(scope), but]);
    if (found === undefined) return;
    throw new TransitionRefused({ from: 'inForce', event, unmet: [{ requirement: 'isNotInForceAlready', sentence: `${found.reference} restricts the same placements here already: read it, and change or confirm that one.` }] });
  }

  /** D09: ends one restriction; any other on the service stays (R10). `version` is the one the officer saw. */
  async lift(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'LIFT'>, words: Ending): Promise<void> {
    await this.runner.send(restrictionMachine, 'LIFT', { ...restriction, decisionId, facts });
    await this.rows.end(restriction.id, { ...words, evidenceOn: facts.evidenceOn });
  }

  /** D19: an appeal against it is upheld, and it ends (R11). */
  async liftOnAppeal(id: string, decisionId: string, facts: Facts<'LIFT_ON_APPEAL'>, endReason: string): Promise<void> {
    await this.runner.send(restrictionMachine, 'LIFT_ON_APPEAL', { id, version: 'latest', decisionId, facts });
    await this.rows.end(id, { endReason });
  }

  /** The fresh decision on a precaution or an emergency is to keep it as it is (R03, R04). */
  async confirm(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'CONFIRM'>): Promise<void> {
    await this.runner.send(restrictionMachine, 'CONFIRM', { ...restriction, decisionId, facts });
    await this.rows.update(restriction.id, { confirmBy: null });
  }

  /** The fresh decision, or a review, gives it other terms. */
  async vary(
    restriction: { id: string; version: number | 'latest' }, decisionId: string, facts: Facts<'VARY'>,
    { scope, reviewOn, ...grounds }: Pick<RestrictionTerms, 'scope' | 'reasons' | 'liftConditions' | 'reviewOn'>,
  ): Promise<void> {
    const { context } = await this.runner.send(restrictionMachine, 'VARY', { ...restriction, decisionId, facts });
    const { kind, reasonCodes, riskAssessmentId } = context;
    const [{ serviceId } = { serviceId: '' }] = await this.unit.query<{ serviceId: string }>(serviceOf, [this.unit.actor.councilId, restriction.id]);
    await this.mustStandAlone('VARY', serviceId, { kind, scope }, restriction.id);
    await this.rows.update(restriction.id, { kind, scope, reviewOn, confirmBy: null, reasonCodes: [...reasonCodes], riskAssessmentId, fromEarlierRecords: false }, grounds);
  }

  /** D09: some may be placed again, until the phase is reviewed. */
  async startPhasedLift(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'START_PHASED_LIFT'> & { reviewOn: string }): Promise<void> {
    await this.runner.send(restrictionMachine, 'START_PHASED_LIFT', { ...restriction, decisionId, facts });
    await this.rows.update(restriction.id, { reviewOn: facts.reviewOn });
  }

  /** D09: the phase held, and the next one begins. */
  async passPhase(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'PASS_PHASE'> & { reviewOn: string }): Promise<void> {
    await this.runner.send(restrictionMachine, 'PASS_PHASE', { ...restriction, decisionId, facts });
    await this.rows.update(restriction.id, { reviewOn: facts.reviewOn });
  }

  /** D09: what was found ends the phased lift; the restriction is as it was before. */
  async relapse(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'RELAPSE'> & { reviewOn: string }): Promise<void> {
    await this.runner.send(restrictionMachine, 'RELAPSE', { ...restriction, decisionId, facts });
    await this.rows.update(restriction.id, { reviewOn: facts.reviewOn });
  }

  /** The contract has ended, or another restriction in force on the service has taken its place. @throws NotFound */
  async supersede({ id, version, reasons, contractEndedOn, replacedById }: Omit<SupersedeRestriction, 'version' | 'idempotencyKey'> & { version: number | 'latest' }): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const [known] = await this.unit.query<{ reference: string; replaced: boolean }>(placeTaken, [councilId, id, replacedById ?? null]);
    if (known === undefined) throw new NotFound('restriction');
    if (contractEndedOn !== undefined && contractEndedOn > londonDate(this.unit.at).toString()) throw new InvalidInput([{ field: 'contractEndedOn', message: 'Enter a date that has come: until the contract ends, the restriction stands' }]);
    const moved = await this.runner.send(restrictionMachine, 'SUPERSEDE', { id, version, facts: { contractEnded: contractEndedOn !== undefined || known.replaced, reasonsGiven: reasons !== '' } });
    await this.rows.end(id, { endReason: reasons });
    return { id, version: moved.version, reference: known.reference };
  }

  /** D09: the review was held and it stays, until the next one. Held before its day, the review begins with it (R06). */
  async extend(restriction: { id: string; version: number; state: string }, decisionId: string, facts: Facts<'EXTEND'> & { reviewOn: string }): Promise<void> {
    const { id, version, state } = restriction;
    const begun = state === 'inForce' ? (await this.runner.send(restrictionMachine, 'START_REVIEW', { id, version, decisionId, facts: {} })).version : version;
    await this.runner.send(restrictionMachine, 'EXTEND', { id, version: begun, decisionId, facts });
    await this.rows.update(id, { reviewOn: facts.reviewOn });
  }

  /** The fresh decision is that it should not stand. */
  async endUnconfirmed(restriction: { id: string; version: number }, decisionId: string, facts: Facts<'END_UNCONFIRMED'>, endReason: string): Promise<void> {
    await this.runner.send(restrictionMachine, 'END_UNCONFIRMED', { ...restriction, decisionId, facts });
    await this.rows.end(restriction.id, { endReason });
  }

  /** R07: the letter that tells of it was served. */
  async recordLetterServed(id: string, servedOn: string): Promise<void> {
    await this.runner.send(restrictionMachine, 'RECORD_LETTER_SERVED', { id, version: 'latest', facts: { servedOn } });
  }

  /**
   * R07: the evidence was given to the provider and its plan asked for. What was given and kept back is for the panel's circle; the trail holds the day.
   * @throws InvalidInput for a day that lies ahead, or before the risk assessment it discloses. @throws NotFound
   */
  async recordDisclosure({ id, version, disclosedOn, disclosed, withheld }: RecordDisclosure): Promise<Outcome> {
    const { actor, at } = this.unit;
    const day = Temporal.PlainDate.from(disclosedOn);
    const today = londonDate(at);
    const [found] = await this.unit.query<{ reference: string; assessedOn: string | null }>(restsOn, [actor.councilId, id]);
    if (found === undefined) throw new NotFound('restriction');
    if (disclosedOn > today.toString()) throw new InvalidInput([{ field: 'disclosedOn', message: 'Enter a date that has come: record it once it is disclosed' }]);
    if (found.assessedOn !== null && disclosedOn < found.assessedOn) {
      throw new InvalidInput([{ field: 'disclosedOn', message: `Enter ${dateInWords(found.assessedOn)} or a later date: the risk assessment it rests on was made then` }]);
    }
    const moved = await this.runner.send(restrictionMachine, 'RECORD_DISCLOSURE', { id, version, facts: { disclosedOn }, happenedAt: day.equals(today) ? at : londonInstant(day, '12:00') });
    await this.unit.manager.insert(RestrictionDisclosure, {
      councilId: actor.councilId, id: newId(), restrictionId: id, disclosedOn, disclosed, withheld: [...withheld], recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    return { id, version: moved.version, reference: found.reference };
  }

  private decide(step: { id: string; version: 'latest'; decisionId: string }, placing: PlacingFacts) {
    switch (placing.wayIn) {
      case 'afterRepresentation': return this.runner.send(restrictionMachine, 'DECIDE_AFTER_REPRESENTATION', { ...step, facts: placing.facts });
      case 'precautionary': return this.runner.send(restrictionMachine, 'DECIDE_AS_PRECAUTION', { ...step, facts: placing.facts });
      case 'emergency': return this.runner.send(restrictionMachine, 'DECIDE_IN_EMERGENCY', { ...step, facts: placing.facts });
    }
  }
}

/** What a new case remembers before anything is decided. */
export function contextOf({ kind, reasonCodes }: { kind: RestrictionKind; reasonCodes: readonly string[] }): RestrictionContext {
  return { kind, reasonCodes, wayIn: null, decidedBy: null, decidedGrade: null, riskAssessmentId: null, startsOn: null, reviewOn: null, confirmBy: null };
}
