import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { ClassDecisionInput, classDecisionInput, SetRestrictionPublicityInput, setRestrictionPublicityInput } from './handling.inputs.js';
import { HandlingService } from './handling.service.js';

const ClassDecisionResult = mutationResult('ClassDecision');
const SetRestrictionPublicityResult = mutationResult('SetRestrictionPublicity');

@Resolver()
export class HandlingResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly handling: HandlingService,
  ) {}

  @Mutation(() => ClassDecisionResult, { description: 'Another confidentiality class of a decision, with why (domain.md 3.1).' })
  classDecision(@Args('input') input: ClassDecisionInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'classDecision', input, classDecisionInput, (valid) => this.handling.classDecision(valid));
  }

  @Mutation(() => SetRestrictionPublicityResult, { description: 'Whether a restriction may be told to whoever asks, with why (domain.md 3.2). No answer on placing depends on it.' })
  setRestrictionPublicity(@Args('input') input: SetRestrictionPublicityInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'setRestrictionPublicity', input, setRestrictionPublicityInput, (valid) => this.handling.setPublicity(valid));
  }
}
