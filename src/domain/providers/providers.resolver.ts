import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { RecordPeopleCountInput, recordPeopleCountInput } from './people-count.inputs.js';
import { PeopleCounts } from './people-counts.service.js';
import { ProvidersService } from './providers.service.js';
import { AddServiceInput, addServiceInput } from './service.inputs.js';

const AddServiceResult = mutationResult('AddService');
const RecordPeopleCountResult = mutationResult('RecordPeopleCount');

@Resolver()
export class ProvidersResolver {
  constructor(
    private readonly providers: ProvidersService,
    private readonly counts: PeopleCounts,
    private readonly mutations: Mutations,
  ) {}

  /** Asked before the form is shown: whoever may not add a service is told who may, rather than after filling it in. */
  @Query(() => Boolean, { description: 'Whether you may add a service by hand; who may is in the refusal.' })
  mayAddService(): boolean {
    return true;
  }

  @Mutation(() => AddServiceResult)
  addService(@Args('input', { type: () => AddServiceInput }) input: AddServiceInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addService', input, addServiceInput, (valid) => this.providers.addService(valid));
  }

  @Mutation(() => RecordPeopleCountResult, { description: 'How many people use a service, by who pays, self-funders included (R29).' })
  recordPeopleCount(@Args('input', { type: () => RecordPeopleCountInput }) input: RecordPeopleCountInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordPeopleCount', input, recordPeopleCountInput, (valid) => this.counts.record(valid));
  }
}
