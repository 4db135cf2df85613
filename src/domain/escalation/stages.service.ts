import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type MovedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { type StageContext, type StageEvents, stageMachine } from './stage.machine.js';

/** A service's stage, under its lock for the rest of the unit. */
export interface LockedStage {
  readonly id: string;
  readonly state: string;
  readonly since: string;
  readonly leadOfficerId: string | null;
}
interface ReviewedStage extends LockedStage {
  readonly reviewOn: string | null;
}
/** What every decided step names beside its facts. */
interface Decided {
  readonly serviceId: string;
  readonly decisionId: string;
}

// A service's row appears with its first step. Of two that come at once the second waits here, and then finds the first one's.
const addOnce = `
  insert into stages (council_id, id, service_id, since) values ($1, $2, $3, $4)
  on conflict (council_id, service_id) do nothing returning id`;
const lockStage = `
  select g.id, w.state, g.since::text as since, g.lead_officer_id as "leadOfficerId", g.review_on::text as "reviewOn"
  from stages g join workflows w on w.council_id = g.council_id and w.id = g.id
  where g.council_id = $1 and g.service_id = $2 for update of w`;

const writeStage = 'update stages set since = $3, lead_officer_id = $4, review_on = $5 where council_id = $1 and service_id = $2';
const writeLead = 'update stages set lead_officer_id = $3 where council_id = $1 and id = $2';
const writeReview = 'update stages set review_on = $3 where council_id = $1 and service_id = $2';

/** Stages that are reviewed at every panel. */
const watched = ['enhanced', 'seriousConcerns'];

/** The only writer of stages. Every call is part of its caller's unit of work: `decisions/` gathers the facts and calls down. */
@Injectable()
export class StagesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
  ) {}

  /** The stage of a service, locked; created at routine under `procedureId` where the service never had one. */
  async lock(serviceId: string, procedureId: string): Promise<LockedStage> {
    const { actor, at } = this.unit;
    const known = await this.lockOnly(serviceId);
    if (known !== undefined) return known;
    const id = newId();
    const added = await this.unit.query(addOnce, [actor.councilId, id, serviceId, londonDate(at).toString()]);
    if (added.length > 0) {
      await this.runner.start(stageMachine, { id, procedureId, serviceId, context: { cameFrom: 'routine', leadOfficerId: null, reviewOn: null, urgent: null } });
    }
    const stage = await this.lockOnly(serviceId);
    if (stage === undefined) throw new Error('A stage is there once it was added.');
    return stage;
  }

  private async lockOnly(serviceId: string): Promise<ReviewedStage | undefined> {
    const [stage] = await this.unit.query<ReviewedStage>(lockStage, [this.unit.actor.councilId, serviceId]);
    return stage;
  }

  /** D03: the panel's recommendation proposes enhanced monitoring, the decision starts it. */
  async startEnhanced({ serviceId, decisionId }: Decided, stage: LockedStage, recommendationId: string, facts: StageEvents['START_ENHANCED']): Promise<void> {
    if (stage.state === 'routine') {
      await this.runner.send(stageMachine, 'SCREEN', { id: stage.id, version: 'latest', facts: { riskBand: null, recommendationId }, decisionId });
    }
    this.settle(serviceId, await this.runner.send(stageMachine, 'START_ENHANCED', { id: stage.id, version: 'latest', facts, decisionId }));
  }

  /** D04: the minuted recommendation proposes serious concerns, the decision invokes it. */
  async invokeSeriousConcerns({ serviceId, decisionId }: Decided, stage: LockedStage, facts: StageEvents['INVOKE_SERIOUS_CONCERNS']): Promise<void> {
    if (stage.state !== 'seriousConcernsProposed') {
      const { criteriaWithEvidence, recommendationId } = facts;
      await this.runner.send(stageMachine, 'PROPOSE_SERIOUS_CONCERNS', { id: stage.id, version: 'latest', facts: { criteriaWithEvidence, recommendationId }, decisionId });
    }
    this.settle(serviceId, await this.runner.send(stageMachine, 'INVOKE_SERIOUS_CONCERNS', { id: stage.id, version: 'latest', facts, decisionId }));
  }

  /** D16: one stage down from where it stands, which names the facts that count. */
  async stepDown(
    { serviceId, decisionId }: Decided,
    stage: LockedStage,
    facts: StageEvents['STEP_DOWN_TO_ENHANCED'] & StageEvents['STEP_DOWN_TO_ROUTINE'],
  ): Promise<'enhanced' | 'routine'> {
    const to = stage.state === 'seriousConcerns' ? 'enhanced' : 'routine';
    const event = to === 'enhanced' ? 'STEP_DOWN_TO_ENHANCED' : 'STEP_DOWN_TO_ROUTINE';
    this.settle(serviceId, await this.runner.send(stageMachine, event, { id: stage.id, version: 'latest', facts, decisionId }));
    return to;
  }

  /**
   * The panel has reviewed the service, which stays at its stage until the next review (D20). Nothing to do for one at routine
   * monitoring, or whose review is already set so.
   */
  async keep(serviceId: string, facts: StageEvents['CONTINUE']): Promise<void> {
    const stage = await this.lockOnly(serviceId);
    if (stage === undefined || !watched.includes(stage.state) || stage.reviewOn === facts.reviewOn) return;
    const { context } = await this.runner.send(stageMachine, 'CONTINUE', { id: stage.id, version: 'latest', facts });
    this.unit.queue(writeReview, [this.unit.actor.councilId, serviceId, context.reviewOn]);
  }

  /** Another officer leads it; where it stands, and since when, stays. */
  async give(id: string, leadOfficerId: string): Promise<void> {
    await this.runner.send(stageMachine, 'HAND_OVER', { id, version: 'latest', facts: { leadOfficerId } });
    this.unit.queue(writeLead, [this.unit.actor.councilId, id, leadOfficerId]);
  }

  /** The row says what the machine remembers, for lists and papers. */
  private settle(serviceId: string, { context }: MovedCase<StageContext>): void {
    const { actor, at } = this.unit;
    this.unit.queue(writeStage, [actor.councilId, serviceId, londonDate(at).toString(), context.leadOfficerId, context.reviewOn]);
  }
}
