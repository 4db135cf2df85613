import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalId, optionalLine, requiredDate, requiredText, version, withRules } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'Keeps everything of a service, or one record, from any purge.' })
export class SetLegalHoldInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { nullable: true })
  serviceId?: string | null;

  @Field(() => String, { nullable: true, description: 'The reference of one record, such as INT-2026-00042; empty for everything of the service.' })
  recordReference?: string | null;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'By when somebody looks whether it is still needed, day first.' })
  reviewOn!: string;
}
export const setLegalHoldInput = withRules(
  z.object({
    idempotencyKey,
    serviceId: optionalId('the service'),
    recordReference: optionalLine('the reference of the record', 40),
    reason: requiredText('the reason', 4000),
    reviewOn: requiredDate('the day it is reviewed'),
  }),
  [{ field: 'serviceId', message: 'Choose a service, or enter the reference of a record', broken: ({ serviceId, recordReference }) => serviceId === undefined && recordReference === undefined }],
);
export type SetLegalHold = z.output<typeof setLegalHoldInput>;

@InputType()
export class RetentionStepInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
@InputType()
export class EndLegalHoldInput extends RetentionStepInput {
  @Field(() => String)
  reason!: string;
}
export const endLegalHoldInput = z.object({ idempotencyKey, id: id('the hold'), version, reason: requiredText('why it ends', 4000) });
export type EndLegalHold = z.output<typeof endLegalHoldInput>;

@InputType({ description: 'What falls due by a day, for a second person to approve.' })
export class ProposePurgeInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'Day first.' })
  until!: string;
}
export const proposePurgeInput = z.object({ idempotencyKey, until: requiredDate('the day') });
export type ProposePurge = z.output<typeof proposePurgeInput>;

export const retentionStepInput = z.object({ idempotencyKey, id: id('the purge'), version });
export type RetentionStep = z.output<typeof retentionStepInput>;

@InputType()
export class ReturnPurgeInput extends RetentionStepInput {
  @Field(() => String)
  reason!: string;
}
export const returnPurgeInput = z.object({ idempotencyKey, id: id('the purge'), version, reason: requiredText('the reason', 4000) });
export type ReturnPurge = z.output<typeof returnPurgeInput>;
