import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { DecideAppealInput, decideAppealInput } from './appeal-decision.inputs.js';
import { AppealDecisions } from './appeal-decisions.service.js';
import {
  ConfirmRestrictionInput, confirmRestrictionInput, DecideLiftInput, decideLiftInput,
  DecideRestrictionInput, decideRestrictionInput,
  DeclineRecommendationInput, declineRecommendationInput, ExtendRestrictionInput, extendRestrictionInput,
} from './decision.inputs.js';
import { DecideNoticeChangeInput, decideNoticeChangeInput, DecideNoticeInput, decideNoticeInput } from './notice-decision.inputs.js';
import { DecisionsOverview, DecisionView, RecommendationRow, RecommendationView } from './decision.types.js';
import { DecisionsQueries } from './decisions.queries.js';
import { DecisionsService } from './decisions.service.js';
import { NoticeDecisions } from './notice-decisions.service.js';
import {
  PassPhaseInput, passPhaseInput, RelapseRestrictionInput, relapseRestrictionInput, StartPhasedLiftInput, startPhasedLiftInput, VaryRestrictionInput, varyRestrictionInput,
} from './restriction-change.inputs.js';
import { RestrictionChanges } from './restriction-changes.service.js';
import { RestrictionDecisions } from './restriction-decisions.service.js';
import { RestrictionToDecide } from './standing-restriction.types.js';

const DecideRestrictionResult = mutationResult('DecideRestriction');
const DecideLiftResult = mutationResult('DecideLift');
const DecideNoticeResult = mutationResult('DecideNotice');
const DecideNoticeChangeResult = mutationResult('DecideNoticeChange');
const DeclineRecommendationResult = mutationResult('DeclineRecommendation');
const ConfirmRestrictionResult = mutationResult('ConfirmRestriction');
const ExtendRestrictionResult = mutationResult('ExtendRestriction');
const VaryRestrictionResult = mutationResult('VaryRestriction');
const StartPhasedLiftResult = mutationResult('StartPhasedLift');
const PassPhaseResult = mutationResult('PassPhase');
const RelapseRestrictionResult = mutationResult('RelapseRestriction');
const DecideAppealResult = mutationResult('DecideAppeal');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class DecisionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: DecisionsQueries,
    private readonly service: DecisionsService,
    private readonly restrictions: RestrictionDecisions,
    private readonly notices: NoticeDecisions,
    private readonly changes: RestrictionChanges,
    private readonly appeals: AppealDecisions,
  ) {}

  @Query(() => [RecommendationRow], { description: 'Recommendations that wait for an authorised officer, the oldest first.' })
  decisionsWaiting(@CurrentActor() actor: Actor): Promise<RecommendationRow[]> {
    return this.queries.waiting(actor);
  }

  @Query(() => DecisionsOverview)
  decisions(@CurrentActor() actor: Actor): Promise<DecisionsOverview> {
    return this.queries.overview(actor);
  }

  @Query(() => RecommendationView, { nullable: true })
  recommendation(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<RecommendationView | null> {
    return this.queries.recommendation(actor, id);
  }

  @Query(() => DecisionView, { nullable: true })
  decision(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<DecisionView | null> {
    return this.queries.decision(actor, id);
  }

  @Query(() => RestrictionToDecide, { nullable: true, description: 'One restriction as a decision about it needs it.' })
  standingRestriction(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<RestrictionToDecide | null> {
    return this.queries.standingRestriction(actor, id);
  }

  @Mutation(() => DecideRestrictionResult, { description: 'D08: suspend placements, wholly or in part (R01, R04, R06, R39, R41).' })
  decideRestriction(@Args('input') input: DecideRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideRestriction', input, decideRestrictionInput, (valid) => this.restrictions.place(valid));
  }

  @Mutation(() => DecideLiftResult, { description: 'D09: lift a restriction (R09).' })
  decideLift(@Args('input') input: DecideLiftInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideLift', input, decideLiftInput, (valid) => this.restrictions.lift(valid));
  }

  @Mutation(() => DecideNoticeResult, { description: 'D10: issue a warning letter, a notice to remedy a breach or a breach notice (R01, R12, R13, R39).' })
  decideNotice(@Args('input') input: DecideNoticeInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideNotice', input, decideNoticeInput, (valid) => this.notices.issue(valid));
  }

  @Mutation(() => DecideNoticeChangeResult, { description: 'D11: more time, once, or withdrawal (R15).' })
  decideNoticeChange(@Args('input') input: DecideNoticeChangeInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideNoticeChange', input, decideNoticeChangeInput, (valid) => this.notices.change(valid));
  }

  @Mutation(() => DeclineRecommendationResult, { description: 'Decides against what the panel recommends.' })
  declineRecommendation(@Args('input') input: DeclineRecommendationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'declineRecommendation', input, declineRecommendationInput, (valid) => this.service.decline(valid));
  }

  @Mutation(() => ConfirmRestrictionResult, { description: 'The fresh decision on a precaution or an emergency: confirm, vary or end it (R03, R04).' })
  confirmRestriction(@Args('input') input: ConfirmRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'confirmRestriction', input, confirmRestrictionInput, (valid) => this.restrictions.confirm(valid));
  }

  @Mutation(() => ExtendRestrictionResult, { description: 'D09: after its review a restriction stays, with a later review (R06).' })
  extendRestriction(@Args('input') input: ExtendRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'extendRestriction', input, extendRestrictionInput, (valid) => this.changes.extend(valid));
  }

  @Mutation(() => VaryRestrictionResult, { description: 'D09: after its review a restriction gets other terms (R10, R41).' })
  varyRestriction(@Args('input') input: VaryRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'varyRestriction', input, varyRestrictionInput, (valid) => this.changes.vary(valid));
  }

  @Mutation(() => StartPhasedLiftResult, { description: 'D09: a restriction is lifted in phases (R09).' })
  startPhasedLift(@Args('input') input: StartPhasedLiftInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'startPhasedLift', input, startPhasedLiftInput, (valid) => this.changes.startPhasedLift(valid));
  }

  @Mutation(() => PassPhaseResult, { description: 'D09: the next phase of a lift.' })
  passPhase(@Args('input') input: PassPhaseInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'passPhase', input, passPhaseInput, (valid) => this.changes.passPhase(valid));
  }

  @Mutation(() => RelapseRestrictionResult, { description: 'D09: a relapse ends the phased lift.' })
  relapseRestriction(@Args('input') input: RelapseRestrictionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'relapseRestriction', input, relapseRestrictionInput, (valid) => this.changes.relapse(valid));
  }

  @Mutation(() => DecideAppealResult, { description: 'D19: an appeal is heard and answered; where it is upheld, the restriction is lifted or changed (R11).' })
  decideAppeal(@Args('input') input: DecideAppealInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideAppeal', input, decideAppealInput, (valid) => this.appeals.decide(valid));
  }
}
