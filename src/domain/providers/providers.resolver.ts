import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { ProvidersService } from './providers.service.js';
import { AddServiceInput, addServiceInput } from './service.inputs.js';

const AddServiceResult = mutationResult('AddService');

@Resolver()
export class ProvidersResolver {
  constructor(
    private readonly providers: ProvidersService,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => AddServiceResult)
  addService(@Args('input', { type: () => AddServiceInput }) input: AddServiceInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addService', input, addServiceInput, (valid) => this.providers.addService(valid));
  }
}
