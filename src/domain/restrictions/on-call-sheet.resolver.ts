import { Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { OnCallSheetQueries } from './on-call-sheet.queries.js';
import { OnCallSheet } from './on-call-sheet.types.js';

@Resolver()
export class OnCallSheetResolver {
  constructor(private readonly sheets: OnCallSheetQueries) {}

  @Query(() => OnCallSheet, { description: 'Every service that is restricted or at serious concerns, on one page for whoever is on call.' })
  onCallSheet(@CurrentActor() actor: Actor): Promise<OnCallSheet> {
    return this.sheets.sheet(actor);
  }
}
