import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  DecideEnhancedMonitoringInput, decideEnhancedMonitoringInput, DecideSeriousConcernsInput, decideSeriousConcernsInput, DecideStepDownInput, decideStepDownInput,
} from './decision.inputs.js';
import {
  CloseServiceInput, closeServiceInput, ConfirmUrgentEscalationInput, confirmUrgentEscalationInput, DecideStageProposalInput, decideStageProposalInput,
  EscalateUrgentlyInput, escalateUrgentlyInput,
} from './stage-decision.inputs.js';
import { StageDecisions } from './stage-decisions.service.js';
import { UrgentDecisions } from './urgent-decisions.service.js';

const DecideEnhancedMonitoringResult = mutationResult('DecideEnhancedMonitoring');
const DecideStageProposalResult = mutationResult('DecideStageProposal');
const DecideSeriousConcernsResult = mutationResult('DecideSeriousConcerns');
const EscalateUrgentlyResult = mutationResult('EscalateUrgently');
const ConfirmUrgentEscalationResult = mutationResult('ConfirmUrgentEscalation');
const DecideStepDownResult = mutationResult('DecideStepDown');
const CloseServiceResult = mutationResult('CloseService');
type Answer = Promise<Outcome | Refused>;

/** Decisions that move a service's stage (statechart A). */
@Resolver()
export class StageDecisionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly stages: StageDecisions,
    private readonly urgent: UrgentDecisions,
  ) {}

  @Mutation(() => DecideEnhancedMonitoringResult, { description: 'D03.' })
  decideEnhancedMonitoring(@Args('input') input: DecideEnhancedMonitoringInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideEnhancedMonitoring', input, decideEnhancedMonitoringInput, (valid) => this.stages.startEnhancedMonitoring(valid));
  }

  @Mutation(() => DecideStageProposalResult, { description: 'D03 on what an officer proposed.' })
  decideStageProposal(@Args('input') input: DecideStageProposalInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideStageProposal', input, decideStageProposalInput, (valid) => this.stages.decideProposal(valid));
  }

  @Mutation(() => DecideSeriousConcernsResult, { description: 'D04 (R02, R39, R41).' })
  decideSeriousConcerns(@Args('input') input: DecideSeriousConcernsInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideSeriousConcerns', input, decideSeriousConcernsInput, (valid) => this.stages.invokeSeriousConcerns(valid));
  }

  @Mutation(() => EscalateUrgentlyResult, { description: 'D18: urgent escalation by one officer alone, in immediate danger (R03).' })
  escalateUrgently(@Args('input') input: EscalateUrgentlyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'escalateUrgently', input, escalateUrgentlyInput, (valid) => this.urgent.escalate(valid));
  }

  @Mutation(() => ConfirmUrgentEscalationResult, { description: 'A senior officer confirms an urgent escalation or ends it (R03).' })
  confirmUrgentEscalation(@Args('input') input: ConfirmUrgentEscalationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'confirmUrgentEscalation', input, confirmUrgentEscalationInput, (valid) => this.urgent.confirm(valid));
  }

  @Mutation(() => DecideStepDownResult, { description: 'D16: one stage down.' })
  decideStepDown(@Args('input') input: DecideStepDownInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideStepDown', input, decideStepDownInput, (valid) => this.stages.stepDown(valid));
  }

  @Mutation(() => CloseServiceResult, { description: 'D16: closes a case (R19).' })
  closeService(@Args('input') input: CloseServiceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'closeService', input, closeServiceInput, (valid) => this.stages.close(valid));
  }
}
