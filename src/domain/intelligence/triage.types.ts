import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, requiredText, version } from '../../platform/graphql/input-fields.js';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { IntelligenceRow } from './intelligence.types.js';

@ObjectType({ description: 'A record on the table of a triage meeting.' })
export class TriageRecord extends IntelligenceRow {
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly whatHappened!: string;
  @Field(() => ID, { nullable: true, description: 'An earlier record of the same service and theme within a week: perhaps the same event.' }) readonly likelySameId!: string | null;
  @Field(() => String, { nullable: true }) readonly likelySame!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was put to the panel, or needs nothing further.' }) readonly dispositionReason!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly disposedAt!: string | null;
}
@ObjectType({ description: 'What intelligence of the days looked at is about.' })
export class TriageTheme {
  @Field(() => String) readonly code!: string;
  @Field(() => String) readonly words!: string;
  @Field(() => Int) readonly records!: number;
  @Field(() => Int) readonly services!: number;
}
@ObjectType({ description: 'The log as a triage meeting takes it: what waits, what is in hand, what it is about, and what came of it since a day.' })
export class TriageMeeting {
  @Field(() => DateScalar, { description: 'From this day on: the time between two triages, where none was asked for.' }) readonly since!: string;
  @Field(() => [TriageRecord], { description: 'Not triaged yet, the most urgent first; at most 50.' }) readonly waiting!: readonly TriageRecord[];
  @Field(() => [TriageRecord], { description: 'Triaged, and what becomes of it is not said yet; at most 50.' }) readonly inHand!: readonly TriageRecord[];
  @Field(() => Int) readonly waitingTotal!: number;
  @Field(() => Int) readonly inHandTotal!: number;
  @Field(() => Int, { description: 'Of both, past the time their severity allows.' }) readonly overdue!: number;
  @Field(() => [TriageTheme]) readonly themes!: readonly TriageTheme[];
  @Field(() => [TriageRecord], { description: 'Put to the panel since that day: the item list.' }) readonly toPanel!: readonly TriageRecord[];
  @Field(() => [TriageRecord], { description: 'No further action since that day, duplicates included.' }) readonly noFurtherAction!: readonly TriageRecord[];
}

@InputType({ description: 'What a triage meeting makes of a record that is triaged: to the panel or no further action, with the reason, which is its assessment too where there is none.' })
export class SettleAtTriageInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'toPanel or noted.' }) outcome!: string;
  @Field(() => String, { description: 'For the panel it stands on the agenda, where every member reads it.' }) reason!: string;
}
export const settleAtTriageInput = z.object({
  idempotencyKey, id: id('the record'), version,
  outcome: oneOf(['toPanel', 'noted'], 'Choose what becomes of it'),
  reason: requiredText('the reason', 500),
});
export type SettleAtTriage = z.output<typeof settleAtTriageInput>;
