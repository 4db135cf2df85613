import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalDate, requiredLine, version } from '../../platform/graphql/input-fields.js';

@InputType()
export class GiveNameClearanceInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The membership of a reader of the Board.' })
  membershipId!: string;

  @Field(() => String, { description: 'Why they need the names.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The last day, today or later; until it is ended where absent.' })
  lastDay?: string | null;
}
export const giveNameClearanceInput = (today: Temporal.PlainDate) =>
  z.object({
    idempotencyKey, membershipId: id('the reader of the Board'), reason: requiredLine('why they need the names', 500),
    lastDay: optionalDate('the last day').pipe(z.string().refine((day) => day >= today.toString(), 'The last day must be today or later').optional()),
  });
export type GiveNameClearance = z.output<ReturnType<typeof giveNameClearanceInput>>;

@InputType()
export class EndNameClearanceInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  reason!: string;
}
export const endNameClearanceInput = z.object({ id: id('the clearance'), version, idempotencyKey, reason: requiredLine('why it ends', 500) });
export type EndNameClearance = z.output<typeof endNameClearanceInput>;
