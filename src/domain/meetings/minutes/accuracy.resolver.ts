import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { AnswerMinuteCommentInput, answerMinuteCommentInput, CommentOnMinutesInput, commentOnMinutesInput } from './accuracy.inputs.js';
import { AccuracyQueries } from './accuracy.queries.js';
import { MinutesAccuracy, MinutesBefore } from './accuracy.types.js';
import { MinuteComments } from './minute-comments.service.js';

const CommentOnMinutesResult = mutationResult('CommentOnMinutes');
const AnswerMinuteCommentResult = mutationResult('AnswerMinuteComment');

/** The door to what members say of the accuracy of minutes. */
@Resolver()
export class AccuracyResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly comments: MinuteComments,
    private readonly queries: AccuracyQueries,
  ) {}

  @Query(() => MinutesAccuracy, { nullable: true, description: 'Minutes paragraph by paragraph, with what members say of their accuracy.' })
  minutesAccuracy(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MinutesAccuracy | null> {
    return this.queries.one(actor, id);
  }

  @Query(() => MinutesBefore, { nullable: true, description: 'Minutes that this meeting is to confirm, or has confirmed, with what was said of them.' })
  minutesBefore(@Args('id', { type: () => ID }) id: string, @CurrentActor() actor: Actor): Promise<MinutesBefore | null> {
    return this.queries.before(actor, id);
  }

  @Mutation(() => CommentOnMinutesResult, { description: 'A member says what is not accurate in a paragraph of circulated minutes: filed beside it, never in it.' })
  commentOnMinutes(@Args('input') input: CommentOnMinutesInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'commentOnMinutes', input, commentOnMinutesInput, (valid) => this.comments.comment(valid));
  }

  @Mutation(() => AnswerMinuteCommentResult, { description: 'Whoever makes the minutes says whether a comment is accepted, and why.' })
  answerMinuteComment(@Args('input') input: AnswerMinuteCommentInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'answerMinuteComment', input, answerMinuteCommentInput, (valid) => this.comments.answer(valid));
  }
}
