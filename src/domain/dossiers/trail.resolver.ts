import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { TrailQueries } from './trail.queries.js';
import { PersonTrailArgs, RecordTrailArgs, TrailArgs, TrailLog, TrailPerson } from './trail.types.js';

@Resolver()
export class TrailResolver {
  constructor(private readonly trail: TrailQueries) {}

  @Query(() => TrailLog, { nullable: true, description: 'Who has seen and changed a record; of a service, with all that is kept about it.' })
  recordAccess(@Args() args: RecordTrailArgs, @CurrentActor() actor: Actor): Promise<TrailLog | null> {
    return this.trail.ofRecord(actor, args);
  }

  @Query(() => TrailLog, { nullable: true, description: 'What a person has seen and done, and what was changed about them.' })
  personTrail(@Args() args: PersonTrailArgs, @CurrentActor() actor: Actor): Promise<TrailLog | null> {
    return this.trail.ofPerson(actor, args);
  }

  @Query(() => TrailLog, { description: 'What the signed-in person has seen and done in this council.' })
  myAccess(@Args() args: TrailArgs, @CurrentActor() actor: Actor): Promise<TrailLog> {
    return this.trail.own(actor, args);
  }

  @Query(() => [TrailPerson], { description: 'Everybody whose trail can be read, by name.' })
  trailPeople(@CurrentActor() actor: Actor): Promise<TrailPerson[]> {
    return this.trail.people(actor);
  }
}
