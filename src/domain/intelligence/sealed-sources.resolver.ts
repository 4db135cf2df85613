import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { CurrentActor } from '../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../platform/graphql/mutation-types.js';
import { Mutations } from '../../platform/graphql/mutations.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import {
  EndSourceReaderInput, endSourceReaderInput, GiveSourceReaderInput, giveSourceReaderInput, OpenSealedSourceInput, openSealedSourceInput,
  ReviewSourceOpeningInput, reviewSourceOpeningInput,
} from './sealed-source.inputs.js';
import { SealedSource, SourceAccess, SourceOpening, SourceOpeningList } from './sealed-source.types.js';
import { SealedSourcesQueries } from './sealed-sources.queries.js';
import { SealedSources } from './sealed-sources.service.js';

const OpenSealedSourceResult = mutationResult('OpenSealedSource');
const GiveSourceReaderResult = mutationResult('GiveSourceReader');
const EndSourceReaderResult = mutationResult('EndSourceReader');
const ReviewSourceOpeningResult = mutationResult('ReviewSourceOpening');
type Answer = Promise<Outcome | Refused>;

@Resolver()
export class SealedSourcesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly sources: SealedSources,
    private readonly queries: SealedSourcesQueries,
    private readonly clock: Clock,
  ) {}

  @Query(() => SealedSource, { nullable: true, description: 'Who told us (R25).' })
  sealedSource(@Args('intelligenceId', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<SealedSource | null> {
    return this.queries.source(actor, id);
  }

  @Query(() => SourceAccess, { nullable: true, description: 'Null where the record has no sealed source, or is not for you.' })
  sourceAccess(@Args('intelligenceId', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<SourceAccess | null> {
    return this.queries.access(actor, id);
  }

  @Query(() => SourceOpeningList, { description: 'Every breaking of the glass, to be reviewed.' })
  sourceOpenings(@Args('page', { type: () => Int, nullable: true }) page: number | null, @CurrentActor() actor: Actor): Promise<SourceOpeningList> {
    return this.queries.openings(actor, page ?? 1);
  }

  @Query(() => SourceOpening, { nullable: true })
  sourceOpening(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<SourceOpening | null> {
    return this.queries.opening(actor, id);
  }

  @Mutation(() => OpenSealedSourceResult, { description: 'Breaks the glass of one record for four hours; the safeguarding lead is told at once, and it is reviewed (Sec-4).' })
  openSealedSource(@Args('input') input: OpenSealedSourceInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'openSealedSource', input, openSealedSourceInput, (valid) => this.sources.breakGlass(valid));
  }

  @Mutation(() => GiveSourceReaderResult, { description: 'Names somebody who may open the source of one record until a day.' })
  giveSourceReader(@Args('input') input: GiveSourceReaderInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'giveSourceReader', input, giveSourceReaderInput(this.clock.today()), (valid) => this.sources.giveReader(valid));
  }

  @Mutation(() => EndSourceReaderResult, { description: 'Takes a reader’s name away again, at once.' })
  endSourceReader(@Args('input') input: EndSourceReaderInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'endSourceReader', input, endSourceReaderInput, ({ id }) => this.sources.endReader(id));
  }

  @Mutation(() => ReviewSourceOpeningResult, { description: 'Says whether it was right to open a source; never by who opened it.' })
  reviewSourceOpening(@Args('input') input: ReviewSourceOpeningInput, @CurrentActor() actor: Actor): Answer {
    return this.mutations.run(actor, 'reviewSourceOpening', input, reviewSourceOpeningInput, (valid) => this.sources.review(valid));
  }
}
