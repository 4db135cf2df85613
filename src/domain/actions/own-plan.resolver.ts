import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { OwnPlanQueries } from './own-plan.queries.js';
import { OwnPlan, OwnPlanAction } from './own-plan.types.js';

@Resolver()
export class OwnPlanResolver {
  constructor(private readonly queries: OwnPlanQueries) {}

  @Query(() => OwnPlan, { description: 'What this provider is to do: what is open first.' })
  myPlan(@Args('page', { type: () => Int, nullable: true }) page: number | null, @CurrentActor() actor: Actor): Promise<OwnPlan> {
    return this.queries.list(actor, page);
  }

  @Query(() => OwnPlanAction, { nullable: true })
  myPlanAction(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<OwnPlanAction | null> {
    return this.queries.one(actor, id);
  }
}
