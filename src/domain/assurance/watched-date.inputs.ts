import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalText, requiredDate, requiredText, version } from '../../platform/graphql/input-fields.js';
import { kindOf, watchedKindKeys } from './watched-kinds.js';

const byHand = watchedKindKeys.filter((key) => kindOf(key).byItselfOnly !== true) as [(typeof watchedKindKeys)[number]];
const untilToday = (label: string, remedy: string, today: Temporal.PlainDate) => requiredDate(label).pipe(z.string().refine((day) => day <= today.toString(), remedy));

@InputType({ description: 'A date that somebody waits for: counted from its event by the council’s procedure.' })
export class StartWatchedDateInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { nullable: true, description: 'Left out where it is of the whole council.' })
  serviceId?: string | null;

  @Field(() => String, { description: `One of ${byHand.join(', ')}.` })
  kind!: string;

  @Field(() => String, { description: 'The day it is counted from, as people type it; not in the future.' })
  happenedOn!: string;

  @Field(() => String, { nullable: true })
  about?: string | null;
}
export const startWatchedDateInput = (today: Temporal.PlainDate) =>
  z.object({
    idempotencyKey,
    serviceId: optionalId('the service'),
    kind: oneOf(byHand, 'Choose what is waited for'),
    happenedOn: untilToday('the day it is counted from', 'The day it is counted from must be today or in the past', today),
    about: optionalText('what it is about', 2_000),
  });
export type StartWatchedDate = z.output<ReturnType<typeof startWatchedDateInput>>;

@InputType({ isAbstract: true })
abstract class WatchedDateChange {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = { id: id('the date'), version, idempotencyKey };

@InputType()
export class FinishWatchedDateInput extends WatchedDateChange {
  @Field(() => String, { description: 'A date as people type it, today or earlier.' })
  doneOn!: string;

  @Field(() => String, { description: 'What was done, or what came.' })
  outcome!: string;
}
export const finishWatchedDateInput = (today: Temporal.PlainDate) =>
  z.object({ ...change, doneOn: untilToday('the day it was done', 'The day it was done must be today or in the past', today), outcome: requiredText('what was done, or what came', 4_000) });
export type FinishWatchedDate = Omit<z.output<ReturnType<typeof finishWatchedDateInput>>, 'version' | 'idempotencyKey'> & { readonly version: number | 'latest' };

@InputType()
export class WithdrawWatchedDateInput extends WatchedDateChange {
  @Field(() => String, { description: 'Why nobody waits for it any more.' })
  reason!: string;
}
export const withdrawWatchedDateInput = z.object({ ...change, reason: requiredText('why nobody waits for it any more', 2_000) });
export type WithdrawWatchedDate = Omit<z.output<typeof withdrawWatchedDateInput>, 'version' | 'idempotencyKey'> & { readonly version: number | 'latest' };
