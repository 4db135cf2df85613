import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { EndProviderPersonInput, endProviderPersonInput, RecordProviderPersonInput, recordProviderPersonInput } from './provider-people.inputs.js';
import { ProviderPeopleQueries } from './provider-people.queries.js';
import { ProviderPeople } from './provider-people.service.js';
import { ProviderPeopleList } from './provider-people.types.js';

const RecordProviderPersonResult = mutationResult('RecordProviderPerson');
const EndProviderPersonResult = mutationResult('EndProviderPerson');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class ProviderPeopleResolver {
  constructor(
    private readonly queries: ProviderPeopleQueries,
    private readonly people: ProviderPeople,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => ProviderPeopleList, { nullable: true, name: 'providerPeople', description: 'Who runs the provider of a service, by name, and who of them ran one that failed; null for a service of nobody here.' })
  list(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<ProviderPeopleList | null> {
    return this.queries.list(actor, serviceId);
  }

  @Mutation(() => RecordProviderPersonResult, { description: 'Somebody runs the provider, by a register: where they ran one that failed, every service of this one shows it to officers of the council.' })
  recordProviderPerson(@Args('input') input: RecordProviderPersonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'recordProviderPerson', input, recordProviderPersonInput, (valid) => this.people.record(valid));
  }

  @Mutation(() => EndProviderPersonResult, { description: 'They do not run it any more, or the record was a mistake.' })
  endProviderPerson(@Args('input') input: EndProviderPersonInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endProviderPerson', input, endProviderPersonInput, (valid) => this.people.end(valid));
  }
}
