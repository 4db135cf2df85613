import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalLine, requiredLine, requiredText, version } from '../../../platform/graphql/input-fields.js';

@InputType({ description: 'One person more is asked to a meeting that is scheduled.' })
export class AddMeetingMemberInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) membershipId!: string;
  @Field(() => String, { nullable: true, description: 'Why the service is shared with their agency, where it has no seat on the panel (R37).' }) sharingReason?: string | null;
}
export const addMeetingMemberInput = z.object({ idempotencyKey, id: id('the meeting'), membershipId: id('whom to add'), sharingReason: optionalLine('why the service is shared with their agency', 500) });
export type AddMeetingMember = z.output<typeof addMeetingMemberInput>;

@InputType({ description: 'A member is asked to the meeting no longer.' })
export class TakeOffMeetingMemberInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { description: 'The member of the meeting.' }) memberId!: string;
  @Field(() => Int) version!: number;
  @Field(() => String, { description: 'Members read it; it is in no mail.' }) reason!: string;
}
export const takeOffMeetingMemberInput = z.object({ idempotencyKey, memberId: id('the member'), version, reason: requiredText('why they are taken off', 1000) });
export type TakeOffMeetingMember = z.output<typeof takeOffMeetingMemberInput>;

@InputType({ description: 'Who comes, or comes no longer, and is known by name alone: they see nothing here.' })
export class MeetingNameInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => String, { description: 'Name and role, as one line.' }) name!: string;
}
export const meetingNameInput = z.object({ idempotencyKey, id: id('the meeting'), name: requiredLine('the name of who comes') });
export type MeetingName = z.output<typeof meetingNameInput>;
