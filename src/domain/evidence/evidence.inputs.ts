import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalLine, requiredLine, requiredText, version } from '../../platform/graphql/input-fields.js';

/** Every member of the panel, officers of the council alone, or the provider that sent it as well. */
const evidenceAudiences = ['members', 'council', 'provider'] as const;

/** Of a file that was received, beside its bytes. */
export const uploadEvidenceInput = z.object({
  idempotencyKey,
  recordKind: requiredLine('the kind of record'),
  recordId: id('the record'),
  description: optionalLine('what the file shows'),
  audience: z.preprocess((value) => (value === '' ? undefined : value), oneOf(evidenceAudiences, 'Choose who may see this').optional()),
  caveat: z.preprocess((value) => (value === '' ? undefined : value), z.string('Choose a caveat of the list').max(40, 'Choose a caveat of the list').optional()),
  replacesId: optionalId('the file it replaces'),
});
export type UploadEvidence = z.output<typeof uploadEvidenceInput>;

@InputType({ description: 'What is decided about one file, and why.' })
export class EvidenceReasonInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'Read by whoever sees the file in the list.' })
  reason!: string;
}
const longestReason = 2_000;
export const evidenceReasonInput = (label: string) => z.object({ idempotencyKey, id: id('the file'), version, reason: requiredText(label, longestReason) });
export type EvidenceReason = z.output<ReturnType<typeof evidenceReasonInput>>;
