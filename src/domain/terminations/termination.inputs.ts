import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, optionalText, requiredDate, requiredLine, requiredText, version, wholeNumber, withRules } from '../../platform/graphql/input-fields.js';
import { periodUnits } from '../notices/remedy-period.js';
import { caseReference } from '../restrictions/placing.inputs.js';
import { settlements, terminationGrounds } from './termination.requirements.js';

@InputType({ isAbstract: true })
abstract class ProposalFields {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'irremediableBreach, repeatedBreach, unremediedNotice, cqcCancellation, insolvency or defaultCount.' }) ground!: string;
  @Field(() => ID, { nullable: true, description: 'Of an unremedied notice: which.' }) noticeId?: string | null;
  @Field(() => String, { description: 'What it rests on, as the provider will read it.' }) facts!: string;
  @Field(() => String, { description: 'Which other options were considered.' }) options!: string;
  @Field(() => String, { description: 'What it means for equality and human rights.' }) equalityNote!: string;
  @Field(() => String, { description: 'Why nothing less would do.' }) proportionality!: string;
  @Field(() => Int, { description: 'The contract’s own notice period; 0 where its clause lets it end at once.' }) periodCount!: number;
  @Field(() => String, { description: 'days or workingDays.' }) periodUnit!: string;
  @Field(() => String, { description: 'The clause of the contract that sets the period.' }) periodClause!: string;
}
const proposal = {
  idempotencyKey,
  ground: oneOf(terminationGrounds, 'Choose why the contract is to be ended'),
  noticeId: optionalId('the notice'),
  facts: requiredText('the facts it rests on'),
  options: requiredText('the other options considered'),
  equalityNote: requiredText('what it means for equality and human rights'),
  proportionality: requiredText('why nothing less would do'),
  periodCount: wholeNumber('the contract’s notice period', 0, 730),
  periodUnit: oneOf(periodUnits, 'Choose days or working days'),
  periodClause: requiredLine('the clause that sets the period', 80),
};
const namesNotice = { field: 'noticeId', message: 'Choose the notice that was not remedied', broken: ({ ground, noticeId }: { ground?: string; noticeId?: string | undefined }) => ground === 'unremediedNotice' && noticeId === undefined };

@InputType({ description: 'A proposal to end a contract: why, what else was considered, and what it means for people (D14).' })
export class ProposeTerminationInput extends ProposalFields {
  @Field(() => ID) serviceId!: string;
  @Field(() => ID) contractId!: string;
}
export const proposeTerminationInput = withRules(z.object({ serviceId: id('the service'), contractId: id('the contract'), ...proposal }), [namesNotice]);
export type ProposeTermination = z.output<typeof proposeTerminationInput>;

@InputType({ description: 'What the proposal says, while it is not decided.' })
export class EditTerminationInput extends ProposalFields {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
}
export const editTerminationInput = withRules(z.object({ id: id('the termination'), version, ...proposal }), [namesNotice]);
export type EditTermination = z.output<typeof editTerminationInput>;

@InputType({ isAbstract: true })
abstract class TerminationChange {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
}
const change = { id: id('the termination'), version, idempotencyKey };

@InputType({ description: 'The proposal is not pursued.' })
export class WithdrawTerminationInput extends TerminationChange {
  @Field(() => String) reason!: string;
}
export const withdrawTerminationInput = z.object({ ...change, reason: requiredText('why it is not pursued', 4000) });
export type WithdrawTermination = z.output<typeof withdrawTerminationInput>;

@InputType({ description: 'The exit plan: nothing ends without one (case 24).' })
export class PlanExitInput extends TerminationChange {
  @Field(() => ID, { description: 'The officer who leads it.' }) leadOfficerId!: string;
  @Field(() => String, { description: 'The day the contract ends.' }) endsOn!: string;
  @Field(() => String, { description: 'How people, families and advocates are told, by whom and when.' }) telling!: string;
  @Field(() => String, { description: 'How people are reassessed and moved, with choice.' }) moving!: string;
  @Field(() => String, { description: 'How funders and placing councils are told.' }) funders!: string;
  @Field(() => String, { description: 'Records, medicines, money and keys.' }) records!: string;
  @Field(() => String, { description: 'Staff, and whether TUPE applies.' }) staff!: string;
  @Field(() => String, { description: 'Who says what to the press, councillors and partners.' }) communications!: string;
}
export const planExitInput = z.object({
  ...change,
  leadOfficerId: id('the officer who leads the exit'),
  endsOn: requiredDate('the date the contract ends'),
  telling: requiredText('how people, families and advocates are told', 8000),
  moving: requiredText('how people are reassessed and moved, with choice', 8000),
  funders: requiredText('how funders and placing councils are told', 8000),
  records: requiredText('what becomes of records, medicines, money and keys', 8000),
  staff: requiredText('what becomes of staff, and whether TUPE applies', 8000),
  communications: requiredText('who says what to the press, councillors and partners', 8000),
});
export type PlanExit = z.output<typeof planExitInput>;

const funders = ['thisCouncil', 'otherCouncils', 'icb', 'selfFunding'] as const;
@InputType({ description: 'Somebody who uses the service, by case reference alone. It carries no version: it is added to the list.' })
export class ListExitPersonInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String) caseReference!: string;
  @Field(() => String, { description: 'thisCouncil, otherCouncils, icb or selfFunding.' }) funder!: string;
}
export const listExitPersonInput = z.object({
  id: id('the termination'), idempotencyKey, caseReference, funder: oneOf(funders, 'Choose who pays for them'),
});
export type ListExitPerson = z.output<typeof listExitPersonInput>;

@InputType({ description: 'Where somebody is now, and that it was their choice.' })
export class SettleExitPersonInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) exitPersonId!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'moved, staysByChoice or leftBefore.' }) settlement!: string;
  @Field(() => String, { description: 'Where they live or who cares for them now.' }) whereNow!: string;
  @Field(() => String, { description: 'What they chose, or who decided in their best interests.' }) choice!: string;
  @Field(() => Boolean, { nullable: true, description: 'Of somebody who moved: their pack went with them.' }) packGone?: boolean | null;
  @Field(() => String) settledOn!: string;
}
export const settleExitPersonInput = withRules(
  z.object({
    id: id('the termination'), exitPersonId: id('the person'), idempotencyKey,
    settlement: oneOf(settlements, 'Choose whether they moved, stay by their own choice, or left before'),
    whereNow: requiredText('where they live or who cares for them now', 2000), choice: requiredText('what they chose, or who decided in their best interests', 4000),
    packGone: z.boolean().nullish().transform((gone) => gone ?? null), settledOn: requiredDate('the date it was settled'),
  }),
  [{ field: 'packGone', message: 'Choose whether their pack went with them', broken: ({ settlement, packGone }) => settlement === 'moved' && packGone == null }],
);
export type SettleExitPerson = z.output<typeof settleExitPersonInput>;

@InputType({ description: 'The contract has ended.' })
export class RecordTerminationEffectInput extends TerminationChange {
  @Field(() => String) effectOn!: string;
  @Field(() => String, { description: 'How it went: what was done that day, and what is still to do.' }) note!: string;
}
export const recordTerminationEffectInput = z.object({ ...change, effectOn: requiredDate('the date the contract ended'), note: requiredText('how it went and what is still to do', 4000) });
export type RecordTerminationEffect = z.output<typeof recordTerminationEffectInput>;

@InputType({ description: 'What was handed over, and to whom.' })
export class RecordExitHandoverInput extends TerminationChange {
  @Field(() => String) handedOverOn!: string;
  @Field(() => String, { description: 'Records, medicines, money, keys: what, to whom.' }) handover!: string;
}
export const recordExitHandoverInput = z.object({ ...change, handedOverOn: requiredDate('the date it was handed over'), handover: requiredText('what was handed over, and to whom', 8000) });
export type RecordExitHandover = z.output<typeof recordExitHandoverInput>;

/** Why what is still open ends with the contract, where anything is. */
export const endingReason = optionalText('why open restrictions and notices end with the contract', 4000);
