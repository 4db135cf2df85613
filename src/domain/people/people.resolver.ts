import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { PeopleQueries } from './people.queries.js';
import { Member, Viewer } from './people.types.js';

@Resolver()
export class PeopleResolver {
  constructor(private readonly queries: PeopleQueries) {}

  @Query(() => Viewer)
  viewer(@CurrentActor() actor: Actor): Viewer {
    return actor;
  }

  @Query(() => [Member], { description: 'People with a membership of this council today.' })
  members(
    @Args('onPanel', { type: () => Boolean, defaultValue: false, description: 'Only those who fill a seat when quorum is counted.' }) onPanel: boolean,
    @CurrentActor() actor: Actor,
  ): Promise<Member[]> {
    return this.queries.members(actor, onPanel);
  }
}
