import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalDate, optionalId, optionalLine, optionalText, requiredDate, requiredLine, requiredText, version } from '../../../platform/graphql/input-fields.js';
import { rulings } from '../meeting.entity.js';
import { demandParts, proposalFields, ProposalInput } from './proposal.js';

@InputType()
export class TakeItemInput {
  @Field(() => ID, { description: 'The item.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
}
export const takeItemInput = z.object({ idempotencyKey, id: id('the item'), version });

@InputType({ description: 'What stood in the fields when somebody began to write.' })
export class ItemRecordWasInput {
  @Field(() => String, { nullable: true }) summary?: string | null;
  @Field(() => String, { nullable: true }) differingViews?: string | null;
  @Field(() => String, { nullable: true }) nextDate?: string | null;
  @Field(() => Boolean, { nullable: true }) onTrack?: boolean | null;
}
@InputType({ description: 'What is written down of an item. `version` is the record’s; 0 where nothing is written yet.' })
export class SaveItemRecordInput extends TakeItemInput {
  @Field(() => String, { nullable: true }) summary?: string | null;
  @Field(() => String, { nullable: true }) differingViews?: string | null;
  @Field(() => String, { nullable: true, description: 'When it comes back, day first.' }) nextDate?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the panel found the service on track; a step down counts such panels.' }) onTrack?: boolean | null;
  @Field(() => ItemRecordWasInput, { nullable: true, description: 'With it, fields that somebody else changed meanwhile and you did not stay theirs; only one field changed by both is refused.' }) was?: ItemRecordWasInput | null;
}
const recordFields = {
  summary: optionalText('the summary'),
  differingViews: optionalText('the differing views'),
  nextDate: optionalDate('the next date'),
  onTrack: z.boolean().nullish().transform((found) => found ?? null),
};
export const saveItemRecordInput = takeItemInput.extend({ ...recordFields, was: z.object(recordFields).nullish() });
export type SaveItemRecord = z.output<typeof saveItemRecordInput>;

@InputType()
export class DeclareInterestInput {
  @Field(() => ID) agendaItemId!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'A code of the procedure’s list.' }) nature!: string;
  @Field(() => String, { nullable: true }) details?: string | null;
  @Field(() => ID, { nullable: true, description: 'Whose interest it is, where somebody else’s comes out; your own without it.' }) membershipId?: string | null;
}
export const declareInterestInput = z.object({
  idempotencyKey, agendaItemId: id('the item'),
  nature: requiredLine('what your interest is', 40),
  details: optionalLine('the details', 300),
  membershipId: optionalId('the member'),
});
export type DeclareInterest = z.output<typeof declareInterestInput>;

@InputType()
export class RuleOnInterestInput {
  @Field(() => ID, { description: 'The interest.' }) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'stay, speakThenLeave or leave.' }) ruling!: string;
}
export const ruleOnInterestInput = z.object({ idempotencyKey, id: id('the interest'), version, ruling: oneOf(rulings, 'Choose whether the member stays, speaks and leaves, or leaves') });
export type RuleOnInterest = z.output<typeof ruleOnInterestInput>;

@InputType({ description: 'What the panel recommends for a service: an authorised officer decides it.' })
export class RecordRecommendationInput extends ProposalInput {
  @Field(() => ID) agendaItemId!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { nullable: true }) differingViews?: string | null;
  @Field(() => String, { nullable: true, description: 'How independence is kept: needed where whoever chairs belongs to the agency that runs the service.' }) independence?: string | null;
}
export const recordRecommendationInput = z.object({ idempotencyKey, agendaItemId: id('the item'), ...proposalFields, differingViews: optionalText('the differing views'), independence: optionalText('how independence is kept') }).superRefine(demandParts, { when: () => true });
export type RecordRecommendation = z.output<typeof recordRecommendationInput>;

@InputType({ description: 'An action the panel agreed on an item.' })
export class RecordItemActionInput {
  @Field(() => ID) agendaItemId!: string;
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String) description!: string;
  @Field(() => ID) ownerMembershipId!: string;
  @Field(() => String, { description: 'Day first.' }) dueOn!: string;
  @Field(() => Boolean) mustDo!: boolean;
}
export const recordItemActionInput = (today: Temporal.PlainDate) => z.object({
  idempotencyKey, agendaItemId: id('the item'),
  description: requiredText('what is to be done', 2_000),
  ownerMembershipId: id('who does it'),
  dueOn: requiredDate('the date it is due').pipe(z.string().refine((date) => date >= today.toString(), 'The date it is due must be today or later')),
  mustDo: z.boolean(),
});
export type RecordItemAction = z.output<ReturnType<typeof recordItemActionInput>>;
