import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { type LockedStage, StagesService } from '../escalation/stages.service.js';
import { DecidingFactsReader, type Gathered } from './deciding-facts.js';
import type { DecideEnhancedMonitoring, DecideSeriousConcerns, DecideStepDown, DecisionWords } from './decision.inputs.js';
import { DecisionsService } from './decisions.service.js';

/** Decisions that move a service's stage: D03, D04 and D16. Each gathers what its step of statechart A asks for. */
@Injectable()
export class StageDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly stages: StagesService,
  ) {}

  /** D03. Letter E1 follows. */
  startEnhancedMonitoring(input: DecideEnhancedMonitoring): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D03',
      effect: async (gathered, decisionId) => {
        const { leadOfficerId, frequency, reviewOn } = input;
        this.mustReviewInTime(gathered, reviewOn);
        const named = this.facts.mustBeOfficers({ leadOfficerId });
        const stage = await this.lockBeside(named, gathered);
        await this.stages.startEnhanced({ serviceId: gathered.serviceId, decisionId }, stage, input.id, { ...this.decided(gathered, input), leadOfficerId, reviewOn });
        return { reviewOn, terms: { leadOfficerId, frequency } };
      },
    });
  }

  /** D04 (R02, R39, R41). Letter S1 follows. */
  invokeSeriousConcerns(input: DecideSeriousConcerns): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D04',
      effect: async (gathered, decisionId) => {
        const { leadOfficerId, concernsChairId, policePosition, informingPeople, reviewOn } = input;
        this.mustReviewInTime(gathered, reviewOn);
        const named = this.facts.mustBeOfficers({ leadOfficerId, concernsChairId });
        const stage = await this.lockBeside(named, gathered);
        await this.stages.invokeSeriousConcerns({ serviceId: gathered.serviceId, decisionId }, stage, {
          ...this.decided(gathered, input), leadOfficerId, concernsChairId, reviewOn, recommendationId: input.id,
          criteriaWithEvidence: gathered.criteria.filter(({ evidence }) => evidence.trim() !== '').length,
          policePositionGiven: policePosition !== '', informingPeopleGiven: informingPeople !== '',
        });
        return { reviewOn, informingPeople, terms: { leadOfficerId, concernsChairId, policePosition, criteria: gathered.criteria } };
      },
    });
  }

  /** D16. Letter S4 follows. */
  stepDown(input: DecideStepDown): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D16',
      effect: async (gathered, decisionId) => {
        const { evidence, firstHandCheckOn = null, panelsOnTrack = null, reviewOn = null } = input;
        if (reviewOn !== null) this.mustReviewInTime(gathered, reviewOn);
        if (firstHandCheckOn !== null && firstHandCheckOn > londonDate(this.unit.at).toString()) throw new InvalidInput([{ field: 'firstHandCheckOn', message: 'Enter a date of the check that has come' }]);
        const stage = await this.stages.lock(gathered.serviceId, gathered.procedureId);
        const to = await this.stages.stepDown({ serviceId: gathered.serviceId, decisionId }, stage, {
          ...this.facts.deciding(gathered), reviewOn,
          unverifiedMustDoActions: gathered.unverifiedMustDoActions, openActions: gathered.openActions, liveFullStops: gathered.liveFullStops,
          openRedRisks: this.facts.openRedRisks(gathered),
          firstHandChecks: firstHandCheckOn !== null && firstHandCheckOn >= stage.since ? 1 : 0,
          panelsOnTrack: panelsOnTrack ?? 0, panelsOnTrackNeeded: gathered.procedure.timescales.panelsOnTrackToStepDown,
        });
        return { reviewOn, terms: { to, evidence, firstHandCheckOn, panelsOnTrack } };
      },
    });
  }

  /** Locks the stage in the round trip of another statement, and lets that one refuse first. */
  private async lockBeside(asked: Promise<void>, { serviceId, procedureId }: Gathered): Promise<LockedStage> {
    const [answered, locked] = await Promise.allSettled([asked, this.stages.lock(serviceId, procedureId)]);
    if (answered.status === 'rejected') throw answered.reason;
    if (locked.status === 'rejected') throw locked.reason;
    return locked.value;
  }

  private decided(gathered: Gathered, words: DecisionWords) {
    const answered = words.answers.map(({ representationId }) => representationId);
    return { ...this.facts.deciding(gathered), ...this.facts.hearing(gathered, answered, words.notHeardReason) };
  }

  /** A service above routine is reviewed at every panel: the next review is no later than the procedure's longest gap. */
  private mustReviewInTime({ procedure }: Gathered, reviewOn: string): void {
    const today = londonDate(this.unit.at);
    const latest = today.add({ days: procedure.timescales.reviewMaxGapDays }).toString();
    if (reviewOn > today.toString() && reviewOn <= latest) return;
    throw new InvalidInput([{ field: 'reviewOn', message: `Enter a review date after today and within ${procedure.timescales.reviewMaxGapDays} days` }]);
  }
}
