import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalText, requiredLine, withRules } from '../../../platform/graphql/input-fields.js';
import { phrasesOf } from './redacted-copy.js';

@InputType({ description: 'A copy of minutes with parts left out, for somebody outside.' })
export class RedactMinutesInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'Whom it is for, as they are called.' }) madeFor!: string;
  @Field(() => [ID], { description: 'Sections that are left out.' }) sectionIds!: string[];
  @Field(() => String, { nullable: true, description: 'Words to be covered in what stays: one phrase a line.' }) cover?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether what is left is a fair and coherent record.' }) coherent?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Where it is not: the summary that stands instead of it.' }) summary?: string | null;
}
const shortest = 3;
export const redactMinutesInput = withRules(z.object({
  idempotencyKey, id: id('the meeting'), madeFor: requiredLine('whom the copy is for'), sectionIds: z.array(id('a section')).max(500),
  cover: optionalText('the words to be covered', 4_000).transform((list) => phrasesOf(list ?? '')),
  coherent: z.boolean('Choose whether what is left is a fair and coherent record'), summary: optionalText('the summary'),
}), [
  { field: 'summary', message: 'Write the summary that stands instead of it', broken: ({ coherent, summary }) => coherent === false && (summary ?? '').trim() === '' },
  { field: 'cover', message: `Give each phrase at least ${shortest} characters`, broken: ({ cover }) => Array.isArray(cover) && cover.some((phrase) => phrase.length < shortest) },
]);
export type RedactMinutes = z.output<typeof redactMinutesInput>;
