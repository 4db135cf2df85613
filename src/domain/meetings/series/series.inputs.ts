import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalId, optionalLine, requiredDate, requiredText, version, wholeNumber, withRules } from '../../../platform/graphql/input-fields.js';
import { clockTime, MeetingStepInput, meetingStep, who } from '../meeting.inputs.js';
import { kindFields } from './kind.inputs.js';

@InputType({ description: 'One date of a year laid out.' })
export class LaidDateInput {
  @Field(() => String, { description: 'Day first: 8 12 2026.' }) startsOn!: string;
  @Field(() => Boolean, { nullable: true, description: 'The day is meant though it is no working day.' }) dateIsMeant?: boolean | null;
}
@InputType({ description: 'The meetings of a standing kind, created in one act. A date that has one already is left as it is.' })
export class LayOutMeetingsInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { nullable: true, description: 'The kind of meeting; the panel where none is named.' }) series?: string | null;
  @Field(() => ID, { nullable: true, description: 'The panel that meets; the council’s first of that kind where none is named.' }) panelId?: string | null;
  @Field(() => String) startTime!: string;
  @Field(() => Int) lengthMinutes!: number;
  @Field(() => String) venue!: string;
  @Field(() => ID) chairId!: string;
  @Field(() => ID) coordinatorId!: string;
  @Field(() => [LaidDateInput]) dates!: LaidDateInput[];
}
const laidDates = z.array(z.object({ startsOn: requiredDate('the date'), dateIsMeant: kindFields.dateIsMeant })).min(1, 'Choose at least one date').max(60, 'Choose 60 dates or fewer');
export const layOutMeetingsInput = withRules(z.object({
  idempotencyKey, series: kindFields.series, panelId: optionalId('the panel that meets'), startTime: clockTime, lengthMinutes: wholeNumber('how many minutes each lasts', 15, 480), ...who, dates: laidDates,
}), [{ field: 'dates', message: 'A date stands twice: take one of them out', broken: ({ dates }) => Array.isArray(dates) && new Set(dates.map(({ startsOn }) => startsOn)).size !== dates.length }]);
export type LayOutMeetings = z.output<typeof layOutMeetingsInput>;

@InputType({ description: 'Who came, themes and notes of a meeting where providers sit. No service stands in them.' })
export class RecordMeetingNotesInput extends MeetingStepInput {
  @Field(() => String, { description: 'Who came, one a line or as they signed in.' }) attendance!: string;
  @Field(() => Int) attended!: number;
  @Field(() => String, { description: 'Themes, one a line.' }) themes!: string;
  @Field(() => String) notes!: string;
}
export const recordMeetingNotesInput = meetingStep.extend({
  attendance: requiredText('who came', 5000), attended: wholeNumber('how many people came', 0, 5000),
  themes: requiredText('the themes, one a line', 2000).transform((typed) => [...new Set(typed.split('\n').map((line) => line.trim()).filter((line) => line !== ''))])
    .refine((themes) => themes.every((theme) => theme.length <= 200), 'Shorten each theme to 200 characters or fewer'),
  notes: requiredText('the notes'),
});
export type RecordMeetingNotes = z.output<typeof recordMeetingNotesInput>;

@InputType({ description: 'Who comes in a member’s place to one meeting: somebody with a membership, or somebody known by name alone.' })
export class NameMeetingDeputyInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { description: 'The member of the meeting whose place is taken.' }) memberId!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID, { nullable: true, description: 'The membership of who comes.' }) deputyId?: string | null;
  @Field(() => String, { nullable: true, description: 'The name of who comes, where they have no membership.' }) deputyName?: string | null;
}
export const nameMeetingDeputyInput = withRules(z.object({
  idempotencyKey, memberId: id('the member'), version, deputyId: optionalId('who comes'), deputyName: optionalLine('the name of who comes'),
}), [
  { field: 'deputyId', message: 'Choose who comes, or enter their name', broken: ({ deputyId, deputyName }) => deputyId === undefined && deputyName === undefined },
  { field: 'deputyName', message: 'Choose somebody or enter a name, not both', broken: ({ deputyId, deputyName }) => deputyId !== undefined && deputyName !== undefined },
]);
export type NameMeetingDeputy = z.output<typeof nameMeetingDeputyInput>;

@InputType({ description: 'The member comes themselves after all, or nobody comes for them.' })
export class WithdrawMeetingDeputyInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID) memberId!: string;
  @Field(() => Int) version!: number;
}
export const withdrawMeetingDeputyInput = z.object({ idempotencyKey, memberId: id('the member'), version });
export type WithdrawMeetingDeputy = z.output<typeof withdrawMeetingDeputyInput>;
