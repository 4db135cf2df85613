import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import {
  id, idempotencyKey, oneOf, optionalDate, optionalId, optionalLine, optionalText, requiredDate, requiredLine, requiredText, version, wholeNumber, withRules,
} from '../../platform/graphql/input-fields.js';
import { noticeKinds, whatMayFollow } from './notice.requirements.js';
import { periodUnits } from './remedy-period.js';

@InputType({ description: 'A notice to consider: no more is said yet than that, for what and why.' })
export class ConsiderNoticeInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID) serviceId!: string;
  @Field(() => String, { description: 'warning, remedy, or breach for one that cannot be remedied.' }) kind!: string;
  @Field(() => ID, { description: 'A contract of this service that is in force (R12).' }) contractId!: string;
  @Field(() => ID, { nullable: true, description: 'The warning or notice it follows.' }) followsId?: string | null;
  @Field(() => String, { description: 'Why it is considered: for the panel’s circle alone.' }) because!: string;
}
export const considerNoticeInput = z.object({
  idempotencyKey, serviceId: id('the service'), kind: oneOf(noticeKinds, 'Choose what kind of notice it is'), contractId: id('the contract'),
  followsId: optionalId('the notice it follows'), because: requiredText('why it is considered', 4000),
});
export type ConsiderNotice = z.output<typeof considerNoticeInput>;

/** A change of one notice, as its page was seen. */
@InputType({ isAbstract: true })
abstract class NoticeChange {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
}
const change = { id: id('the notice'), version, idempotencyKey };

@InputType()
export class NoticeClauseInput {
  @Field(() => String, { description: 'The clause as the contract numbers it: 12.3.' }) clause!: string;
  @Field(() => String, { nullable: true, description: 'The facts of the breach, as the provider reads them.' }) facts?: string | null;
  @Field(() => [String], { nullable: true, description: 'What remedies it, a step each; none where it cannot be remedied.' }) steps?: string[] | null;
}
@InputType({ description: 'What the notice says. A draft may have gaps: Legal is sent one that has none.' })
export class DraftNoticeInput extends NoticeChange {
  @Field(() => [NoticeClauseInput]) clauses!: NoticeClauseInput[];
  @Field(() => Int, { nullable: true, description: 'How long the contract’s clause gives to remedy (R13).' }) periodCount?: number | null;
  @Field(() => String, { nullable: true, description: 'days or workingDays.' }) periodUnit?: string | null;
  @Field(() => String, { nullable: true, description: 'The clause of the contract that sets the period.' }) periodClause?: string | null;
  @Field(() => String, { nullable: true, description: 'Of a period under 5 working days: why (R13).' }) shortReason?: string | null;
  @Field(() => String, { nullable: true, description: 'When the provider was met or warned before (R04).' }) warnedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Which meeting or warning it was.' }) warnedHow?: string | null;
  @Field(() => String, { nullable: true, description: 'Why there was no meeting or warning (R04).' }) notWarnedReason?: string | null;
  @Field(() => String, { nullable: true, description: 'What support was offered, by whom, and whether it was taken (R04).' }) supportOffered?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the provider is in administration.' }) inAdministration?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Name and address of the insolvency practitioner, who is then served.' }) practitioner?: string | null;
}
const clause = z.object({
  clause: requiredLine('the number of the clause', 80),
  facts: optionalText('the facts of the breach', 8000),
  steps: z.array(requiredText('the step', 2000)).max(20, 'Enter 20 steps or fewer').nullish().transform((given) => given ?? []),
});
export const draftNoticeInput = withRules(
  z.object({
    ...change,
    clauses: z.array(clause).max(20, 'Enter 20 clauses or fewer'),
    periodCount: z.int('Enter the remedy period as a whole number').min(1, 'Enter a remedy period of at least 1').max(730, 'Enter a remedy period of 730 or less').nullish(),
    periodUnit: z.preprocess((value) => (value === '' ? null : value), z.enum(periodUnits, 'Choose days or working days').nullish()),
    periodClause: optionalLine('the clause that sets the period', 80),
    shortReason: optionalText('why the period is so short', 2000),
    warnedOn: optionalDate('the date of the meeting or warning'),
    warnedHow: optionalText('which meeting or warning it was', 2000),
    notWarnedReason: optionalText('why there was no meeting or warning', 2000),
    supportOffered: optionalText('the support that was offered', 4000),
    inAdministration: z.boolean().nullish().transform((given) => given ?? null),
    practitioner: optionalText('the insolvency practitioner’s name and address', 400),
  }),
  [
    { field: 'periodUnit', message: 'Choose days or working days', broken: ({ periodCount, periodUnit }) => periodCount != null && periodUnit == null },
    { field: 'periodCount', message: 'Enter how many days the contract gives', broken: ({ periodCount, periodUnit }) => periodCount == null && periodUnit != null },
    { field: 'periodClause', message: 'Enter the clause of the contract that sets the period', broken: ({ periodCount, periodClause }) => periodCount != null && periodClause === undefined },
    { field: 'warnedHow', message: 'Enter which meeting or warning it was', broken: ({ warnedOn, warnedHow }) => warnedOn !== undefined && warnedHow === undefined },
    { field: 'warnedOn', message: 'Enter the date of the meeting or warning, for example 17 5 2026', broken: ({ warnedOn, warnedHow }) => warnedOn === undefined && warnedHow !== undefined },
  ],
);
export type DraftNotice = z.output<typeof draftNoticeInput>;

@InputType({ description: 'The draft is whole: Legal checks it.' })
export class SendNoticeToLegalInput extends NoticeChange {}
export const sendNoticeToLegalInput = z.object(change);
export type SendNoticeToLegal = z.output<typeof sendNoticeToLegalInput>;

@InputType({ description: 'What Legal said of it, who and when.' })
export class RecordNoticeLegalCheckInput extends NoticeChange {
  @Field(() => String, { description: 'cleared or returned.' }) outcome!: string;
  @Field(() => String, { description: 'Name and post of whoever checked it for Legal.' }) checkedBy!: string;
  @Field(() => String) checkedOn!: string;
  @Field(() => String, { nullable: true, description: 'What is to change, or legal advice: not for the provider.' }) remarks?: string | null;
}
export const recordNoticeLegalCheckInput = withRules(
  z.object({
    ...change, outcome: oneOf(['cleared', 'returned'], 'Choose whether Legal cleared it or returned it'), checkedBy: requiredLine('who checked it for Legal'),
    checkedOn: requiredDate('the date it was checked'), remarks: optionalText('what is to change', 8000),
  }),
  [{ field: 'remarks', message: 'Enter what is to change', broken: ({ outcome, remarks }) => outcome === 'returned' && remarks === undefined }],
);
export type RecordNoticeLegalCheck = z.output<typeof recordNoticeLegalCheckInput>;

@InputType({ description: 'A step that needs no more than why.' })
export class NoticeReasonInput extends NoticeChange {
  @Field(() => String) reason!: string;
}
export const noticeReasonInput = z.object({ ...change, reason: requiredText('why', 4000) });
export type NoticeReason = z.output<typeof noticeReasonInput>;

@InputType()
export class PlanLineInput {
  @Field(() => ID) stepId!: string;
  @Field(() => String, { description: 'What is done, by whom and by when.' }) text!: string;
}
const lines = z.array(z.object({ stepId: id('the step'), text: requiredText('what you will do, who does it and by when', 4000) })).max(400);

@InputType({ description: 'The provider’s plan. It carries no version: it answers the notice, whatever an officer writes meanwhile.' })
export class SubmitNoticePlanInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => [PlanLineInput], { description: 'One for every step.' }) lines!: PlanLineInput[];
}
export const submitNoticePlanInput = z.object({ id: id('the notice'), idempotencyKey, lines });
export type SubmitNoticePlan = z.output<typeof submitNoticePlanInput>;

@InputType({ description: 'A plan that came on paper or by mail.' })
export class RecordNoticePlanInput extends NoticeChange {
  @Field(() => String) receivedOn!: string;
  @Field(() => String, { description: 'The time in London, 24 hours: after 17:00 it counts as the next working day (R32).' }) receivedTime!: string;
  @Field(() => [PlanLineInput]) lines!: PlanLineInput[];
}
export const recordNoticePlanInput = z.object({
  ...change, receivedOn: requiredDate('the date it came'), lines,
  receivedTime: requiredLine('the time', 5).pipe(z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Enter the time by the 24-hour clock, for example 16:30')).transform((typed) => typed.padStart(5, '0')),
});
export type RecordNoticePlan = z.output<typeof recordNoticePlanInput>;

@InputType({ description: 'The plan is accepted, or returned with reasons, which the provider reads.' })
export class ReviewNoticePlanInput extends NoticeChange {
  @Field(() => String, { description: 'accepted or returned.' }) outcome!: string;
  @Field(() => String, { nullable: true }) reasons?: string | null;
}
export const reviewNoticePlanInput = withRules(
  z.object({ ...change, outcome: oneOf(['accepted', 'returned'], 'Choose whether the plan is accepted or returned'), reasons: optionalText('why it is returned', 8000) }),
  [{ field: 'reasons', message: 'Enter why it is returned and what is missing', broken: ({ outcome, reasons }) => outcome === 'returned' && reasons === undefined }],
);
export type ReviewNoticePlan = z.output<typeof reviewNoticePlanInput>;

@InputType()
export class StepCheckInput {
  @Field(() => ID) stepId!: string;
  @Field(() => Boolean) done!: boolean;
  @Field(() => String, { description: 'What was seen of it: for the panel’s circle alone.' }) seen!: string;
}
@InputType({ description: 'A visit or another check of the steps, by an officer (R17).' })
export class CheckNoticeStepsInput extends NoticeChange {
  @Field(() => String) checkedOn!: string;
  @Field(() => String, { description: 'How it was checked: a visit, records sampled, people asked.' }) method!: string;
  @Field(() => [StepCheckInput]) checks!: StepCheckInput[];
}
export const checkNoticeStepsInput = z.object({
  ...change, checkedOn: requiredDate('the date it was checked'), method: requiredText('how it was checked', 2000),
  checks: z.array(z.object({ stepId: id('the step'), done: z.boolean('Choose whether the step is done'), seen: requiredText('what was seen of the step', 4000) })).min(1, 'Check at least one step').max(400),
});
export type CheckNoticeSteps = z.output<typeof checkNoticeStepsInput>;

@InputType({ description: 'What the checks show: remedied, or not.' })
export class RecordNoticeOutcomeInput extends NoticeChange {
  @Field(() => String, { description: 'remedied or notRemedied.' }) outcome!: string;
  @Field(() => String) reasons!: string;
}
export const recordNoticeOutcomeInput = z.object({ ...change, outcome: oneOf(['remedied', 'notRemedied'], 'Choose whether the breach is remedied'), reasons: requiredText('what shows it', 4000) });
export type RecordNoticeOutcome = z.output<typeof recordNoticeOutcomeInput>;

@InputType({ description: 'What followed a breach. It is decided elsewhere; here it is written down.' })
export class ConcludeNoticeInput extends NoticeChange {
  @Field(() => String, { description: 'secondNotice, restriction, termination or noFurtherStep.' }) followedBy!: string;
  @Field(() => String) reasons!: string;
}
export const concludeNoticeInput = z.object({ ...change, followedBy: oneOf(whatMayFollow, 'Choose what followed'), reasons: requiredText('why', 4000) });
export type ConcludeNotice = z.output<typeof concludeNoticeInput>;

@InputType({ description: 'How many defaults in how many months the contract sets; both empty where it sets none (R14).' })
export class SetDefaultTermsInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => ID) contractId!: string;
  @Field(() => Int, { nullable: true }) defaults?: number | null;
  @Field(() => Int, { nullable: true }) months?: number | null;
  @Field(() => String, { nullable: true, description: 'The clause that sets them.' }) clause?: string | null;
}
const optionalNumber = (label: string, max: number) => z.preprocess((value) => (value === '' ? null : value), wholeNumber(label, 1, max).nullish());
export const setDefaultTermsInput = withRules(
  z.object({ idempotencyKey, contractId: id('the contract'), defaults: optionalNumber('how many defaults', 99), months: optionalNumber('in how many months', 120), clause: optionalLine('the clause', 80) }),
  [
    { field: 'months', message: 'Enter in how many months', broken: ({ defaults, months }) => defaults != null && months == null },
    { field: 'defaults', message: 'Enter how many defaults', broken: ({ defaults, months }) => defaults == null && months != null },
  ],
);
export type SetDefaultTerms = z.output<typeof setDefaultTermsInput>;
