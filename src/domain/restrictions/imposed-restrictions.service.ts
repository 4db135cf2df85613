import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { isSeenFirstHand, lastFaultOn, type MadeVisit, visitsMade } from '../assurance/first-hand.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { RestrictionRows } from './restriction-rows.js';
import { RestrictionReview } from './restriction.entity.js';
import type { EndImposed, RecordImposed, ReviewImposed } from './restriction.inputs.js';
import { type RestrictionKind, restrictionMachine } from './restriction.machine.js';
import { contextOf, type PlacedRestriction } from './restrictions.service.js';

interface Known {
  readonly reference: string;
  readonly kind: RestrictionKind;
  readonly state: string;
  readonly startsOn: string;
  readonly procedureId: string;
  readonly leadOfficerId: string | null;
  readonly reasonCodes: readonly string[];
  readonly visits: readonly MadeVisit[];
  readonly serviceKind: string;
}

const serviceOf = 'select id from services where council_id = $1 and id = $2';
// A restriction of the council is not found here: an officer decides on it.
const imposedBy = `
  select x.reference, x.kind, x.reason_codes as "reasonCodes", ${visitsMade('x.service_id')} as visits, x.starts_on::text as "startsOn",
         (select l.kind from services s join register_locations l on l.id = s.location_id where s.council_id = x.council_id and s.id = x.service_id) as "serviceKind", w.state, w.procedure_id as "procedureId",
         (select g.lead_officer_id from stages g where g.council_id = x.council_id and g.service_id = x.service_id) as "leadOfficerId"
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.id = $2 and x.kind in ('voluntary', 'regulatorImposed') for update of w`;

/**
 * A stop the provider makes itself, or a condition of the regulator: nobody here decides it, lifts it or gives its reasons, so it
 * is recorded, reviewed and ended without a decision (R06, R09). Every call is inside a unit.
 */
@Injectable()
export class ImposedRestrictions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly rows: RestrictionRows,
    private readonly procedures: ProceduresService,
  ) {}

  /** @throws InvalidInput for a start or source that lies ahead, a review too late and a reason off the list. @throws NotFound for a service of nobody here. */
  async record(input: RecordImposed): Promise<PlacedRestriction> {
    const { kind, serviceId, scope, source, sourceOn, endCondition, effect, startsOn, reviewOn, exceptions, reasonCode } = input;
    const id = newId();
    const procedure = await this.procedures.current();
    await this.mustFit(input, procedure.content);
    const terms = { kind, scope, reasonCodes: [reasonCode], startsOn, reviewOn };
    await this.runner.start(restrictionMachine, { id, procedureId: procedure.id, serviceId, context: contextOf(terms) });
    const step = { id, version: 'latest' } as const;
    const moved = kind === 'voluntary'
      ? await this.runner.send(restrictionMachine, 'RECORD_VOLUNTARY_STOP', { ...step, facts: { providerLetterGiven: source !== '', endConditionGiven: endCondition !== undefined, startsOn, checkOn: reviewOn } })
      : await this.runner.send(restrictionMachine, 'RECORD_REGULATOR_CONDITION', { ...step, facts: { sourceDocumentGiven: source !== '', startsOn, reviewOn } });
    const reference = await this.rows.insert(id, {
      ...terms, serviceId, exceptions, decisionId: null, riskAssessmentId: null, confirmBy: null, fairness: 'notApplicable',
      grounds: { reasons: source, sourceOn, liftConditions: kind === 'voluntary' ? (endCondition ?? null) : null, effect: kind === 'voluntary' ? null : (effect ?? null) },
    });
    return { id, reference, version: moved.version, state: moved.state };
  }

  /** The stop still stands: what its review saw, and the next one. Held before its day, the review begins with it. */
  async review({ id, version, reviewNote, reviewOn }: ReviewImposed): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { reference, state, procedureId } = await this.known(id);
    const today = londonDate(at);
    if (reviewOn <= today.toString()) throw new InvalidInput([{ field: 'reviewOn', message: 'Enter a date after today' }]);
    const { content } = await this.procedures.of(procedureId);
    const latestReviewOn = today.add({ days: content.timescales.reviewMaxGapDays }).toString();
    const begun = state === 'inForce' ? (await this.runner.send(restrictionMachine, 'START_REVIEW', { id, version, facts: {} })).version : version;
    const facts = { ...this.nobodyDecides(reviewNote), reviewNoteGiven: reviewNote !== '', reviewOn, latestReviewOn };
    const moved = await this.runner.send(restrictionMachine, 'EXTEND', { id, version: begun, facts });
    await this.rows.update(id, { reviewOn });
    await this.unit.manager.insert(RestrictionReview, {
      councilId: actor.councilId, id: newId(), restrictionId: id, reviewedOn: today.toString(), note: reviewNote, reviewOn, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    return { id, version: moved.version, reference };
  }

  /** It has ended: by the provider's letter or a clearance, checked, or by the regulator's notice (R09). Brokerage and partners are alerted. */
  async end(input: EndImposed): Promise<Outcome> {
    const { id, version, evidenceKind, evidenceOn, evidence, evidenceChecked } = input;
    const { reference, startsOn, leadOfficerId, reasonCodes, visits, procedureId, serviceKind } = await this.known(id);
    if (evidenceOn > londonDate(this.unit.at).toString()) throw new InvalidInput([{ field: 'evidenceOn', message: 'Enter a date that has come' }]);
    if (evidenceOn < startsOn) throw new InvalidInput([{ field: 'evidenceOn', message: 'Enter the day it started, or a later one' }]);
    const { content } = await this.procedures.of(procedureId);
    const seenFirstHand = isSeenFirstHand(content, serviceKind, visits, evidenceOn);
    const facts = { ...this.nobodyDecides(evidence), leadOfficerId, evidenceKind, evidenceOn, evidenceChecked, seenFirstHand, lastFindingOn: lastFaultOn(visits, reasonCodes) };
    const moved = await this.runner.send(restrictionMachine, 'LIFT', { id, version, facts });
    await this.rows.end(id, { evidence, evidenceOn });
    return { id, version: moved.version, reference };
  }

  /** Whoever writes it down is named; there is no decision, so nobody is authorised for one. */
  private nobodyDecides(words: string) {
    const { membershipId, grade } = this.unit.actor;
    return { decidedBy: membershipId, deciderIsAuthorised: false, deciderGrade: grade, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: words !== '' };
  }

  private async known(id: string): Promise<Known> {
    const [known] = await this.unit.query<Known>(imposedBy, [this.unit.actor.councilId, id]);
    if (known === undefined) throw new NotFound('restriction');
    return known;
  }

  private async mustFit({ serviceId, startsOn, sourceOn, reviewOn, reasonCode }: RecordImposed, { restrictionReasons, timescales }: Procedure): Promise<void> {
    const [service] = await this.unit.query(serviceOf, [this.unit.actor.councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    const fields: { field: string; message: string }[] = [];
    const today = londonDate(this.unit.at);
    const days = timescales.reviewMaxGapDays;
    if (!restrictionReasons.some(({ code }) => code === reasonCode)) fields.push({ field: 'reasonCode', message: 'Choose a reason from the list' });
    if (sourceOn > today.toString()) fields.push({ field: 'sourceOn', message: 'Enter a date that has come: record it once the letter or document is here' });
    if (startsOn > today.toString()) fields.push({ field: 'startsOn', message: 'Enter a date that has come: record it once it is in force' });
    if (reviewOn <= startsOn) fields.push({ field: 'reviewOn', message: 'Enter a date after the start' });
    if (reviewOn > today.add({ days }).toString()) fields.push({ field: 'reviewOn', message: `Enter a date within ${days} days of today` });
    if (fields.length > 0) throw new InvalidInput(fields);
  }
}
