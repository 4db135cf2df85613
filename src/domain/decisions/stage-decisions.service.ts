import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, TransitionRefused } from '../../platform/graphql/refusals.js';
import { withEvidence } from '../escalation/criteria.js';
import { StageSteps } from '../escalation/stage-steps.service.js';
import { type LockedStage, StagesService, steppingDownTo } from '../escalation/stages.service.js';
import { DecidingFactsReader, type Gathered } from './deciding-facts.js';
import type { DecideEnhancedMonitoring, DecideSeriousConcerns, DecideStepDown, DecisionWords } from './decision.inputs.js';
import { DecisionsService } from './decisions.service.js';
import type { CloseService, DecideStageProposal } from './stage-decision.inputs.js';

/** Decisions that move a service's stage: D03, D04 and D16. Each gathers what its step of statechart A asks for. */
@Injectable()
export class StageDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly stages: StagesService,
    private readonly steps: StageSteps,
  ) {}

  /** D03. Letter E1 follows. */
  startEnhancedMonitoring(input: DecideEnhancedMonitoring): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D03',
      effect: async (gathered, decisionId) => {
        const { leadOfficerId, frequency, reviewOn } = input;
        this.mustReviewInTime(gathered, reviewOn);
        const stage = await this.lockBeside(this.facts.mustBeOfficers({ leadOfficerId }), gathered);
        await this.stages.startEnhanced(stage, input.id, { ...this.decided(gathered, input), leadOfficerId, reviewOn }, decisionId);
        return { reviewOn, terms: { leadOfficerId, frequency, criteria: gathered.criteria } };
      },
    });
  }

  /** D03 on an officer's proposal: approved, letter E1 follows; or declined, and whoever proposed it is told. `id` is the service. */
  async decideProposal(input: DecideStageProposal): Promise<Outcome> {
    const stage = await this.lockStage(input.id);
    const proposal = await this.steps.waiting(input.id);
    const gathered = await this.facts.forService(input.id, stage.procedureId);
    if (proposal?.stage !== 'enhanced') throw new TransitionRefused({ from: stage.stage, event: 'DECIDE_PROPOSAL', unmet: [noProposal] });
    this.facts.mustHaveAuthority(gathered, 'D03');
    const decisionId = newId();
    const { outcome, leadOfficerId = null, frequency = null, reviewOn = null, version } = input;
    if (outcome === 'approve') {
      this.mustReviewInTime(gathered, reviewOn ?? '');
      await this.facts.mustBeOfficers({ leadOfficerId: leadOfficerId ?? '' });
      await this.stages.send(stage, 'START_ENHANCED', { ...this.decided(gathered, input), leadOfficerId, reviewOn }, { decisionId, version });
    } else await this.stages.send(stage, 'DECLINE', this.facts.deciding(gathered), { decisionId, version });
    const made = await this.decisions.fileAlone(input, {
      id: decisionId, code: 'D03', serviceId: input.id, authority: this.facts.authority(gathered, 'D03'), reviewOn: outcome === 'approve' ? reviewOn : null,
      outcome: outcome === 'approve' ? 'approved' : 'declined', terms: { leadOfficerId, frequency, criteria: proposal.criteria, proposalReference: proposal.reference },
    });
    await this.steps.answered(decisionId);
    return made;
  }

  /** D04 (R02, R39, R41). Letter S1 follows. */
  invokeSeriousConcerns(input: DecideSeriousConcerns): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D04',
      effect: async (gathered, decisionId) => {
        const { leadOfficerId, concernsChairId, policePosition, informingPeople, reviewOn } = input;
        this.mustReviewInTime(gathered, reviewOn);
        const stage = await this.lockBeside(this.facts.mustBeOfficers({ leadOfficerId, concernsChairId }), gathered);
        await this.stages.invokeSeriousConcerns(stage, {
          ...this.decided(gathered, input), leadOfficerId, concernsChairId, reviewOn, recommendationId: input.id, criteriaWithEvidence: withEvidence(gathered.criteria),
          policePositionGiven: policePosition !== '', informingPeopleGiven: informingPeople !== '', initialMeetingBy: this.initialMeetingBy(gathered),
        }, decisionId);
        await this.steps.answered(decisionId);
        return { reviewOn, informingPeople, terms: { leadOfficerId, concernsChairId, policePosition, criteria: gathered.criteria } };
      },
    });
  }

  /** D16. Letter S4 follows. */
  stepDown(input: DecideStepDown): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D16',
      effect: async (gathered, decisionId) => {
        const { evidence, reviewOn = null } = input;
        const stage = await this.stages.lock(gathered.serviceId, gathered.procedureId);
        this.facts.mustHaveAuthority({ ...gathered, procedure: stage.procedure }, 'D16', stage.stage === 'seriousConcerns' || stage.stage === 'enhanced' ? stage.stage : undefined);
        if (reviewOn !== null && steppingDownTo(stage) === 'enhanced') this.mustReviewInTime(gathered, reviewOn);
        const checks = this.facts.firstHandChecks({ ...gathered, procedure: stage.procedure }, stage.since);
        const { unverifiedMustDoActions, openActions, liveFullStops, panelsOnTrack } = gathered;
        const to = await this.stages.stepDown(stage, {
          ...this.facts.deciding(gathered), reviewOn, unverifiedMustDoActions, openActions, liveFullStops, openRedRisks: this.facts.openRedRisks(gathered), firstHandChecks: checks.length, panelsOnTrack,
        }, decisionId);
        return { reviewOn: to === 'enhanced' ? reviewOn : null, terms: { to, evidence, firstHandCheckOn: checks[0]?.visitedOn ?? null, panelsOnTrack } };
      },
    });
  }

  /** D16: the provider has ceased or the contract has ended (R19). `id` is the service. */
  async close(input: CloseService): Promise<Outcome> {
    const stage = await this.lockStage(input.id);
    const gathered = await this.facts.forService(input.id, stage.procedureId);
    this.facts.mustHaveAuthority(gathered, 'D16', 'closed');
    const { closingReason, safeguardingOwnerId, safeguardingOwnerAccepts, version } = input;
    if (safeguardingOwnerId !== undefined) await this.facts.mustBeOfficers({ safeguardingOwnerId });
    const decisionId = newId();
    const { openActions, liveRestrictions, liveNotices, openTerminations, openAppeals, liveSafeguardingEnquiries } = gathered;
    const checkBy = this.today.add({ months: gathered.procedure.timescales.firstCheckAfterClosingMonths }).toString();
    await this.stages.send(stage, 'CLOSE', {
      ...this.facts.deciding(gathered), closingReason, openActions, liveRestrictions, liveNotices, openTerminations, openAppeals, liveSafeguardingEnquiries,
      safeguardingOwnerAccepts: safeguardingOwnerId !== undefined && safeguardingOwnerAccepts, checkBy,
    }, { decisionId, version });
    const made = await this.decisions.fileAlone(input, {
      id: decisionId, code: 'D16', serviceId: input.id, authority: this.facts.authority(gathered, 'D16', 'closed'), reviewOn: checkBy,
      terms: { to: 'closed', outcome: 'close', closingReason, safeguardingOwnerId: safeguardingOwnerId ?? null, liveSafeguardingEnquiries },
    });
    await this.steps.answered(decisionId);
    return made;
  }

  private async lockStage(serviceId: string): Promise<LockedStage> {
    const stage = await this.stages.lockOf(serviceId);
    if (stage === undefined) throw new NotFound('service');
    return stage;
  }

  /** Locks the stage in the round trip of another statement, and lets that one refuse first. */
  private async lockBeside(asked: Promise<void>, { serviceId, procedureId }: Gathered): Promise<LockedStage> {
    const [answered, locked] = await Promise.allSettled([asked, this.stages.lock(serviceId, procedureId)]);
    if (answered.status === 'rejected') throw answered.reason;
    if (locked.status === 'rejected') throw locked.reason;
    return locked.value;
  }

  private decided(gathered: Gathered, words: DecisionWords) {
    const answered = words.answers.map(({ pointId }) => pointId);
    return { ...this.facts.deciding(gathered), ...this.facts.hearing(gathered, answered, words.notHeardReason) };
  }

  private initialMeetingBy({ procedure }: Gathered): string {
    return addWorkingDays(this.today, procedure.timescales.initialMeetingWorkingDays).toString();
  }

  /** A service above routine is reviewed at every panel: the next review is no later than the procedure's longest gap. */
  private mustReviewInTime({ procedure }: Gathered, reviewOn: string): void {
    const days = procedure.timescales.reviewMaxGapDays;
    if (reviewOn > this.today.toString() && reviewOn <= this.today.add({ days }).toString()) return;
    throw new InvalidInput([{ field: 'reviewOn', message: `Enter a review date after today and within ${days} days` }]);
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.unit.at);
  }
}

const noProposal = { requirement: 'isProposed', sentence: 'No proposal of an officer for {enhanced} waits here.' };
