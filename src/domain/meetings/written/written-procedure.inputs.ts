import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalText, requiredDate, requiredText, version } from '../../../platform/graphql/input-fields.js';
import { demandParts, proposalFields, ProposalInput } from '../session/proposal.js';
import { answers } from './written-procedure.entity.js';

@InputType({ description: 'A question put to the panel in writing, between two meetings. `text` is the question: what it would recommend, and why.' })
export class PutInWritingInput extends ProposalInput {
  @Field(() => ID) serviceId!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'Why it cannot wait for the next meeting.' }) whyNow!: string;
  @Field(() => String, { description: 'The last day for an answer, day first.' }) closesOn!: string;
}
export const putInWritingInput = (today: Temporal.PlainDate) => z.object({
  idempotencyKey, serviceId: id('the service'), ...proposalFields,
  whyNow: requiredText('why it cannot wait for the next meeting', 1_000),
  closesOn: requiredDate('the last day for an answer').pipe(z.string().refine((date) => date > today.toString() && date <= today.add({ days: 28 }).toString(), 'The last day for an answer must be after today, and within 28 days')),
}).superRefine(demandParts, { when: () => true });
export type PutInWriting = z.output<ReturnType<typeof putInWritingInput>>;

@InputType({ isAbstract: true })
abstract class WrittenProcedureStepInput {
  @Field(() => ID, { description: 'The written procedure.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
}
const step = z.object({ idempotencyKey, id: id('the written procedure'), version });
export type WrittenProcedureStep = z.output<typeof step>;

@InputType({ description: 'Your own answer. `version` is that of your answer as you saw it.' })
export class AnswerInWritingInput extends WrittenProcedureStepInput {
  @Field(() => String, { description: 'agree, differ, or interest: you have one, and take no part.' }) answer!: string;
  @Field(() => String, { nullable: true, description: 'Needed where you differ, or have an interest.' }) words?: string | null;
}
export const answerInWritingInput = step.extend({ answer: oneOf(answers, 'Choose whether you agree, differ, or have an interest in it'), words: optionalText('your words', 5_000) })
  .refine(({ answer, words }) => answer === 'agree' || words !== undefined, { path: ['words'], message: 'Write what your view is, or what your interest is', when: () => true });
export type AnswerInWriting = z.output<typeof answerInWritingInput>;

@InputType()
export class CloseWrittenProcedureInput extends WrittenProcedureStepInput {}
export const closeWrittenProcedureInput = step;

@InputType()
export class RecommendInWritingInput extends WrittenProcedureStepInput {
  @Field(() => String, { description: 'The recommendation and its reasons, as it will be minuted.' }) text!: string;
  @Field(() => String, { nullable: true }) differingViews?: string | null;
  @Field(() => String, { nullable: true, description: 'How independence is kept: needed where whoever put the question belongs to the agency that runs the service.' }) independence?: string | null;
}
export const recommendInWritingInput = step.extend({ text: requiredText('what the panel recommends and why'), differingViews: optionalText('the differing views'), independence: optionalText('how independence is kept') });
export type RecommendInWriting = z.output<typeof recommendInWritingInput>;

@InputType()
export class EndWrittenProcedureInput extends WrittenProcedureStepInput {
  @Field(() => String) reason!: string;
}
export const endWrittenProcedureInput = step.extend({ reason: requiredText('why nothing is recommended', 1_000) });
@InputType()
export class WithdrawWrittenProcedureInput extends WrittenProcedureStepInput {
  @Field(() => String) reason!: string;
}
export const withdrawWrittenProcedureInput = step.extend({ reason: requiredText('why the question is withdrawn', 1_000) });
