import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalLine, requiredDate, requiredLine, requiredText, version, wholeNumber } from '../../platform/graphql/input-fields.js';
import { attendances } from './meeting.entity.js';
import { kindFields } from './series/kind.inputs.js';

/** A step of a meeting: which, as the person saw it. */
@InputType({ isAbstract: true })
export abstract class MeetingStepInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
}
export const meetingStep = z.object({ idempotencyKey, id: id('the meeting'), version });
export type MeetingStep = z.output<typeof meetingStep>;

export const clockTime = requiredLine('the time', 5)
  .pipe(z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Enter the time by the 24-hour clock, for example 14:00'))
  .transform((typed) => typed.padStart(5, '0'));
/** Where it is held, and who runs it. */
export const who = { venue: requiredLine('where it is held'), chairId: id('who chairs it'), coordinatorId: id('who coordinates it') };
const when = { startsOn: requiredDate('the date of the meeting'), startTime: clockTime, lengthMinutes: wholeNumber('how many minutes it lasts', 15, 480) };

@InputType({ description: 'A meeting of the council: of a panel, about one service, or where providers sit.' })
export class ScheduleMeetingInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { nullable: true, description: 'The kind of meeting, as `meetingKinds` lists them; the panel where none is named.' }) series?: string | null;
  @Field(() => String, { nullable: true, description: 'A name of its own, of a meeting where providers sit.' }) title?: string | null;
  @Field(() => ID, { nullable: true, description: 'The service that a meeting about one service is about.' }) serviceId?: string | null;
  @Field(() => String, { nullable: true, description: 'What part the provider has, as the chair says beforehand: never, part or whole.' }) providerPart?: string | null;
  @Field(() => String, { nullable: true, description: 'Who comes and is known by name alone, one a line.' }) byName?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Members of agencies that do not sit on the panel, asked to this meeting about one service (R37).' }) guestIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Why the service is shared with the agencies of the guests.' }) sharingReason?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'The day is meant though it is no working day, or has a meeting of this kind already.' }) dateIsMeant?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'The panel that meets; the council’s first where none is named.' }) panelId?: string | null;
  @Field(() => String, { description: 'The date in London, day first: 8 12 2026.' }) startsOn!: string;
  @Field(() => String, { description: 'The time in London, 24 hours: 14:00.' }) startTime!: string;
  @Field(() => Int) lengthMinutes!: number;
  @Field(() => String) venue!: string;
  @Field(() => ID) chairId!: string;
  @Field(() => ID) coordinatorId!: string;
  @Field(() => [ID], { description: 'Memberships to invite besides the chair and the coordinator; none: everybody with a seat on the panel.' }) memberIds!: string[];
}
export const scheduleMeetingInput = z.object({
  idempotencyKey, ...kindFields, ...when,
  panelId: id('the panel that meets').nullish(),
  ...who,
  memberIds: z.array(id('whom to invite')).max(60, 'Choose 60 people or fewer'),
});
export type ScheduleMeeting = z.output<typeof scheduleMeetingInput>;

@InputType()
export class RescheduleMeetingInput extends MeetingStepInput {
  @Field(() => String) startsOn!: string;
  @Field(() => String) startTime!: string;
  @Field(() => Int) lengthMinutes!: number;
  @Field(() => String) venue!: string;
  @Field(() => String) reason!: string;
  @Field(() => Boolean, { nullable: true, description: 'The day is meant though it is no working day, or has a meeting of this kind already.' }) dateIsMeant?: boolean | null;
}
export const rescheduleMeetingInput = meetingStep.extend({ ...when, venue: who.venue, dateIsMeant: kindFields.dateIsMeant, reason: requiredText('why the meeting moves', 500) });
export type RescheduleMeeting = z.output<typeof rescheduleMeetingInput>;

@InputType()
export class CancelMeetingInput extends MeetingStepInput {
  @Field(() => String) reason!: string;
}
export const cancelMeetingInput = meetingStep.extend({ reason: requiredText('why the meeting is cancelled', 500) });
@InputType()
export class OpenMeetingInput extends MeetingStepInput {}
@InputType()
export class AdjournMeetingInput extends MeetingStepInput {
  @Field(() => String) reason!: string;
}
export const adjournMeetingInput = meetingStep.extend({ reason: requiredText('why the meeting is adjourned', 500) });
@InputType()
export class ResumeMeetingInput extends MeetingStepInput {}
@InputType()
export class ConcludeMeetingInput extends MeetingStepInput {}

@InputType()
export class AttendanceEntryInput {
  @Field(() => ID) memberId!: string;
  @Field(() => Int) version!: number;
  @Field(() => String, { description: 'present, deputy, apologies or absent.' }) attendance!: string;
  @Field(() => String, { nullable: true }) deputyName?: string | null;
  @Field(() => Boolean, { description: 'Has left the meeting.' }) left!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Whoever sits there accepted the confidentiality statement as it was read out.' }) accepted?: boolean | null;
}
@InputType()
export class RecordAttendanceInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => [AttendanceEntryInput]) entries!: AttendanceEntryInput[];
}
export const recordAttendanceInput = z.object({
  idempotencyKey,
  id: id('the meeting'),
  entries: z.array(z.object({
    memberId: id('the member'), version,
    attendance: oneOf(attendances, 'Choose present, deputy, apologies or absent for each member'),
    deputyName: optionalLine('the name of the deputy'),
    left: z.boolean(),
    accepted: z.boolean().nullish(),
  }).refine((entry) => entry.attendance !== 'deputy' || entry.deputyName !== undefined, { path: ['deputyName'], message: 'Enter the name of the deputy', when: () => true })).min(1, 'Choose who is present').max(80),
});
export type RecordAttendance = z.output<typeof recordAttendanceInput>;

/** What a member does for themselves in a meeting. */
@InputType({ isAbstract: true })
abstract class OwnPartInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
}
@InputType()
export class AcceptConfidentialityInput extends OwnPartInput {}
export const ownPart = z.object({ idempotencyKey, id: id('the meeting') });
