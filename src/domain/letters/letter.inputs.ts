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

@InputType({ description: 'Proof of service of a letter that went on paper (R38).' })
export class RecordLetterServedInput extends LetterStepInput {
  @Field(() => String)
  servedOn!: string;

  @Field(() => String, { description: 'How, to whom and with what proof.' })
  method!: string;
}
export const recordLetterServedInput = z.object({ ...step, servedOn: requiredDate('the date it was served'), method: requiredLine('how it was served and to whom') });
export type RecordLetterServed = z.output<typeof recordLetterServedInput>;
