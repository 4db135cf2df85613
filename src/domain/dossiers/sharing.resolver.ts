import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { SharingQueries } from './sharing.queries.js';
import { SharedLine, SharedRecord, SharedService, Sharing } from './sharing.types.js';

@Resolver()
export class SharingResolver {
  constructor(private readonly queries: SharingQueries) {}

  @Query(() => Sharing, { nullable: true, description: 'What of one service is, or was, shared with other councils (R37).' })
  sharing(@Args('serviceId', { type: () => ID }) serviceId: string, @CurrentActor() actor: Actor): Promise<Sharing | null> {
    return this.queries.of(actor, serviceId);
  }

  @Query(() => [SharedLine], { description: 'What is shared with your council today.' })
  sharedWithUs(@CurrentActor() actor: Actor): Promise<SharedLine[]> {
    return this.queries.withUs(actor);
  }

  @Query(() => SharedService, { nullable: true, description: 'The summary of a service that is shared with your council.' })
  sharedService(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<SharedService | null> {
    return this.queries.service(actor, id);
  }

  @Query(() => SharedRecord, { nullable: true, description: 'A record that is shared with your council.' })
  sharedRecord(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<SharedRecord | null> {
    return this.queries.record(actor, id);
  }
}
