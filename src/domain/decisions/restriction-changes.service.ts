import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound, TransitionRefused } from '../../platform/graphql/refusals.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';
import { assessedOn, isSeenFirstHand, lastFindingOn } from '../assurance/first-hand.js';
import { isCouncils } from '../restrictions/restriction.requirements.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import { riskAssessmentOf } from '../risk/risk-of-line.js';
import { DecidingFactsReader, type Gathered } from './deciding-facts.js';
import type { DecisionWords, ExtendRestriction } from './decision.inputs.js';
import { DecisionsService, type Effect } from './decisions.service.js';
import type { PassPhase, RelapseRestriction, StartPhasedLift, VaryRestriction } from './restriction-change.inputs.js';

interface Standing {
  readonly serviceId: string;
  readonly kind: RestrictionKind;
  readonly reasonCodes: readonly string[];
  readonly startsOn: string;
  readonly assessedOn: string | null;
  readonly procedureId: string;
  readonly state: string;
}
/** What every decision on a standing restriction rests on. */
interface Change {
  readonly known: Standing;
  readonly gathered: Gathered;
  readonly decisionId: string;
  readonly latestReviewOn: string;
}
const standingById = `
  select x.service_id as "serviceId", x.kind, x.reason_codes as "reasonCodes", ${assessedOn} as "assessedOn", x.starts_on::text as "startsOn", w.procedure_id as "procedureId", w.state
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.id = $2 for update of w`;
const notOurs = { requirement: 'isCouncils', sentence: 'Nobody here decides on a stop of the provider or a condition of the regulator: record its review instead.' };

/** D09 on a restriction that stands: after its review it is kept, changed or lifted in phases, and a relapse ends the phases. Letter R3 or R4 follows. */
@Injectable()
export class RestrictionChanges {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly restrictions: RestrictionsService,
  ) {}

  /** It stays, with a later review (R06). */
  extend(input: ExtendRestriction): Promise<Outcome> {
    const { id, version, reviewNote, reviewOn } = input;
    return this.change('EXTEND', input, { reviewNote }, ({ known, gathered, decisionId, latestReviewOn }) =>
      this.restrictions.extend({ id, version, state: known.state }, decisionId, { ...this.facts.deciding(gathered), reviewNoteGiven: reviewNote !== '', reviewOn, latestReviewOn }));
  }

  /** It gets other terms. A stricter kind takes the rank that would impose it (R01), and whoever signed the recommendation does not decide (R39). */
  vary(input: VaryRestriction): Promise<Outcome> {
    const { id, version, kind, scope, reasons, reasonCodes, riskAssessmentId, liftConditions, reviewNote, reviewOn, informingPeople } = input;
    return this.change('VARY', input, { reviewNote, kind, ...(informingPeople !== undefined && { informingPeople }) }, async ({ known, gathered, decisionId, latestReviewOn }) => {
      this.facts.mustHaveAuthority(gathered, 'D08', kind);
      await this.mustFit(input, gathered);
      const answered = input.answers.map(({ pointId }) => pointId);
      await this.restrictions.vary({ id, version }, decisionId, {
        ...this.facts.deciding(gathered), ...this.facts.hearing(gathered, answered, input.notHeardReason), confirmerIsOtherDirector: false, reviewNoteGiven: reviewNote !== '', scopeGiven: true, reasonCodes,
        riskAssessmentId, liftConditionsGiven: liftConditions !== '', startsOn: known.startsOn, reviewOn, latestReviewOn, informingPeopleGiven: informingPeople !== undefined, newKind: kind,
      }, { scope, reasons, liftConditions, reviewOn });
    });
  }

  startPhasedLift(input: StartPhasedLift): Promise<Outcome> {
    const { id, version, evidenceKind, evidenceOn, evidence, evidenceChecked, placements, weeks, reviewOn } = input;
    if (evidenceOn > this.today.toString()) throw new InvalidInput([{ field: 'evidenceOn', message: 'Enter a date of evidence that has come' }]);
    return this.change('START_PHASED_LIFT', input, { evidenceKind, evidenceOn, evidence, placements, weeks }, ({ known, gathered, decisionId, latestReviewOn }) =>
      this.restrictions.startPhasedLift({ id, version }, decisionId, {
        ...this.facts.deciding(gathered), leadOfficerId: gathered.leadOfficerId, evidenceKind, evidenceOn, evidenceChecked,
        seenFirstHand: isSeenFirstHand(gathered.procedure, gathered.serviceKind, gathered.visits, evidenceOn), lastFindingOn: lastFindingOn(gathered.visits, known), placements, weeks, reviewOn, latestReviewOn,
      }));
  }

  passPhase(input: PassPhase): Promise<Outcome> {
    const { id, version, reviewNote, placements, weeks, reviewOn } = input;
    return this.change('PASS_PHASE', input, { reviewNote, placements, weeks }, ({ gathered, decisionId, latestReviewOn }) =>
      this.restrictions.passPhase({ id, version }, decisionId, {
        ...this.facts.deciding(gathered), leadOfficerId: gathered.leadOfficerId, reviewNoteGiven: reviewNote !== '', placements, weeks, reviewOn, latestReviewOn,
      }));
  }

  relapse(input: RelapseRestriction): Promise<Outcome> {
    const { id, version, evidence, reviewOn } = input;
    return this.change('RELAPSE', input, { evidence }, ({ gathered, decisionId, latestReviewOn }) =>
      this.restrictions.relapse({ id, version }, decisionId, { ...this.facts.deciding(gathered), findingGiven: evidence !== '', reviewOn, latestReviewOn }));
  }

  /** @throws NotFound, AuthorityExceeded (R01), TransitionRefused for a stop that is not the council's (R06), InvalidInput for a review that has passed. */
  private async change(
    event: string, input: DecisionWords & { outcome: string; reviewOn: string }, terms: Effect['terms'] & { informingPeople?: string }, move: (change: Change) => Promise<void>,
  ): Promise<Outcome> {
    const { id, outcome, reviewOn } = input;
    const [known] = await this.unit.query<Standing>(standingById, [this.unit.actor.councilId, id]);
    if (known === undefined) throw new NotFound('restriction');
    if (!isCouncils(known)) throw new TransitionRefused({ from: known.state, event, unmet: [notOurs] });
    const gathered = await this.facts.forRestriction(id, known.procedureId);
    this.facts.mustHaveAuthority(gathered, 'D09', known.kind);
    if (reviewOn <= this.today.toString()) throw new InvalidInput([{ field: 'reviewOn', message: 'Enter a review date after today' }]);
    const decisionId = newId();
    await move({ known, gathered, decisionId, latestReviewOn: this.today.add({ days: gathered.procedure.timescales.reviewMaxGapDays }).toString() });
    const authority = this.facts.authority(gathered, 'D09', known.kind);
    const { informingPeople = null, ...own } = terms;
    return this.decisions.fileAlone(input, { id: decisionId, code: 'D09', serviceId: known.serviceId, restrictionId: id, authority, reviewOn, informingPeople, terms: { kind: known.kind, ...own, outcome } });
  }

  private async mustFit({ reasonCodes, riskAssessmentId }: VaryRestriction, { serviceId, procedure }: Gathered): Promise<void> {
    const fields: FieldProblem[] = [];
    if (!reasonCodes.every((code) => procedure.restrictionReasons.some((reason) => reason.code === code))) fields.push({ field: 'reasonCodes', message: 'Choose reasons from the list' });
    const [assessment] = await this.unit.query(riskAssessmentOf, [riskAssessmentId, serviceId]);
    if (assessment === undefined) fields.push({ field: 'riskAssessmentId', message: 'Choose the version of the risk assessment' });
    if (fields.length > 0) throw new InvalidInput(fields);
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.unit.at);
  }
}
