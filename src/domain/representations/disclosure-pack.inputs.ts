import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalLine, optionalText, requiredDate, requiredLine, requiredText, version, withRules } from '../../platform/graphql/input-fields.js';
import { disclosedForms, withheldReasons } from './disclosable.js';
import { clockTime } from './representation.inputs.js';

@InputType({ description: 'A pack is begun for one chance to answer.' })
export class PrepareDisclosureInput {
  @Field(() => ID)
  representationId!: string;

  @Field(() => ID)
  idempotencyKey!: string;
}
export const prepareDisclosureInput = z.object({ representationId: id('the chance to answer'), idempotencyKey });
export type PrepareDisclosure = z.output<typeof prepareDisclosureInput>;

@InputType({ isAbstract: true })
abstract class PackChange {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = { id: id('the pack'), version, idempotencyKey };

@InputType({ description: 'One thing in the pack: given whole, in summary or as a file, or withheld with the reason.' })
export class AddToDisclosureInput extends PackChange {
  @Field(() => ID, { nullable: true, description: 'A record of the service; none for what is in no record of ours.' })
  disclosedRecordId?: string | null;

  @Field(() => String, { description: 'whole, summary, file or withheld.' })
  form!: string;

  @Field(() => String, { nullable: true, description: 'What it is called in the pack: the provider reads it. Nothing withheld has a title.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a summary, or of what is in no record: its words.' })
  words?: string | null;

  @Field(() => String, { nullable: true, description: 'Of something withheld: thirdParty, sourceSealed, notToProvider, caveat, legalPrivilege, police or otherBody.' })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'Of something withheld: what it is and why, for officers and a court. The provider does not read it.' })
  note?: string | null;
}
const blankIsNone = (value: unknown): unknown => (value === '' ? null : value);
const adding = z.object({
  ...change,
  disclosedRecordId: optionalId('the record'),
  form: oneOf(disclosedForms, 'Choose whether it is given whole, in summary, as a file, or withheld'),
  title: optionalLine('what it is called in the pack'),
  words: optionalText('what the provider is told'),
  reason: z.preprocess(blankIsNone, z.enum(withheldReasons, 'Choose a reason of the list').nullish()),
  note: optionalText('why it is withheld', 2_000),
});
export const addToDisclosureInput = withRules(adding, [
  { field: 'reason', message: 'Choose why it is withheld', broken: ({ form, reason }) => form === 'withheld' && reason == null },
  { field: 'note', message: 'Write what it is and why it is withheld: officers and a court read it, the provider does not', broken: ({ form, note }) => form === 'withheld' && note === undefined },
  { field: 'title', message: 'Enter what it is called in the pack', broken: ({ form, title }) => form !== 'withheld' && title === undefined },
  { field: 'words', message: 'Write what the provider is told', broken: ({ form, words, disclosedRecordId }) => words === undefined && (form === 'summary' || (form === 'whole' && disclosedRecordId === undefined)) },
  { field: 'disclosedRecordId', message: 'Choose the file', broken: ({ form, disclosedRecordId }) => form === 'file' && disclosedRecordId === undefined },
]);
export type AddToDisclosure = z.output<typeof addToDisclosureInput>;

@InputType({ description: 'Something is taken out again while the pack is not served.' })
export class TakeFromDisclosureInput extends PackChange {
  @Field(() => ID)
  disclosedItemId!: string;
}
export const takeFromDisclosureInput = z.object({ ...change, disclosedItemId: id('what is taken out') });
export type TakeFromDisclosure = z.output<typeof takeFromDisclosureInput>;

@InputType({ description: 'The pack was given to the provider. From then on nothing of it changes, and the provider reads it on its page.' })
export class ServeDisclosureInput extends PackChange {
  @Field(() => String, { description: 'The date, day first.' })
  servedOn!: string;

  @Field(() => String, { description: 'The time in London, 24 hours. After 17:00 it counts as the next working day (R32).' })
  servedTime!: string;

  @Field(() => String, { description: 'How and to whom.' })
  how!: string;

  @Field(() => String, { nullable: true, description: 'Of a supplement: why no more time to answer is given. The provider reads it.' })
  notExtendedReason?: string | null;
}
export const serveDisclosureInput = z.object({
  ...change,
  servedOn: requiredDate('the date it was given'),
  servedTime: clockTime.transform((typed) => typed.padStart(5, '0')),
  how: requiredLine('how and to whom it was given'),
  notExtendedReason: optionalText('why no more time is given', 2_000),
});
export type ServeDisclosure = z.output<typeof serveDisclosureInput>;

@InputType({ description: 'The pack is not served.' })
export class DropDisclosureInput extends PackChange {
  @Field(() => String)
  reason!: string;
}
export const dropDisclosureInput = z.object({ ...change, reason: requiredText('why it is not served', 2_000) });
export type DropDisclosure = z.output<typeof dropDisclosureInput>;
