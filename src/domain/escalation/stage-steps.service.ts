import { Injectable } from '@nestjs/common';
import { riskBand } from '../../../procedures/index.ts';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { newestRisk, riskOfLine } from '../risk/risk-of-line.js';
import { Criteria, type CriterionGiven, type CriterionMet } from './criteria.js';
import { StageNote, StageProposal } from './stage.entity.js';
import type { ArrangeEnhanced, ContinueEnquiries, HoldFindings, HoldInitialMeeting, MoveFindings, ProposeEnhanced, RecordClosingCheck, ReopenService } from './stage.inputs.js';
import type { StageEvents } from './stage.machine.js';
import { type Given, type LockedStage, StagesService } from './stages.service.js';

// R31: of the service, else of one it carries on.
const latestRisk = `select k.likelihood, k.impact from ${riskOfLine('$1::uuid')} order by ${newestRisk('$1::uuid')} limit 1`;
/** Told since the case was closed, and neither a duplicate nor taken back. */
const newSince = `
  select count(*)::int as n from intelligence i where i.council_id = $1 and i.service_id = $2 and i.duplicate_of is null and i.retraction_reason is null
    and i.recorded_at > (select max(t.happened_at) from transitions t where t.council_id = $1 and t.workflow_id = $3 and t.to_state = 'closed' and t.from_state is distinct from 'closed')`;
const openProposal = 'select id, reference, stage, criteria, proposed_by as "proposedBy" from stage_proposals where council_id = $1 and service_id = $2 and decision_id is null for update';

export interface OpenProposal {
  readonly id: string;
  readonly reference: string;
  readonly stage: 'enhanced' | 'seriousConcerns';
  readonly criteria: readonly CriterionMet[];
  readonly proposedBy: string;
}

/** What officers do with a stage without deciding on it: propose, hold and move its meetings, arrange, check, open again. Inside a unit of work. */
@Injectable()
export class StageSteps {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly stages: StagesService,
    private readonly criteria: Criteria,
  ) {}

  /** An officer proposes enhanced monitoring, because of the latest risk assessment; an authorised officer decides (D03). */
  async propose({ serviceId, text, criteria }: ProposeEnhanced): Promise<Outcome> {
    const stage = await this.lock(serviceId);
    const [risk] = await this.unit.query<{ likelihood: number; impact: number }>(latestRisk, [serviceId]);
    const band = risk === undefined ? null : riskBand(stage.procedure, risk.likelihood, risk.impact);
    await this.stages.send(stage, 'SCREEN', { riskBand: band, recommendationId: null });
    return this.file(stage, 'enhanced', text, criteria);
  }

  /** What is new since a case was closed opens it again, as a proposal of serious concerns (statechart A). */
  async reopen({ serviceId, version, text, criteria }: ReopenService): Promise<Outcome> {
    const stage = await this.lock(serviceId);
    const [found] = await this.unit.query<{ n: number }>(newSince, [this.unit.actor.councilId, serviceId, stage.id]);
    const moved = await this.stages.send(stage, 'REOPEN', { newIntelligence: found?.n ?? 0 }, { version });
    if (moved.state === 'routine') return this.note(stage, moved.version, 'REOPEN', text);
    return this.file(stage, 'seriousConcerns', text, criteria);
  }

  holdInitialMeeting({ heldOn, findingsOn, ...step }: Omit<HoldInitialMeeting, 'idempotencyKey'>): Promise<Outcome> {
    return this.step(step, 'HOLD_INITIAL_MEETING', { heldOn, findingsOn, today: this.today }, heldOn);
  }

  moveFindings({ findingsOn, ...step }: MoveFindings): Promise<Outcome> {
    return this.step(step, 'MOVE_FINDINGS', { findingsOn, today: this.today, reasonsGiven: true });
  }

  holdFindings({ heldOn, ...step }: Omit<HoldFindings, 'idempotencyKey'>): Promise<Outcome> {
    return this.step(step, 'HOLD_FINDINGS', { heldOn, today: this.today }, heldOn);
  }

  continueEnquiries({ findingsOn, ...step }: ContinueEnquiries): Promise<Outcome> {
    return this.step(step, 'CONTINUE_ENQUIRIES', { findingsOn, today: this.today, reasonsGiven: true });
  }

  /** Enhanced monitoring inside serious concerns, where the procedure has it so [BRA 5.4.1, 6.1.2]. */
  arrangeEnhanced(step: ArrangeEnhanced): Promise<Outcome> {
    return this.step(step, 'ARRANGE_ENHANCED', { arrangedOn: this.today });
  }

  recordClosingCheck({ checkedOn, ...step }: RecordClosingCheck): Promise<Outcome> {
    return this.step(step, 'RECORD_CLOSING_CHECK', { checkedOn, today: this.today }, checkedOn);
  }

  /** The proposal of an officer that waits, locked. */
  async waiting(serviceId: string): Promise<OpenProposal | undefined> {
    const [proposal] = await this.unit.query<OpenProposal>(openProposal, [this.unit.actor.councilId, serviceId]);
    return proposal;
  }

  /** A decision answers it, once: it is filed before. Also where whoever decides is kept from it (R21). */
  async answered(decisionId: string): Promise<void> {
    await this.unit.query('select answer_proposal($1)', [decisionId]);
  }

  private async step<Event extends keyof StageEvents & string>(
    { serviceId, version, text }: { serviceId: string; version: number; text: string }, event: Event, given: Given<Event>, happenedOn: string = this.today,
  ): Promise<Outcome> {
    const stage = await this.lock(serviceId);
    const moved = await this.stages.send(stage, event, given, { version });
    return this.note(stage, moved.version, event, text, happenedOn);
  }

  private async note({ id, serviceId }: LockedStage, version: number, event: string, text: string, happenedOn: string = this.today): Promise<Outcome> {
    const { actor, at } = this.unit;
    await this.unit.manager.insert(StageNote, { councilId: actor.councilId, id: newId(), serviceId, event, text, happenedOn, recordedBy: actor.membershipId, recordedAt: at.toString() });
    return { id, version };
  }

  private async file(stage: LockedStage, to: OpenProposal['stage'], text: string, given: readonly CriterionGiven[]): Promise<Outcome> {
    const { actor, at } = this.unit;
    const criteria = await this.criteria.met(stage.serviceId, stage.procedure, given);
    const id = newId();
    const reference = await this.unit.reference('PRO');
    await this.unit.manager.insert(StageProposal, { councilId: actor.councilId, id, reference, serviceId: stage.serviceId, stage: to, text, criteria, proposedBy: actor.membershipId, proposedAt: at.toString(), decisionId: null });
    await this.trail.record({ subjectKind: 'stageProposal', subjectId: id, action: 'stageProposed', after: { reference, serviceId: stage.serviceId, stage: to, criteria: criteria.map(({ code }) => code) } });
    return { id, version: 1, reference };
  }

  private async lock(serviceId: string): Promise<LockedStage> {
    const stage = await this.stages.lockOf(serviceId);
    if (stage === undefined) throw new NotFound('service');
    return stage;
  }

  private get today(): string {
    return londonDate(this.unit.at).toString();
  }
}
