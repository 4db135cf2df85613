import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { Packs } from './pack.queries.js';
import { MeetingPack } from './pack.types.js';

/** The door to the papers of a meeting. */
@Resolver()
export class PacksResolver {
  constructor(private readonly packs: Packs) {}

  @Query(() => MeetingPack, { nullable: true, description: 'The papers of a meeting whose agenda is published, as you may see them at this moment (R21, R22, R37).' })
  meetingPack(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MeetingPack | null> {
    return this.packs.of(actor, id);
  }
}
