import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { PlacingQueries } from './placing.queries.js';
import { PlacingAnswer, PlacingSearch } from './placing.types.js';
import { RecordImposedRestrictionInput, recordImposedInput } from './restriction.inputs.js';
import { RestrictionsService } from './restrictions.service.js';

const RecordImposedRestrictionResult = mutationResult('RecordImposedRestriction');

@Resolver()
export class RestrictionsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly restrictions: RestrictionsService,
    private readonly placing: PlacingQueries,
  ) {}

  @Query(() => PlacingAnswer, { nullable: true, description: 'May we place here today?' })
  placingAnswer(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<PlacingAnswer | null> {
    return this.placing.answer(actor, serviceId);
  }

  @Query(() => PlacingSearch, { description: 'Services by name, postcode or CQC id, each with whether people may be placed there today.' })
  placingSearch(@Args('text', { type: () => String }) text: string, @CurrentActor() actor: Actor): Promise<PlacingSearch> {
    return this.placing.search(actor, text);
  }

  @Mutation(() => RecordImposedRestrictionResult, { description: 'Records a stop the provider makes itself, or a condition of the regulator (R06).' })
  recordImposedRestriction(@Args('input') input: RecordImposedRestrictionInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'recordImposedRestriction', input, recordImposedInput, (valid) => this.restrictions.recordImposed(valid));
  }
}
