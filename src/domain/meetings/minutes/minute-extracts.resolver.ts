import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { MinuteExtracts } from './minute-extracts.service.js';
import { MinuteExtractsQueries } from './minute-extracts.queries.js';
import { OwnMinuteExtract } from '../meeting.types.js';
import { CommentOnMinuteExtractInput, commentOnMinuteExtractInput } from './minutes.inputs.js';

const CommentOnMinuteExtractResult = mutationResult('CommentOnMinuteExtract');

/** The door to extracts of minutes, for those they are made for. */
@Resolver()
export class MinuteExtractsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly extracts: MinuteExtracts,
    private readonly queries: MinuteExtractsQueries,
  ) {}

  @Query(() => [OwnMinuteExtract], { description: 'Extracts of circulated minutes made for the signed-in provider or the Board, the latest first.' })
  myMinuteExtracts(@CurrentActor() actor: Actor): Promise<OwnMinuteExtract[]> {
    return this.queries.mine(actor);
  }

  @Mutation(() => CommentOnMinuteExtractResult, { description: 'A provider’s remark on the accuracy of its extract: filed beside it, never in it.' })
  commentOnMinuteExtract(@Args('input') input: CommentOnMinuteExtractInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'commentOnMinuteExtract', input, commentOnMinuteExtractInput, (valid) => this.extracts.comment(valid));
  }
}
