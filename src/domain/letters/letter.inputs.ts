import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalText, requiredDate, requiredLine, version } from '../../platform/graphql/input-fields.js';

@InputType({ isAbstract: true })
abstract class LetterStepInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const step = { id: id('the letter'), version, idempotencyKey };

@InputType({ description: 'Changes the paragraph people write; the parts from the record stay.' })
export class EditLetterInput extends LetterStepInput {
  @Field(() => String, { nullable: true })
  paragraph?: string | null;
}
export const editLetterInput = z.object({ ...step, paragraph: optionalText('the paragraph', 4000) });
export type EditLetter = z.output<typeof editLetterInput>;

@InputType({ description: 'Sends a letter as it stands.' })
export class IssueLetterInput extends LetterStepInput {
  @Field(() => String, { description: 'email or paper.' })
  method!: string;

  @Field(() => String, { description: 'The person or office it is addressed to.' })
  toName!: string;

  @Field(() => String, { nullable: true, description: 'The mail address, where it goes by mail.' })
  toAddress?: string | null;
}
const address = z.preprocess(
  (typed) => (typeof typed === 'string' ? typed.trim() || undefined : (typed ?? undefined)),
  z.email('Enter a mail address, for example manager@example.org').max(254, 'Enter a mail address of 254 characters or fewer').optional(),
);
export const issueLetterInput = z
  .object({ ...step, method: oneOf(['email', 'paper'], 'Choose how the letter goes'), toName: requiredLine('the person or office it is addressed to'), toAddress: address })
  .refine(({ method, toAddress }) => method !== 'email' || toAddress !== undefined, { path: ['toAddress'], error: 'Enter the mail address the letter goes to', when: () => true });
export type IssueLetter = z.output<typeof issueLetterInput>;

@InputType({ description: 'Service of a letter on paper, or of one whose mail did not arrive, with its proof (R38).' })
export class RecordLetterServedInput extends LetterStepInput {
  @Field(() => String, { description: 'The day it arrived, day first: 3 11 2026.' })
  servedOn!: string;

  @Field(() => String, { description: 'The time in London, 24 hours: 16:30. After 17:00 it counts as the next working day (R32).' })
  servedTime!: string;

  @Field(() => String, { description: 'post or hand.' })
  method!: string;

  @Field(() => String, { description: 'To whom, and what shows it: "Signed for by the registered manager, AB 1234 5678 9GB".' })
  proof!: string;
}
const clockTime = requiredLine('the time', 5).pipe(z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Enter the time by the 24-hour clock, for example 16:30'));
export const recordLetterServedInput = z.object({
  ...step,
  servedOn: requiredDate('the date it was served'),
  servedTime: clockTime.transform((typed) => typed.padStart(5, '0')),
  method: oneOf(['post', 'hand'], 'Choose how it was served'),
  proof: requiredLine('to whom it went and what shows it'),
});
export type RecordLetterServed = z.output<typeof recordLetterServedInput>;
