import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { RecordRunByInput, recordRunByInput } from './run-by.inputs.js';
import { RunByQueries } from './run-by.queries.js';
import { RunBy } from './run-by.service.js';
import { RunByList } from './run-by.types.js';

const RecordRunByResult = mutationResult('RecordRunBy');

@Resolver()
export class RunByResolver {
  constructor(
    private readonly queries: RunByQueries,
    private readonly runBy: RunBy,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => RunByList, { nullable: true, name: 'runBy', description: 'Which agency runs the provider of a service, now and before; null for a service of nobody here.' })
  list(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<RunByList | null> {
    return this.queries.list(actor, serviceId);
  }

  @Mutation(() => RecordRunByResult, { description: 'The council itself or another agency runs the provider from a day on, or does no longer: its people’s part in the panel’s work on it is then told and accounted for.' })
  recordRunBy(@Args('input') input: RecordRunByInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordRunBy', input, recordRunByInput, (valid) => this.runBy.record(valid));
  }
}
