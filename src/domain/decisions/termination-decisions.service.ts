import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { Exits } from '../terminations/exits.service.js';
import { TerminationsService } from '../terminations/terminations.service.js';
import { confirmationDue, DecidingFactsReader, type Gathered } from './deciding-facts.js';
import type { DecisionWords } from './decision.inputs.js';
import { DecisionsService, type Effect } from './decisions.service.js';
import type { CompleteTermination, ConfirmTermination, DecideTermination, RescindTermination, TerminateInEmergency } from './termination-decision.inputs.js';

const caseOf = `select procedure_id as "procedureId" from workflows where council_id = $1 and id = $2 and machine = 'termination' for update`;

/** D14: a contract is ended on the panel's recommendation, or by one officer in an emergency; confirmed, taken back, and found complete. */
@Injectable()
export class TerminationDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly terminations: TerminationsService,
    private readonly exits: Exits,
  ) {}

  /** R01, R04, R05, R39. Its letter follows, and the contract's notice period begins with the letter's service. */
  decide(input: DecideTermination): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D14',
      effect: async (gathered, decisionId) => {
        const { terminationId, terminationVersion } = input;
        const { reference } = await this.terminations.decide({ id: terminationId, version: terminationVersion }, gathered.serviceId, decisionId, {
          ...this.facts.deciding(gathered), ...this.heard(gathered, input), recommendationId: input.id, representationInvited: gathered.toldOfIt,
        });
        return { terminationId, terms: { change: input.change, terminationReference: reference } };
      },
    });
  }

  /** R03: the next panel is told, and the provider is invited to answer by the letter. `id` is the termination's. */
  async decideInEmergency(input: TerminateInEmergency): Promise<Outcome> {
    const { id, version, change, emergencyRisk, whoWasTried } = input;
    const gathered = await this.gathered(id);
    this.facts.mustHaveAuthority(gathered, 'D14');
    const decisionId = newId();
    const { reference } = await this.terminations.decideInEmergency({ id, version }, decisionId, {
      ...this.facts.deciding(gathered, { emergency: true }), riskGiven: emergencyRisk !== '', whoWasTriedGiven: whoWasTried !== '', notHeardReasonGiven: input.notHeardReason !== '',
      confirmBy: confirmationDue(gathered.procedure.timescales, 'emergency', londonDate(this.unit.at)),
    });
    return this.file(input, gathered, decisionId, { terminationId: id, terms: { change, wayIn: 'emergency', terminationReference: reference, emergencyRisk, whoWasTried } });
  }

  /** R03. Confirmed it stands as any other; ended, it is taken back, and the provider is told. `id` is the termination's. */
  async confirm(input: ConfirmTermination): Promise<Outcome> {
    const { id, version, change } = input;
    const gathered = await this.gathered(id);
    this.facts.mustHaveAuthority(gathered, 'D14');
    const decisionId = newId();
    const confirming = { ...this.facts.deciding(gathered), confirmerIsOtherDirector: input.otherDirector };
    const { reference } = change === 'confirm'
      ? await this.terminations.confirm({ id, version }, decisionId, { ...confirming, ...this.heard(gathered, input) })
      : await this.terminations.endUnconfirmed({ id, version }, decisionId, confirming);
    return this.file(input, gathered, decisionId, { terminationId: id, terms: { change, terminationReference: reference } });
  }

  /** Before it has taken effect; it takes the rank that decides it. `id` is the termination's. */
  async rescind(input: RescindTermination): Promise<Outcome> {
    const { id, version, change } = input;
    const gathered = await this.gathered(id);
    this.facts.mustHaveAuthority(gathered, 'D14');
    const decisionId = newId();
    const { reference } = await this.terminations.rescind({ id, version }, decisionId, this.facts.deciding(gathered));
    return this.file(input, gathered, decisionId, { terminationId: id, terms: { change, terminationReference: reference } });
  }

  /** R19: refused with everything that is left behind. It takes the rank that closes a service, which comes next. */
  async complete(input: CompleteTermination): Promise<Outcome> {
    const { id, version, safeguardingOwnerId, safeguardingOwnerAccepts, endingReason, reasons } = input;
    const gathered = await this.gathered(id);
    this.facts.mustHaveAuthority(gathered, 'D16', 'closed');
    if (safeguardingOwnerId !== undefined) await this.facts.mustBeOfficers({ safeguardingOwnerId });
    const { openActions, openWindows, unanswered, openAppeals, liveSafeguardingEnquiries, serviceId } = gathered;
    return this.terminations.complete({ id, version }, {
      ...this.facts.deciding(gathered), ...(await this.exits.people(id, serviceId)), openActions, openRepresentations: openWindows + unanswered.length, openAppeals,
      endingReasonGiven: endingReason !== undefined, liveSafeguardingEnquiries, safeguardingOwnerAccepts: safeguardingOwnerId !== undefined && safeguardingOwnerAccepts,
    }, { reasons, endingReason });
  }

  private file(words: DecisionWords, gathered: Gathered, decisionId: string, effect: Effect): Promise<Outcome> {
    return this.decisions.fileAlone(words, { ...effect, id: decisionId, code: 'D14', serviceId: gathered.serviceId, authority: this.facts.authority(gathered, 'D14') });
  }

  private heard(gathered: Gathered, { answers, notHeardReason }: DecisionWords) {
    return this.facts.hearing(gathered, answers.map(({ pointId }) => pointId), notHeardReason);
  }

  /** Under the lock of its case. @throws NotFound */
  private async gathered(id: string): Promise<Gathered> {
    const [known] = await this.unit.query<{ procedureId: string }>(caseOf, [this.unit.actor.councilId, id]);
    if (known === undefined) throw new NotFound('termination');
    return this.facts.forTermination(id, known.procedureId);
  }
}
