import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalText, requiredDate, requiredText, version } from '../../platform/graphql/input-fields.js';

/** A step of the telling of a decision: `id` is the decision's. */
@InputType({ isAbstract: true })
abstract class TellingStep {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const step = { id: id('the decision'), version, idempotencyKey };

@InputType({ description: 'Who tells whom, and when (R41). `id` is the decision’s.' })
export class PlanTellingInput extends TellingStep {
  @Field(() => String)
  whoIsTold!: string;

  @Field(() => String)
  whoTells!: string;

  @Field(() => String)
  tellOn!: string;
}
export const planTellingInput = z.object({
  ...step, whoIsTold: requiredText('who is told: people, families, advocates', 2000), whoTells: requiredText('who tells them', 2000), tellOn: requiredDate('the day they are told'),
});
export type PlanTelling = z.output<typeof planTellingInput>;

@InputType({ description: 'Why people are not told yet, and when it is next considered (R41). `id` is the decision’s.' })
export class DeferTellingInput extends TellingStep {
  @Field(() => String)
  whyNotYet!: string;

  @Field(() => String)
  considerOn!: string;
}
export const deferTellingInput = z.object({ ...step, whyNotYet: requiredText('why they are not told yet', 2000), considerOn: requiredDate('the day it is considered again') });
export type DeferTelling = z.output<typeof deferTellingInput>;

@InputType({ description: 'People, families and advocates were told (R41). `id` is the decision’s.' })
export class RecordToldInput extends TellingStep {
  @Field(() => String)
  toldOn!: string;

  @Field(() => String, { nullable: true })
  toldNote?: string | null;
}
export const recordToldInput = z.object({ ...step, toldOn: requiredDate('the day they were told'), toldNote: optionalText('what was said, and what they asked', 4000) });
export type RecordTold = z.output<typeof recordToldInput>;
