import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalId, requiredDate, requiredLine, requiredText, version } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'That the provider was told what is proposed, and how and when.' })
export class TellProviderInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => ID, { nullable: true, description: 'The recommendation the provider was told of.' })
  recommendationId?: string | null;

  @Field(() => String, { description: 'The date, day first: 3 11 2026.' })
  toldOn!: string;

  @Field(() => String, { description: 'The time in London, 24 hours: 16:30. After 17:00 it counts as the next working day (R32).' })
  toldTime!: string;

  @Field(() => String, { description: 'How and to whom: "By telephone, to the registered manager".' })
  how!: string;
}

export const clockTime = requiredLine('the time', 5).pipe(z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Enter the time by the 24-hour clock, for example 16:30'));

export const tellProviderInput = z.object({
  idempotencyKey,
  serviceId: id('the service'),
  recommendationId: optionalId('the recommendation'),
  toldOn: requiredDate('the date the provider was told'),
  toldTime: clockTime.transform((typed) => typed.padStart(5, '0')),
  how: requiredLine('how the provider was told'),
});
export type TellProvider = z.output<typeof tellProviderInput>;

@InputType({ description: 'What the provider says, in its own words. It carries no version: it is added to what is there, so whatever moved meanwhile it is accepted (R11).' })
export class SubmitRepresentationInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  text!: string;
}

export const submitRepresentationInput = z.object({ idempotencyKey, id: id('the letter you reply to'), text: requiredText('your reply') });
export type SubmitRepresentation = z.output<typeof submitRepresentationInput>;

@InputType({ description: 'A representation that came on paper or by mail.' })
export class RecordRepresentationInput extends SubmitRepresentationInput {
  @Field(() => Int)
  version!: number;

  @Field(() => String, { description: 'The date it came, day first.' })
  receivedOn!: string;
}

export const recordRepresentationInput = z.object({
  idempotencyKey,
  id: id('the representation'),
  version,
  text: requiredText('what the provider says'),
  receivedOn: requiredDate('the date it was received'),
});
export type RecordRepresentation = z.output<typeof recordRepresentationInput>;
