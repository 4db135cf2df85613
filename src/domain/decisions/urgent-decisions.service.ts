import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { Criteria, withEvidence } from '../escalation/criteria.js';
import { StageSteps } from '../escalation/stage-steps.service.js';
import { type LockedStage, StagesService } from '../escalation/stages.service.js';
import { RestrictionsService } from '../restrictions/restrictions.service.js';
import { confirmationDue, DecidingFactsReader, type Gathered, limitOf } from './deciding-facts.js';
import { DecisionsService } from './decisions.service.js';
import { RestrictionDecisions } from './restriction-decisions.service.js';
import type { ConfirmUrgentEscalation, EscalateUrgently } from './stage-decision.inputs.js';
import type { RestrictUrgently } from './urgent-restriction.inputs.js';

/** D18: one officer decides alone in immediate danger, and a senior officer confirms or ends it by the next working day (R03). */
@Injectable()
export class UrgentDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly stages: StagesService,
    private readonly steps: StageSteps,
    private readonly criteria: Criteria,
    private readonly procedures: ProceduresService,
    private readonly placing: RestrictionDecisions,
    private readonly restrictions: RestrictionsService,
  ) {}

  /** Letter S1 follows, and the next panel is told. `id` is the service. @throws AuthorityExceeded (R01), TransitionRefused, InvalidInput */
  async escalate(input: EscalateUrgently): Promise<Outcome> {
    const { stage, gathered } = await this.locked(input.id);
    this.facts.mustHaveAuthority(gathered, 'D18');
    const { leadOfficerId, concernsChairId, policePosition, informingPeople, reviewOn, immediateDanger, emergencyRisk, whoWasTried } = input;
    await this.facts.mustBeOfficers({ leadOfficerId, concernsChairId });
    const { timescales } = stage.procedure;
    const latest = this.today.add({ days: timescales.reviewMaxGapDays }).toString();
    if (reviewOn <= this.today.toString() || reviewOn > latest) throw new InvalidInput([{ field: 'reviewOn', message: `Enter a review date after today and within ${timescales.reviewMaxGapDays} days` }]);
    const criteria = await this.criteria.met(input.id, stage.procedure, input.criteria);
    const decisionId = newId();
    await this.stages.send(stage, 'ESCALATE_URGENTLY', {
      ...this.facts.deciding(gathered, { emergency: true }), criteriaWithEvidence: withEvidence(criteria), recommendationId: null, leadOfficerId, concernsChairId,
      policePositionGiven: policePosition !== '', informingPeopleGiven: informingPeople !== '', reviewOn, initialMeetingBy: addWorkingDays(this.today, timescales.initialMeetingWorkingDays).toString(),
      immediateDanger, riskGiven: emergencyRisk !== '', whoWasTriedGiven: whoWasTried !== '', confirmBy: confirmationDue(timescales, 'emergency', this.today),
    }, { decisionId, version: input.version });
    const made = await this.decisions.fileAlone(input, {
      id: decisionId, code: 'D18', serviceId: input.id, authority: this.facts.authority(gathered, 'D18'), reviewOn, informingPeople,
      terms: { to: 'seriousConcerns', leadOfficerId, concernsChairId, policePosition, criteria, emergencyRisk, whoWasTried },
    });
    await this.steps.answered(decisionId);
    return made;
  }

  /** A restriction in force at once, as D08 on no recommendation. Letter R1 follows, the next panel is told, and a senior officer confirms it (R03, R04). `id` is the service. */
  async restrict(input: RestrictUrgently): Promise<Outcome> {
    const { id: serviceId, version, kind } = input;
    const { stage } = await this.locked(serviceId);
    await this.stages.mustBeAsSeen(stage, version);
    // It begins now, under the procedure in force, whatever the stage began under.
    const gathered = await this.facts.forService(serviceId, (await this.procedures.current()).id);
    this.facts.mustHaveAuthority(gathered, 'D18');
    this.facts.mustHaveAuthority(gathered, 'D08', kind);
    const decisionId = newId();
    const placed = await this.placing.placed(input, gathered, decisionId, null);
    const authority = `${limitOf(gathered.procedure, 'D18')} ${this.facts.authority(gathered, 'D08', kind)}`;
    return this.decisions.fileAlone(input, { ...placed, id: decisionId, code: 'D08', serviceId, authority });
  }

  /** Confirmed it stays and runs as any other; ended, the service goes back to where it was. `id` is the service. */
  async confirm(input: ConfirmUrgentEscalation): Promise<Outcome> {
    const { stage, gathered } = await this.locked(input.id);
    this.facts.mustHaveAuthority(gathered, 'D18');
    const { membershipId, grade } = this.unit.actor;
    const confirming = { confirmedBy: membershipId, confirmerGrade: grade, confirmerIsOtherDirector: input.otherDirector };
    const decisionId = newId();
    const how = { decisionId, version: input.version };
    const moved = input.outcome === 'confirm'
      ? await this.stages.send(stage, 'CONFIRM_URGENT_ESCALATION', confirming, how)
      : await this.stages.send(stage, 'END_URGENT_ESCALATION', { ...confirming, reasonsGiven: true }, how);
    return this.decisions.fileAlone(input, {
      id: decisionId, code: 'D18', serviceId: input.id, authority: this.facts.authority(gathered, 'D18'), reviewOn: moved.context.reviewOn, terms: { outcome: input.outcome, to: moved.state.split('.')[0] },
    });
  }

  private async locked(serviceId: string): Promise<{ stage: LockedStage; gathered: Gathered }> {
    const stage = await this.stages.lockOf(serviceId);
    if (stage === undefined) throw new NotFound('service');
    return { stage, gathered: await this.facts.forService(serviceId, stage.procedureId) };
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.unit.at);
  }
}
