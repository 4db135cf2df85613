import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalText, requiredLine, requiredText, shortText, version, wholeNumber } from '../../../platform/graphql/input-fields.js';
import { MeetingStepInput, meetingStep } from '../meeting.inputs.js';
import { itemAudiences } from './agenda.js';

@InputType()
export class BuildAgendaInput extends MeetingStepInput {}
@InputType()
export class PublishAgendaInput extends MeetingStepInput {}

@InputType({ description: 'A service, or a subject of its own, that nobody’s deadline brings to the panel.' })
export class AddAgendaItemInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
  @Field(() => String, { nullable: true, description: 'The subject, where it is not a service.' }) title?: string | null;
  @Field(() => Int, { description: 'Number of the section of the standing agenda.' }) section!: number;
  @Field(() => Int) minutesEstimate!: number;
  @Field(() => String) reason!: string;
}
/** A heading on a page and a paper: one line, and when it is too long, how long it is. */
const title: z.ZodType<string | undefined, unknown> = optionalText('the subject').pipe(z.string().superRefine((typed, context) => {
  if (typed.includes('\n')) context.addIssue({ code: 'custom', message: 'Enter the subject on one line' });
  if (typed.length > shortText) context.addIssue({ code: 'custom', message: `Shorten the subject to ${shortText} characters or fewer: it has ${typed.length}` });
}).optional());
/** A service, or a subject of its own. */
export const newSubject = { serviceId: optionalId('the service'), title };
const newItem = {
  idempotencyKey,
  id: id('the meeting'),
  ...newSubject,
  section: wholeNumber('the section of the agenda', 1, 60),
  minutesEstimate: wholeNumber('how many minutes it needs', 1, 120),
};
const subject = (item: { serviceId: string | undefined; title: string | undefined }): boolean => item.serviceId !== undefined || item.title !== undefined;
// Asked also where other fields have problems: every problem is told at once.
const subjectMissing = { path: ['title'], message: 'Choose a service or enter the subject', when: () => true };
export const addAgendaItemInput = z.object({ ...newItem, reason: requiredLine('why it is for this panel') }).refine(subject, subjectMissing);
export type AddAgendaItem = z.output<typeof addAgendaItemInput>;

@InputType({ description: 'An item the chair accepts after the agenda was published.' })
export class AcceptLateItemInput extends MeetingStepInput {
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
  @Field(() => String, { nullable: true }) title?: string | null;
  @Field(() => Int) minutesEstimate!: number;
  @Field(() => String, { description: 'Why it cannot wait for the next meeting.' }) urgency!: string;
}
export const acceptLateItemInput = meetingStep.extend({
  serviceId: newItem.serviceId, title: newItem.title, minutesEstimate: newItem.minutesEstimate,
  urgency: requiredText('why the item cannot wait for the next meeting', 500),
}).refine(subject, subjectMissing);
export type AcceptLateItem = z.output<typeof acceptLateItemInput>;

@InputType()
export class MoveAgendaItemInput {
  @Field(() => ID, { description: 'The item.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'up, down, or to the place in `position`.' }) direction!: string;
  @Field(() => Int, { nullable: true, description: 'Counted from 1.' }) position?: number | null;
}
export const moveAgendaItemInput = z.object({
  idempotencyKey, id: id('the item'), version,
  direction: oneOf(['up', 'down', 'to'], 'Choose where the item goes'),
  position: wholeNumber('its new place', 1, 999).nullish(),
}).refine((move) => move.direction !== 'to' || typeof move.position === 'number', { path: ['position'], message: 'Enter its new place as a whole number', when: () => true });
export type MoveAgendaItem = z.output<typeof moveAgendaItemInput>;

@InputType()
export class DeferAgendaItemInput {
  @Field(() => ID, { description: 'The item.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String) reason!: string;
}
export const deferAgendaItemInput = z.object({ idempotencyKey, id: id('the item'), version, reason: requiredText('why it waits for the next meeting', 500) });
export type DeferAgendaItem = z.output<typeof deferAgendaItemInput>;

@InputType({ description: 'Who presents an item, how long it gets and who may see it.' })
export class ArrangeAgendaItemInput {
  @Field(() => ID, { description: 'The item.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { nullable: true, description: 'A membership asked to the meeting.' }) presenterId?: string | null;
  @Field(() => Int) minutesEstimate!: number;
  @Field(() => String, { description: 'members, council or cqc.' }) audience!: string;
}
export const arrangeAgendaItemInput = z.object({
  idempotencyKey, id: id('the item'), version,
  presenterId: optionalId('who presents it'),
  minutesEstimate: wholeNumber('how many minutes it gets', 0, 120),
  audience: oneOf(itemAudiences, 'Choose who may see it'),
});
export type ArrangeAgendaItem = z.output<typeof arrangeAgendaItemInput>;

@InputType({ description: 'Takes everything for noting in one act.' })
export class NoteTogetherInput extends MeetingStepInput {}
