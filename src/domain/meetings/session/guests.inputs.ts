import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, requiredLine, version } from '../../../platform/graphql/input-fields.js';
import { parts } from './room.entity.js';

@InputType({ description: 'Somebody who has no place in the meeting has come to it.' })
export class AddMeetingGuestInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { nullable: true, description: 'A or B, in a meeting of two parts; the whole meeting without it.' }) part?: string | null;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'For whom they come: "Rowan Court Care Limited, nominated individual".' }) fromWhom!: string;
  @Field(() => Boolean, { description: 'Whether they come for the provider of an item.' }) forProvider!: boolean;
  @Field(() => Boolean, { description: 'Whether they accepted the confidentiality statement as it was read out.' }) confidentialityAccepted!: boolean;
}
export const addMeetingGuestInput = z.object({
  idempotencyKey, id: id('the meeting'),
  part: oneOf(parts, 'Choose part A, part B or the whole meeting').nullish(),
  name: requiredLine('their name', 120),
  fromWhom: requiredLine('for whom they come', 200),
  forProvider: z.boolean(),
  confidentialityAccepted: z.boolean(),
});
export type AddMeetingGuest = z.output<typeof addMeetingGuestInput>;

@InputType()
export class RecordMeetingGuestInput {
  @Field(() => ID, { description: 'The guest.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => Boolean, { description: 'Has left the meeting.' }) left!: boolean;
  @Field(() => Boolean, { description: 'Whether they accepted the confidentiality statement as it was read out.' }) accepted!: boolean;
}
export const recordMeetingGuestInput = z.object({ idempotencyKey, id: id('the guest'), version, left: z.boolean(), accepted: z.boolean() });
export type RecordMeetingGuest = z.output<typeof recordMeetingGuestInput>;

@InputType()
export class RemoveMeetingGuestInput {
  @Field(() => ID, { description: 'The guest.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
}
export const removeMeetingGuestInput = z.object({ idempotencyKey, id: id('the guest') });
