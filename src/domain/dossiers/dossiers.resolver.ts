import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { ServiceListQueries } from './service-list.queries.js';
import { ServiceList, ServiceListArgs } from './service-list.types.js';

@Resolver()
export class DossiersResolver {
  constructor(private readonly serviceList: ServiceListQueries) {}

  @Query(() => ServiceList, { description: 'Services of this council, narrowed, sorted and paged.' })
  services(@Args() args: ServiceListArgs, @CurrentActor() actor: Actor): Promise<ServiceList> {
    return this.serviceList.list(actor, args);
  }
}
