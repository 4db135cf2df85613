import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { sectionAudiences } from '../../../platform/access/audience.js';
import { id, idempotencyKey, oneOf, requiredLine, requiredText, version } from '../../../platform/graphql/input-fields.js';
import { MeetingStepInput, meetingStep } from '../meeting.inputs.js';

@InputType({ description: 'A section of draft minutes; `id` and `version` are the section’s.' })
export class EditMinuteSectionInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String) heading!: string;
  @Field(() => String) text!: string;
  @Field(() => String, { description: 'members, council, legal, cqc, board, provider or named.' }) audience!: string;
  @Field(() => [ID], { nullable: true, description: 'The memberships of members of the meeting it is for, where the audience is named.' }) readers?: string[] | null;
}
export const editMinuteSectionInput = z.object({
  idempotencyKey, id: id('the section'), version,
  heading: requiredLine('the heading'),
  text: requiredText('the text of the section'),
  audience: oneOf(sectionAudiences, 'Choose who may see this section'),
  readers: z.array(id('a member')).max(100).nullish().transform((readers) => readers ?? []),
});
export type EditMinuteSection = z.output<typeof editMinuteSectionInput>;

@InputType()
export class ApproveMinutesInput extends MeetingStepInput {}
@InputType({ description: 'Gives the draft back to the coordinator.' })
export class ReturnMinutesInput extends MeetingStepInput {
  @Field(() => String, { description: 'What the minutes still need. Read by those who make them.' }) reason!: string;
}
export const returnMinutesInput = meetingStep.extend({ reason: requiredText('what the minutes still need', 2_000) });
@InputType()
export class SubmitMinutesInput extends MeetingStepInput {}
@InputType()
export class CirculateMinutesInput extends MeetingStepInput {}
@InputType({ description: 'The chair confirms circulated minutes at a later meeting.' })
export class ConfirmMinutesInput extends MeetingStepInput {
  @Field(() => ID, { description: 'The later meeting of the same panel.' }) nextMeetingId!: string;
}
export const confirmMinutesInput = meetingStep.extend({ nextMeetingId: id('the later meeting') });
export type ConfirmMinutes = z.output<typeof confirmMinutesInput>;
@InputType({ description: 'A numbered correction beside approved minutes (R23).' })
export class AmendMinutesInput extends MeetingStepInput {
  @Field(() => ID) sectionId!: string;
  @Field(() => String) text!: string;
  @Field(() => String) reason!: string;
}
export const amendMinutesInput = meetingStep.extend({
  sectionId: id('the section'),
  text: requiredText('the correction'),
  reason: requiredText('why the minutes are amended', 500),
});
export type AmendMinutes = z.output<typeof amendMinutesInput>;

@InputType({ description: 'A provider’s remark on its own extract; `id` is the extract’s.' })
export class CommentOnMinuteExtractInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String) text!: string;
}
export const commentOnMinuteExtractInput = z.object({ idempotencyKey, id: id('the extract'), text: requiredText('what is not accurate') });
export type CommentOnMinuteExtract = z.output<typeof commentOnMinuteExtractInput>;
