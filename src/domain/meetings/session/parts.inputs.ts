import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, requiredText, version } from '../../../platform/graphql/input-fields.js';
import { absenteesGet } from './room.entity.js';

@InputType({ description: 'One of the two parts of a meeting.' })
export class MeetingPartInput {
  @Field(() => String, { description: 'What the part is for: "The panel without the provider".' }) purpose!: string;
  @Field(() => String, { description: 'What whoever was in no part gets of it: nothing or minutes.' }) absentees!: string;
}
@InputType({ description: 'A meeting in two parts. What and who is not named is in part A, or in both.' })
export class ArrangePartsInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => Int, { description: 'The arrangement’s, 0 where there is none yet.' }) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => MeetingPartInput) A!: MeetingPartInput;
  @Field(() => MeetingPartInput) B!: MeetingPartInput;
  @Field(() => [ID], { description: 'Items taken in part B; all others are taken in part A.' }) itemsInB!: string[];
  @Field(() => [ID], { description: 'Members (`MeetingMember.id`) who are in part A alone.' }) onlyInA!: string[];
  @Field(() => [ID], { description: 'Members who are in part B alone.' }) onlyInB!: string[];
}
const partInput = (name: string) => z.object({
  purpose: requiredText(`what part ${name} is for`, 300),
  absentees: oneOf(absenteesGet, `Choose what those who were absent get of part ${name}`),
});
export const arrangePartsInput = z.object({
  idempotencyKey, id: id('the meeting'), version, A: partInput('A'), B: partInput('B'),
  itemsInB: z.array(id('the items of part B')).max(300),
  onlyInA: z.array(id('who is in part A alone')).max(80),
  onlyInB: z.array(id('who is in part B alone')).max(80),
});
export type ArrangeParts = z.output<typeof arrangePartsInput>;

@InputType()
export class BeginItemInput {
  @Field(() => ID, { description: 'The item.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
}
export const beginItemInput = z.object({ idempotencyKey, id: id('the item') });

@InputType()
export class SuspendMeetingInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String) reason!: string;
}
export const suspendMeetingInput = z.object({ idempotencyKey, id: id('the meeting'), version, reason: requiredText('why the meeting is suspended', 500) });
