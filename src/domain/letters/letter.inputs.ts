import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalLine, optionalText, requiredDate, requiredLine, requiredText, version } from '../../platform/graphql/input-fields.js';

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

@InputType({ description: 'Starts a letter that tells of no decision.' })
export class StartLetterInput {
  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'A kind that letterOccasions offers.' })
  kind!: string;

  @Field(() => ID, { nullable: true, description: 'The meeting, restriction, appeal or representation it is about, where its kind is about one.' })
  aboutId?: string | null;

  @Field(() => ID)
  idempotencyKey!: string;
}
export const startLetterInput = z.object({ serviceId: id('the service'), kind: requiredLine('which letter'), aboutId: optionalId('what the letter is about'), idempotencyKey });
export type StartLetter = z.output<typeof startLetterInput>;

@InputType({ description: 'A part people write, by its key.' })
export class LetterPartInput {
  @Field(() => String)
  key!: string;

  @Field(() => String)
  text!: string;
}

@InputType({ description: 'Changes the parts people write; those from the record stay.' })
export class EditLetterInput extends LetterStepInput {
  @Field(() => String, { nullable: true })
  paragraph?: string | null;

  @Field(() => [LetterPartInput], { nullable: true, description: 'Those not named stay as they are.' })
  parts?: LetterPartInput[] | null;
}
const writtenText = z.string().trim().max(8000, 'Each part must be 8,000 characters or fewer');
export const editLetterInput = z.object({
  ...step,
  paragraph: optionalText('the paragraph', 4000),
  parts: z.array(z.object({ key: requiredLine('the part'), text: writtenText })).nullish().transform((parts) => parts ?? []),
});
export type EditLetter = z.output<typeof editLetterInput>;

@InputType({ description: 'A person or office a letter to several goes to.' })
export class LetterAddresseeInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'The mail address; without one it goes on paper.' })
  address?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they have it for information alone: it is served without them.' })
  copy?: boolean | null;
}

@InputType({ description: 'Sends a letter as it stands.' })
export class IssueLetterInput extends LetterStepInput {
  @Field(() => String, { nullable: true, description: 'email or paper, for a letter to the provider.' })
  method?: string | null;

  @Field(() => String, { nullable: true, description: 'The person or office a letter to the provider is addressed to.' })
  toName?: string | null;

  @Field(() => String, { nullable: true, description: 'The mail address, where it goes by mail.' })
  toAddress?: string | null;

  @Field(() => [LetterAddresseeInput], { nullable: true, description: 'To whom any other letter goes; of a letter to the provider, who else of it must have it, and who has a copy.' })
  addressees?: LetterAddresseeInput[] | null;
}
/** What may be left out, or left empty on a form. */
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((typed) => (typed === '' || typed === null ? undefined : typed), schema.optional());
const address = z.preprocess(
  (typed) => (typeof typed === 'string' ? typed.trim() || undefined : (typed ?? undefined)),
  z.email('Enter a mail address, for example manager@example.org').max(254, 'Enter a mail address of 254 characters or fewer').optional(),
);
export const issueLetterInput = z
  .object({
    ...step, method: optional(oneOf(['email', 'paper'], 'Choose how the letter goes')), toName: optionalLine('the person or office it is addressed to'), toAddress: address,
    addressees: z.array(z.object({ name: requiredLine('the person or office it goes to'), address, copy: z.boolean().nullish().transform((copy) => copy ?? false) })).max(100, 'Enter 100 addressees or fewer').nullish().transform((all) => all ?? []),
  })
  .refine(({ method, toAddress }) => method !== 'email' || toAddress !== undefined, { path: ['toAddress'], error: 'Enter the mail address the letter goes to', when: () => true });
export type IssueLetter = z.output<typeof issueLetterInput>;

@InputType({ description: 'Service of a letter on paper, or of one whose mail did not arrive, with its proof (R38).' })
export class RecordLetterServedInput extends LetterStepInput {
  @Field(() => ID, { nullable: true, description: 'Who has it, of a letter to several.' })
  addresseeId?: string | null;

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
  addresseeId: optionalId('who has it'),
  servedOn: requiredDate('the date it was served'),
  servedTime: clockTime.transform((typed) => typed.padStart(5, '0')),
  method: oneOf(['post', 'hand'], 'Choose how it was served'),
  proof: requiredLine('to whom it went and what shows it'),
});
export type RecordLetterServed = z.output<typeof recordLetterServedInput>;

@InputType({ description: 'Sends a draft to Legal: its text does not change until it comes back.' })
export class SendLetterToLegalInput extends LetterStepInput {
  @Field(() => String, { nullable: true, description: 'What Legal is asked.' })
  asked?: string | null;
}
export const sendToLegalInput = z.object({ ...step, asked: optionalText('what you ask Legal', 4000) });
export type SendToLegal = z.output<typeof sendToLegalInput>;

@InputType({ isAbstract: true })
abstract class LegalCopyInput extends LetterStepInput {
  @Field(() => ID, { description: 'The file Legal sent back, among the letter’s evidence.' })
  copyId!: string;
}
const copy = { ...step, copyId: id('the file Legal sent back') };

@InputType({ description: 'Takes over what Legal changed.' })
export class TakeLegalCopyInput extends LegalCopyInput {
  @Field(() => Boolean, { description: 'Whether changes of parts from the record are left out; without it they are refused with all the rest.' })
  leaveRecord!: boolean;
}
export const takeLegalCopyInput = z.object({ ...copy, leaveRecord: z.boolean() });
export type TakeLegalCopy = z.output<typeof takeLegalCopyInput>;

@InputType({ description: 'Does not take over what Legal changed.' })
export class RefuseLegalCopyInput extends LegalCopyInput {
  @Field(() => String)
  reason!: string;
}
export const refuseLegalCopyInput = z.object({ ...copy, reason: requiredText('why it is not taken over', 4000) });
export type RefuseLegalCopy = z.output<typeof refuseLegalCopyInput>;

@InputType({ description: 'What Legal says of the letter as it stands.' })
export class ReturnLetterFromLegalInput extends LetterStepInput {
  @Field(() => Boolean, { description: 'Whether Legal agrees to the text as it stands.' })
  agreed!: boolean;

  @Field(() => String, { description: 'Who in Legal says so.' })
  lawyer!: string;

  @Field(() => String, { nullable: true })
  comments?: string | null;
}
export const returnLetterInput = z.object({ ...step, agreed: z.boolean(), lawyer: requiredLine('who in Legal read it'), comments: optionalText('what Legal says', 8000) });
export type ReturnLetter = z.output<typeof returnLetterInput>;
