import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalText, version, withRules } from '../../platform/graphql/input-fields.js';
import { exemptionCodes } from './exemptions.js';
import { RequestStepInput } from './request.inputs.js';

const step = { idempotencyKey, id: id('the request'), version };
/** As many as a page shows. */
export const recordsAtOnce = 200;
const exemption = oneOf(exemptionCodes, 'Choose why it is withheld');

@InputType({ description: 'Records copied into the set as they are now.' })
export class ChooseRecordsInput extends RequestStepInput {
  @Field(() => [ID])
  recordIds!: string[];
}
export const chooseRecordsInput = z.object({ ...step, recordIds: z.array(z.uuid()).min(1, 'Choose at least one record').max(recordsAtOnce, `Choose ${recordsAtOnce} records or fewer at once`) });
export type ChooseRecords = z.output<typeof chooseRecordsInput>;

@InputType()
export class RemoveChosenRecordInput extends RequestStepInput {
  @Field(() => ID)
  itemId!: string;
}
export const removeChosenRecordInput = z.object({ ...step, itemId: id('the record') });
export type RemoveChosenRecord = z.output<typeof removeChosenRecordInput>;

@InputType({ description: 'Words to black out: by the numbers of sentences, or as typed, here or in every record of the set.' })
export class RedactWordsInput extends RemoveChosenRecordInput {
  @Field(() => [Int], { nullable: true, description: 'Numbers of sentences of this record, from 1.' })
  sentences?: number[] | null;

  @Field(() => String, { nullable: true, description: 'The exact words; every place where they stand is blacked out.' })
  words?: string | null;

  @Field(() => Boolean, { description: 'Whether the words are blacked out in every record of the set, not in this one alone.' })
  everywhere!: boolean;

  @Field(() => String, { description: 'thirdParty, source, lawEnforcement, publicAffairs, privilege, commercial or caveat.' })
  code!: string;

  @Field(() => String, { nullable: true })
  note?: string | null;
}
export const redactWordsInput = withRules(
  z.object({
    ...step,
    itemId: id('the record'),
    sentences: z.array(z.int().min(1)).max(500).nullish().transform((given) => given ?? []),
    words: optionalText('the words', 500),
    everywhere: z.boolean(),
    code: exemption,
    note: optionalText('the note', 1000),
  }),
  [{ field: 'words', message: 'Choose sentences or enter the exact words', broken: ({ words, sentences }) => words === undefined && Array.isArray(sentences) && sentences.length === 0 }],
);
export type RedactWords = z.output<typeof redactWordsInput>;

@InputType()
export class RemoveRedactionInput extends RequestStepInput {
  @Field(() => ID)
  redactionId!: string;
}
export const removeRedactionInput = z.object({ ...step, redactionId: id('the redaction') });
export type RemoveRedaction = z.output<typeof removeRedactionInput>;

@InputType({ description: 'A record withheld whole, or (without a code) no longer.' })
export class WithholdRecordInput extends RemoveChosenRecordInput {
  @Field(() => String, { nullable: true })
  code?: string | null;

  @Field(() => String, { nullable: true })
  note?: string | null;
}
export const withholdRecordInput = z.object({
  ...step,
  itemId: id('the record'),
  code: z.preprocess((value) => (value === '' || value === null ? undefined : value), exemption.optional()),
  note: optionalText('the note', 1000),
});
export type WithholdRecord = z.output<typeof withholdRecordInput>;
