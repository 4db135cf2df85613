import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { RecordedDecisionForm } from './recorded-decision.types.js';
import { DecisionsQueries } from './decisions.queries.js';
import {
  NoteNoFurtherActionInput, noteNoFurtherActionInput,
  ReferToSafeguardingInput, referToSafeguardingInput,
  RequireActionPlanInput, requireActionPlanInput,
  AssessActionPlanInput, assessActionPlanInput,
  MeasurePaymentsInput, measurePaymentsInput,
  StepInInput, stepInInput,
  ActivateFailurePlanInput, activateFailurePlanInput,
  NotifyElsewhereInput, notifyElsewhereInput,
  ContinuePlacingInput, continuePlacingInput,
  OfferSupportInput, offerSupportInput,
} from './recorded-decision.inputs.js';
import { RecordedDecisions } from './recorded-decisions.service.js';

const NoteNoFurtherActionResult = mutationResult('NoteNoFurtherAction');
const ReferToSafeguardingResult = mutationResult('ReferToSafeguarding');
const RequireActionPlanResult = mutationResult('RequireActionPlan');
const AssessActionPlanResult = mutationResult('AssessActionPlan');
const MeasurePaymentsResult = mutationResult('MeasurePayments');
const StepInResult = mutationResult('StepIn');
const ActivateFailurePlanResult = mutationResult('ActivateFailurePlan');
const NotifyElsewhereResult = mutationResult('NotifyElsewhere');
const ContinuePlacingResult = mutationResult('ContinuePlacing');
const OfferSupportResult = mutationResult('OfferSupport');
type Answer = Promise<Outcome | Refused>;

/** Decisions recorded on a service without a recommendation. */
@Resolver()
export class RecordedDecisionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly queries: DecisionsQueries,
    private readonly service: RecordedDecisions,
  ) {}

  @Query(() => RecordedDecisionForm, { nullable: true, description: 'Decisions an officer may record on a service, and who may.' })
  recordedDecisionForm(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<RecordedDecisionForm | null> {
    return this.queries.recordedDecisionForm(actor, serviceId);
  }

  @Mutation(() => NoteNoFurtherActionResult, { description: 'D01.' })
  noteNoFurtherAction(@Args('input') input: NoteNoFurtherActionInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'noteNoFurtherAction', input, noteNoFurtherActionInput, (valid) => this.service.noteNoFurtherAction(valid));
  }

  @Mutation(() => ReferToSafeguardingResult, { description: 'D05.' })
  referToSafeguarding(@Args('input') input: ReferToSafeguardingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'referToSafeguarding', input, referToSafeguardingInput, (valid) => this.service.referToSafeguarding(valid));
  }

  @Mutation(() => RequireActionPlanResult, { description: 'D06: with the action for its return (R16).' })
  requireActionPlan(@Args('input') input: RequireActionPlanInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'requireActionPlan', input, requireActionPlanInput, (valid) => this.service.requireActionPlan(valid));
  }

  @Mutation(() => AssessActionPlanResult, { description: 'D07 (R16).' })
  assessActionPlan(@Args('input') input: AssessActionPlanInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'assessActionPlan', input, assessActionPlanInput, (valid) => this.service.assessActionPlan(valid));
  }

  @Mutation(() => MeasurePaymentsResult, { description: 'D12.' })
  measurePayments(@Args('input') input: MeasurePaymentsInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'measurePayments', input, measurePaymentsInput, (valid) => this.service.measurePayments(valid));
  }

  @Mutation(() => StepInResult, { description: 'D13.' })
  stepIn(@Args('input') input: StepInInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'stepIn', input, stepInInput, (valid) => this.service.stepIn(valid));
  }

  @Mutation(() => ActivateFailurePlanResult, { description: 'D15: the four questions of section 48 (R30).' })
  activateFailurePlan(@Args('input') input: ActivateFailurePlanInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'activateFailurePlan', input, activateFailurePlanInput, (valid) => this.service.activateFailurePlan(valid));
  }

  @Mutation(() => NotifyElsewhereResult, { description: 'D17.' })
  notifyElsewhere(@Args('input') input: NotifyElsewhereInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'notifyElsewhere', input, notifyElsewhereInput, (valid) => this.service.notifyElsewhere(valid));
  }

  @Mutation(() => ContinuePlacingResult, { description: 'D20.' })
  continuePlacing(@Args('input') input: ContinuePlacingInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'continuePlacing', input, continuePlacingInput, (valid) => this.service.continuePlacing(valid));
  }

  @Mutation(() => OfferSupportResult, { description: 'D21.' })
  offerSupport(@Args('input') input: OfferSupportInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'offerSupport', input, offerSupportInput, (valid) => this.service.offerSupport(valid));
  }
}
