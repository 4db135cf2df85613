import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalDate, requiredText, version } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'What the provider asks about being heard.' })
export class AskAboutHearingInput {
  @Field(() => ID)
  representationId!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'moreTime, companion or adjournment.' })
  kind!: string;

  @Field(() => String, { description: 'What is asked, and why: until when, who is brought, which meeting.' })
  text!: string;
}
export const askAboutHearingInput = z.object({
  representationId: id('the chance to answer it is about'),
  idempotencyKey,
  kind: oneOf(['moreTime', 'companion', 'adjournment'], 'Choose what is asked for: more time, bringing somebody, or another day for a meeting'),
  text: requiredText('what is asked, and why', 4000),
});
export type AskAboutHearing = z.output<typeof askAboutHearingInput>;

@InputType({ description: 'The answer to what a provider asked about being heard.' })
export class AnswerHearingRequestInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'granted or refused.' })
  outcome!: string;

  @Field(() => String, { description: 'Why. The provider reads it.' })
  reasons!: string;

  @Field(() => String, { nullable: true, description: 'Of more time that is granted: the last day to answer.' })
  newLastDay?: string | null;
}
export const answerHearingRequestInput = z.object({
  id: id('the request'),
  version,
  idempotencyKey,
  outcome: oneOf(['granted', 'refused'], 'Choose whether it is granted or refused'),
  reasons: requiredText('the reasons for the answer', 4000),
  newLastDay: optionalDate('the last day to answer'),
});
export type AnswerHearingRequest = z.output<typeof answerHearingRequestInput>;
