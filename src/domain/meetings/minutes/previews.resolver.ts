import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { AgendaPreview } from '../agenda/agenda-preview.types.js';
import { MinutesPreview } from '../meeting.types.js';
import { Previews } from './previews.queries.js';

const as = { type: () => String, nullable: true, description: 'The code of one of `readers`; without it, only the choice.' } as const;

/** The door to previews, for whoever sends the papers on their way. */
@Resolver()
export class PreviewsResolver {
  constructor(private readonly previews: Previews) {}

  @Query(() => MinutesPreview, { nullable: true, description: 'The minutes as a member, a provider, CQC or the Board will see them.' })
  minutesPreview(@Args('id', { type: () => ID }) id: string, @Args('as', as) reader: string | null, @CurrentActor() actor: Actor): Promise<MinutesPreview | null> {
    return this.previews.minutes(actor, id, reader);
  }

  @Query(() => AgendaPreview, { nullable: true, description: 'The agenda as a member, a provider, CQC or the Board will see it.' })
  agendaPreview(@Args('id', { type: () => ID }) id: string, @Args('as', as) reader: string | null, @CurrentActor() actor: Actor): Promise<AgendaPreview | null> {
    return this.previews.agenda(actor, id, reader);
  }
}
