import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalText, requiredDate, requiredLine, requiredText, version, wholeNumber, withRules } from '../../../platform/graphql/input-fields.js';
import { newSubject } from '../agenda/agenda.inputs.js';
import { meetingStep, MeetingStepInput } from '../meeting.inputs.js';
import { contributionAudiences } from './contribution.entity.js';

@InputType({ description: 'Asks the members what they bring, until the end of a day before the meeting.' })
export class CallForItemsInput extends MeetingStepInput {
  @Field(() => String, { description: 'The last day a contribution is in time, day first.' }) contributionsBy!: string;
}
export const callForItemsInput = meetingStep.extend({ contributionsBy: requiredDate('the closing date') });
export type CallForItems = z.output<typeof callForItemsInput>;

@InputType()
export class RemindSilentInput extends MeetingStepInput {}

@InputType()
export class ContributionEntryInput {
  @Field(() => String, { description: 'A code of the form.' }) code!: string;
  @Field(() => String) words!: string;
}
@InputType({ description: 'What your agency brings about one service. `version` is the number of what you returned before; 0 where you returned nothing yet.' })
export class ContributeInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) serviceId!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => [ContributionEntryInput], { description: 'Without an entry that is left blank.' }) entries!: ContributionEntryInput[];
  @Field(() => String, { description: 'A handling caveat of the procedure; none that keeps a record from members.' }) caveat!: string;
  @Field(() => String, { description: 'Who may see it: members, council, cqc or provider.' }) audience!: string;
  @Field(() => String, { nullable: true, description: 'Why you correct what you returned before.' }) reason?: string | null;
}
export const contributeInput = withRules(z.object({
  idempotencyKey, id: id('the meeting'), serviceId: id('the service'), version,
  entries: z.array(z.object({ code: requiredLine('what it is about', 40), words: optionalText('what you bring', 4_000) })).max(20),
  caveat: requiredLine('how it is to be handled', 40),
  audience: oneOf(contributionAudiences, 'Choose who may see it'),
  reason: optionalText('why you correct it', 500),
}), [
  { field: 'entries', message: 'Enter what you bring, or send a nil return', broken: ({ entries }) => !Array.isArray(entries) || entries.every(({ words }) => words === undefined) },
  { field: 'audience', message: 'What must not be disclosed to the provider cannot be for the provider: choose somebody else, or another handling', broken: ({ caveat, audience }) => audience === 'provider' && caveat === 'notToProvider' },
  { field: 'reason', message: 'Say what you correct and why', broken: (input) => input.version > 0 && input.reason === undefined },
]);
export type Contribute = z.output<typeof contributeInput>;

@InputType({ description: 'A nil return: nothing to bring, for one service or for every one you have not answered.' })
export class ReturnNothingInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
}
export const returnNothingInput = z.object({ idempotencyKey, id: id('the meeting'), serviceId: optionalId('the service') });
export type ReturnNothing = z.output<typeof returnNothingInput>;

@InputType({ description: 'An item you want on the agenda: a service, or a subject of its own.' })
export class ProposeItemInput {
  @Field(() => ID, { description: 'The meeting.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
  @Field(() => String, { nullable: true, description: 'The subject, where it is not a service.' }) title?: string | null;
  @Field(() => String) why!: string;
  @Field(() => Int) minutesWanted!: number;
}
export const proposeItemInput = withRules(z.object({
  idempotencyKey, id: id('the meeting'), serviceId: newSubject.serviceId, title: newSubject.title,
  why: requiredText('why the panel should take it', 500),
  minutesWanted: wholeNumber('how many minutes you want', 1, 120),
}), [{ field: 'title', message: 'Choose a service or enter the subject', broken: ({ serviceId, title }) => serviceId === undefined && title === undefined }]);
export type ProposeItem = z.output<typeof proposeItemInput>;

@InputType({ description: 'The answer to a proposed item: on the agenda, or not and why.' })
export class AnswerProposalInput {
  @Field(() => ID, { description: 'The proposed item.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => Boolean) accepted!: boolean;
  @Field(() => Int, { nullable: true, description: 'Number of the section of the agenda, where it is accepted.' }) section?: number | null;
  @Field(() => Int, { nullable: true, description: 'Minutes on the agenda, where it is accepted; those wanted where none are given.' }) minutesEstimate?: number | null;
  @Field(() => String, { nullable: true, description: 'Why not: whoever proposed it reads this.' }) reason?: string | null;
}
export const answerProposalInput = withRules(z.object({
  idempotencyKey, id: id('the proposed item'), version, accepted: z.boolean('Choose whether it goes on the agenda'),
  section: wholeNumber('the section of the agenda', 1, 60).nullish(),
  minutesEstimate: wholeNumber('how many minutes it gets', 1, 120).nullish(),
  reason: optionalText('why it does not go on the agenda', 500),
}), [
  { field: 'section', message: 'Choose a section of the agenda', broken: (input) => input.accepted && input.section == null },
  { field: 'reason', message: 'Say why it does not go on the agenda: whoever proposed it reads this', broken: (input) => !input.accepted && input.reason === undefined },
]);
export type AnswerProposal = z.output<typeof answerProposalInput>;
