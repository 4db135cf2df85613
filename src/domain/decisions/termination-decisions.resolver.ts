import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  CompleteTerminationInput, completeTerminationInput, ConfirmTerminationInput, confirmTerminationInput, DecideTerminationInput, decideTerminationInput, RescindTerminationInput,
  rescindTerminationInput, TerminateInEmergencyInput, terminateInEmergencyInput,
} from './termination-decision.inputs.js';
import { TerminationDecisions } from './termination-decisions.service.js';

const DecideTerminationResult = mutationResult('DecideTermination');
const TerminateInEmergencyResult = mutationResult('TerminateInEmergency');
const ConfirmTerminationResult = mutationResult('ConfirmTermination');
const RescindTerminationResult = mutationResult('RescindTermination');
const CompleteTerminationResult = mutationResult('CompleteTermination');
type Answer = Promise<Outcome | Refused>;

/** D14. */
@Resolver()
export class TerminationDecisionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly terminations: TerminationDecisions,
  ) {}

  @Mutation(() => DecideTerminationResult, { description: 'D14: end a contract, once the provider was heard (R01, R04, R05, R39).' })
  decideTermination(@Args('input') input: DecideTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'decideTermination', input, decideTerminationInput, (valid) => this.terminations.decide(valid));
  }

  @Mutation(() => TerminateInEmergencyResult, { description: 'D14 by one officer alone; a senior officer confirms it or ends it (R03).' })
  terminateInEmergency(@Args('input') input: TerminateInEmergencyInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'terminateInEmergency', input, terminateInEmergencyInput, (valid) => this.terminations.decideInEmergency(valid));
  }

  @Mutation(() => ConfirmTerminationResult, { description: 'A senior officer confirms what was decided in an emergency, or ends it (R03).' })
  confirmTermination(@Args('input') input: ConfirmTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'confirmTermination', input, confirmTerminationInput, (valid) => this.terminations.confirm(valid));
  }

  @Mutation(() => RescindTerminationResult, { description: 'D14 is taken back before the contract has ended.' })
  rescindTermination(@Args('input') input: RescindTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'rescindTermination', input, rescindTerminationInput, (valid) => this.terminations.rescind(valid));
  }

  @Mutation(() => CompleteTerminationResult, { description: 'Nobody and nothing is left: restrictions and notices end with the contract (R19).' })
  completeTermination(@Args('input') input: CompleteTerminationInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'completeTermination', input, completeTerminationInput, (valid) => this.terminations.complete(valid));
  }
}
