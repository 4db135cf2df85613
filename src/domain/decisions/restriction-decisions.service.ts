import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays, servedOn } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { assessedOn, isSeenFirstHand, lastFindingOn } from '../assurance/first-hand.js';
import { RepresentationsService } from '../representations/representations.service.js';
import { scopeOf } from '../restrictions/restriction.inputs.js';
import { type PlacingFacts, RestrictionsService, type RestrictionTerms } from '../restrictions/restrictions.service.js';
import { riskAssessmentOf } from '../risk/risk-of-line.js';
import { confirmationDue, DecidingFactsReader, type Gathered } from './deciding-facts.js';
import type { ConfirmRestriction, DecideLift, DecideRestriction, DecisionWords } from './decision.inputs.js';
import { DecisionsService, type Effect } from './decisions.service.js';
import { HandlingService } from './handling.service.js';

interface KnownRestriction {
  readonly serviceId: string;
  readonly kind: RestrictionTerms['kind'];
  readonly reasonCodes: readonly string[];
  readonly riskAssessmentId: string;
  readonly assessedOn: string | null;
  readonly startsOn: string;
  readonly procedureId: string;
  readonly state: string;
}
const restrictionById = `
  select x.service_id as "serviceId", x.kind, x.reason_codes as "reasonCodes", x.risk_assessment_id as "riskAssessmentId", ${assessedOn} as "assessedOn",
         x.starts_on::text as "startsOn", w.procedure_id as "procedureId", w.state
  from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.id = $2 for update of w`;

const steps = { afterRepresentation: 'DECIDE_AFTER_REPRESENTATION', precautionary: 'DECIDE_AS_PRECAUTION', emergency: 'DECIDE_IN_EMERGENCY' } as const;

/** Decisions on placing: D08 place, D09 lift, and the fresh one on a restriction in force as a precaution or an emergency. */
@Injectable()
export class RestrictionDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly restrictions: RestrictionsService,
    private readonly representations: RepresentationsService,
    private readonly handling: HandlingService,
  ) {}

  /** D08, one of three ways (R04). Letter R1 is due by the next working day (R07). */
  place(input: DecideRestriction): Promise<Outcome> {
    const { kind, wayIn } = input;
    return this.decisions.decide(input, {
      code: 'D08', kind, emergency: wayIn === 'emergency',
      effect: (gathered, decisionId) => this.placed(input, gathered, decisionId, { recommendationId: input.id, quorate: true }),
    });
  }

  /** The restriction itself and the window it opens; `recommended` is null where one officer decides alone (R03). */
  async placed(input: DecideRestriction, gathered: Gathered, decisionId: string, recommended: { recommendationId: string; quorate: true } | null): Promise<Effect> {
    await this.mustFit(input, gathered);
    const { serviceId, procedureId } = gathered;
    const { kind, wayIn, reviewOn, toldHow, emergencyRisk = null, whoWasTried = null, informingPeople = null } = input;
    const confirmBy = confirmationDue(gathered.procedure.timescales, wayIn, this.today);
    await this.restrictions.mustStandAlone(steps[wayIn], serviceId, input);
    const placed = await this.restrictions.place({ serviceId, decisionId, procedureId }, recommended, this.placingFacts(input, gathered, confirmBy), termsOf(input, confirmBy));
    this.handling.choseWhenPlaced(placed.id, serviceId, input);
    const window = toldHow === undefined ? null : await this.openWindow(serviceId, decisionId, toldHow);
    const asProposed = gathered.proposal.restrictionKind === undefined || gathered.proposal.restrictionKind === kind;
    return {
      restrictionId: placed.id, reviewOn, informingPeople, outcome: asProposed ? 'approved' : 'approvedWithConditions',
      terms: { kind, wayIn, restrictionReference: placed.reference, emergencyRisk, whoWasTried, toldHow: toldHow ?? null, representationId: window?.id ?? null },
    };
  }

  /** D09. Letter R5 follows; other restrictions on the service stay as they are (R10). */
  lift(input: DecideLift): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D09',
      effect: async (gathered, decisionId) => {
        const { restrictionId, restrictionVersion, evidenceKind, evidenceOn, evidence, evidenceChecked } = input;
        const known = await this.known(restrictionId);
        if (known.serviceId !== gathered.serviceId) throw new NotFound('restriction');
        if (evidenceOn > this.today.toString()) throw new InvalidInput([{ field: 'evidenceOn', message: 'Enter a date of evidence that has come' }]);
        const lastFinding = lastFindingOn(gathered.visits, known);
        const seenFirstHand = isSeenFirstHand(gathered.procedure, gathered.serviceKind, gathered.visits, evidenceOn);
        const facts = { ...this.facts.deciding(gathered), leadOfficerId: gathered.leadOfficerId, evidenceKind, evidenceOn, evidenceChecked, seenFirstHand, lastFindingOn: lastFinding };
        await this.restrictions.lift({ id: restrictionId, version: restrictionVersion }, decisionId, facts, { endReason: input.reasons, evidence });
        return { restrictionId, terms: { evidenceKind, evidenceOn, evidence, lastFindingOn: lastFinding } };
      },
    });
  }

  /** Confirms, varies or ends a restriction that waits for a fresh decision (R03, R04). `id` is the restriction's. */
  async confirm(input: ConfirmRestriction): Promise<Outcome> {
    const known = await this.known(input.id);
    const gathered = await this.facts.forRestriction(input.id, known.procedureId);
    this.facts.mustHaveAuthority(gathered, 'D08', known.kind);
    const decisionId = newId();
    const restriction = { id: input.id, version: input.version };
    const confirmerIsOtherDirector = input.otherDirector;
    const facts = { ...this.facts.deciding(gathered), ...this.heard(gathered, input), confirmerIsOtherDirector };
    const kind = input.outcome === 'vary' ? (input.kind ?? known.kind) : known.kind;
    if (input.outcome === 'confirm') await this.restrictions.confirm(restriction, decisionId, facts);
    else if (input.outcome === 'end') await this.restrictions.endUnconfirmed(restriction, decisionId, facts, input.reasons);
    else await this.vary(restriction, decisionId, input, known, gathered);
    const authority = this.facts.authority(gathered, 'D08', kind);
    return this.decisions.fileAlone(input, {
      id: decisionId, code: 'D09', serviceId: known.serviceId, restrictionId: input.id, authority, reviewOn: input.reviewOn ?? null,
      informingPeople: input.outcome === 'vary' ? (input.informingPeople ?? null) : null, terms: { outcome: input.outcome, kind },
    });
  }

  private vary(restriction: { id: string; version: number }, decisionId: string, input: ConfirmRestriction, known: KnownRestriction, gathered: Gathered): Promise<void> {
    const { kind, covers, liftConditions, reviewOn, informingPeople } = input;
    if (!kind || !covers || liftConditions === undefined || reviewOn === undefined) throw new Error('The input of a variation is checked whole.');
    this.facts.mustHaveAuthority(gathered, 'D08', kind);
    if (reviewOn <= this.today.toString()) throw new InvalidInput([{ field: 'reviewOn', message: 'Enter a review date after today' }]);
    const { reasonCodes, riskAssessmentId, startsOn } = known;
    const latestReviewOn = this.today.add({ days: gathered.procedure.timescales.reviewMaxGapDays }).toString();
    return this.restrictions.vary(restriction, decisionId, {
      ...this.facts.deciding(gathered), ...this.heard(gathered, input), confirmerIsOtherDirector: input.otherDirector, reviewNoteGiven: true,
      scopeGiven: true, reasonCodes, riskAssessmentId, liftConditionsGiven: true, startsOn, reviewOn, latestReviewOn, informingPeopleGiven: informingPeople !== undefined, newKind: kind,
    }, { scope: scopeOf({ ...input, covers, perWeek: kind === 'cap' ? input.perWeek : null }), reasons: input.reasons, liftConditions, reviewOn });
  }

  private placingFacts(input: DecideRestriction, gathered: Gathered, confirmBy: string | null): PlacingFacts {
    const { timescales } = gathered.procedure;
    const decided = {
      ...this.facts.deciding(gathered, { emergency: input.wayIn === 'emergency' }),
      scopeGiven: true, reasonCodes: input.reasonCodes, riskAssessmentId: input.riskAssessmentId, liftConditionsGiven: true,
      startsOn: input.startsOn, reviewOn: input.reviewOn, latestReviewOn: Temporal.PlainDate.from(input.startsOn).add({ days: timescales.restrictionFirstReviewDays }).toString(),
      informingPeopleGiven: input.informingPeople !== undefined,
      letterBy: addWorkingDays(this.today, timescales.letterNextWorkingDays).toString(), discloseBy: addWorkingDays(this.today, timescales.disclosureWorkingDays).toString(),
    };
    const heard = this.heard(gathered, input);
    const confirming = { confirmBy, latestConfirmBy: confirmBy ?? '' };
    const told = input.toldHow !== undefined;
    switch (input.wayIn) {
      case 'afterRepresentation': return { wayIn: input.wayIn, facts: { ...decided, ...heard, representationInvited: gathered.toldOfIt } };
      case 'precautionary': return { wayIn: input.wayIn, facts: { ...decided, ...heard, ...confirming, toldSameDay: told, representationInvited: told } };
      case 'emergency': return { wayIn: input.wayIn, facts: { ...decided, ...confirming, riskGiven: input.emergencyRisk !== undefined, whoWasTriedGiven: input.whoWasTried !== undefined } };
    }
  }

  private heard(gathered: Gathered, { answers, notHeardReason }: DecisionWords) {
    return this.facts.hearing(gathered, answers.map(({ pointId }) => pointId), notHeardReason);
  }

  private async mustFit({ reasonCodes, riskAssessmentId, startsOn, reviewOn, wayIn }: DecideRestriction, { serviceId, procedure }: Gathered): Promise<void> {
    const fields: { field: string; message: string }[] = [];
    const today = this.today.toString();
    if (!reasonCodes.every((code) => procedure.restrictionReasons.some((reason) => reason.code === code))) fields.push({ field: 'reasonCodes', message: 'Choose reasons from the list' });
    if (startsOn < today) fields.push({ field: 'startsOn', message: 'Enter today or a later date: a restriction starts once it is decided' });
    if (startsOn > today && wayIn !== 'afterRepresentation') fields.push({ field: 'startsOn', message: 'Enter today: a precaution or an emergency is in force at once' });
    if (reviewOn <= startsOn) fields.push({ field: 'reviewOn', message: 'Enter a review date after the start' });
    const [assessment] = await this.unit.query(riskAssessmentOf, [riskAssessmentId, serviceId]);
    if (assessment === undefined) fields.push({ field: 'riskAssessmentId', message: 'Choose the version of the risk assessment' });
    if (fields.length > 0) throw new InvalidInput(fields);
  }

  private openWindow(serviceId: string, decisionId: string, toldHow: string): Promise<Outcome> {
    return this.representations.open({ serviceId, decisionId, subject: 'A restriction on new placements, in force before you were heard', toldOn: servedOn(this.unit.at), toldHow });
  }

  private async known(id: string): Promise<KnownRestriction> {
    const [known] = await this.unit.query<KnownRestriction>(restrictionById, [this.unit.actor.councilId, id]);
    if (known === undefined) throw new NotFound('restriction');
    return known;
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.unit.at);
  }
}

function termsOf(input: DecideRestriction, confirmBy: string | null): RestrictionTerms {
  const { kind, scope, reasonCodes, reasons, liftConditions, exceptions, riskAssessmentId, startsOn, reviewOn, notHeardReason = null } = input;
  return { kind, scope, reasonCodes, reasons, liftConditions, exceptions, riskAssessmentId, startsOn, reviewOn, confirmBy, notHeardReason };
}
