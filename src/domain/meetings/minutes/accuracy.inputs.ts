import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, requiredText, wholeNumber } from '../../../platform/graphql/input-fields.js';

@InputType({ description: 'A member’s comment on the accuracy of one paragraph of circulated minutes.' })
export class CommentOnMinutesInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID) sectionId!: string;
  @Field(() => Int, { nullable: true, description: 'Which paragraph of the section, from 1.' }) paragraph?: number | null;
  @Field(() => String) text!: string;
}
export const commentOnMinutesInput = z.object({
  idempotencyKey, id: id('the meeting'), sectionId: id('the section'), paragraph: wholeNumber('which paragraph it is on', 1, 10_000), text: requiredText('what is not accurate, and what it should say', 4_000),
});
export type CommentOnMinutes = z.output<typeof commentOnMinutesInput>;

@InputType({ description: 'What becomes of a comment; `id` is the comment’s.' })
export class AnswerMinuteCommentInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => Boolean, { nullable: true }) accepted?: boolean | null;
  @Field(() => String) reason!: string;
}
export const answerMinuteCommentInput = z.object({ idempotencyKey, id: id('the comment'), accepted: z.boolean('Choose whether the comment is accepted'), reason: requiredText('why it is accepted or not', 1_000) });
export type AnswerMinuteComment = z.output<typeof answerMinuteCommentInput>;
