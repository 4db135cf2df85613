import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { ImportList, ImportRejects } from './import.types.js';
import { ImportsQueries } from './imports.queries.js';

@Resolver()
export class ImportsResolver {
  constructor(private readonly imports: ImportsQueries) {}

  @Query(() => ImportList, { name: 'imports', description: 'Lists that were brought in from spreadsheets, and how much still rests on earlier records alone.' })
  list(@CurrentActor() actor: Actor): Promise<ImportList> {
    return this.imports.list(actor);
  }

  @Query(() => ImportRejects, { nullable: true, description: 'Which rows of a list were not brought in, and what to put right.' })
  importRejects(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<ImportRejects | null> {
    return this.imports.rejects(actor, id);
  }
}
