import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { RecordInsolvencyInput, recordInsolvencyInput } from './insolvency.inputs.js';
import { InsolvencyQueries } from './insolvency.queries.js';
import { Insolvencies } from './insolvency.service.js';
import { InsolvencyList } from './insolvency.types.js';

const RecordInsolvencyResult = mutationResult('RecordInsolvency');

@Resolver()
export class InsolvencyResolver {
  constructor(
    private readonly queries: InsolvencyQueries,
    private readonly insolvencies: Insolvencies,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => InsolvencyList, { nullable: true, name: 'insolvency', description: 'Whether the provider of a service is in administration, now and before; null for a service of nobody here.' })
  list(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<InsolvencyList | null> {
    return this.queries.list(actor, serviceId);
  }

  @Mutation(() => RecordInsolvencyResult, { description: 'The provider is in administration from a day on, or is not: every letter to it is then addressed to the insolvency practitioner (case 23).' })
  recordInsolvency(@Args('input') input: RecordInsolvencyInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordInsolvency', input, recordInsolvencyInput, (valid) => this.insolvencies.record(valid));
  }
}
