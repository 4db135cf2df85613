import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { confidentiality } from './handling.inputs.js';
import { id, idempotencyKey, oneOf, optionalText, requiredDate, requiredLine, requiredText, wholeNumber, withRules } from '../../platform/graphql/input-fields.js';

/** What every decision that is recorded on a service says (domain.md 3.1). */
@InputType({ isAbstract: true })
abstract class RecordedFields {
  @Field(() => ID)
  serviceId!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  reasons!: string;

  @Field(() => String, { nullable: true, description: 'open, shared or restricted: who may be told of it; without one, as the procedure says.' })
  confidentiality?: string | null;
}
const recorded = { serviceId: id('the service'), idempotencyKey, reasons: requiredText('the reasons for the decision'), confidentiality };

/** What one that touches contract, placing or care says besides. */
@InputType({ isAbstract: true })
abstract class WeighedFields extends RecordedFields {
  @Field(() => String)
  optionsConsidered!: string;

  @Field(() => String, { description: 'What the provider says about it and how that was weighed.' })
  providerPosition!: string;

  @Field(() => String, { description: 'What it means for the people living there or using the service.' })
  effectOnPeople!: string;

  @Field(() => String, { description: 'Why it is proportionate: what less was weighed, and why that would not do.' })
  proportionality!: string;

  @Field(() => String, { nullable: true, description: 'How independence is kept: needed where your own agency runs the service.' })
  independence?: string | null;
}
const weighed = {
  ...recorded,
  optionsConsidered: requiredText('the options you considered'),
  providerPosition: requiredText('the provider’s position and how you weighed it'),
  effectOnPeople: requiredText('what it means for the people using the service'),
  proportionality: requiredText('why it is proportionate'),
  independence: optionalText('how independence is kept'),
};

@InputType({ description: 'D01: noted, no further action.' })
export class NoteNoFurtherActionInput extends RecordedFields {}
export const noteNoFurtherActionInput = z.object(recorded);
export type NoteNoFurtherAction = z.output<typeof noteNoFurtherActionInput>;

@InputType({ description: 'D05: a concern goes to safeguarding, or is linked to an enquiry under section 42 of the Care Act.' })
export class ReferToSafeguardingInput extends RecordedFields {
  @Field(() => String, { description: 'The reference safeguarding gave it; no name of a person.' })
  referralReference!: string;

  @Field(() => String, { description: 'The council where the harm happened, which enquires.' })
  hostCouncil!: string;
}
export const referToSafeguardingInput = z.object({
  ...recorded, referralReference: requiredLine('the reference of the referral', 60), hostCouncil: requiredLine('the council that enquires'),
});
export type ReferToSafeguarding = z.output<typeof referToSafeguardingInput>;

@InputType({ description: 'D06: an action plan is asked of the provider; an action for its return opens with it (R16).' })
export class RequireActionPlanInput extends RecordedFields {
  @Field(() => String, { description: 'The issues it must answer. Where CQC holds a plan already, only what that lacks.' })
  issues!: string;

  @Field(() => String, { nullable: true, description: 'The plan CQC holds, where there is one.' })
  cqcPlan?: string | null;

  @Field(() => String)
  dueOn!: string;

  @Field(() => ID, { description: 'Who sees that it comes back.' })
  ownerMembershipId!: string;
}
export const requireActionPlanInput = z.object({
  ...recorded, issues: requiredText('the issues the plan must answer', 4000), cqcPlan: optionalText('the plan CQC holds', 2000), dueOn: requiredDate('the date the plan is due'),
  ownerMembershipId: id('who sees that it comes back'),
});
export type RequireActionPlan = z.output<typeof requireActionPlanInput>;

@InputType({ description: 'D07: the provider’s plan is accepted, or returned with its gaps.' })
export class AssessActionPlanInput extends RecordedFields {
  @Field(() => String, { description: 'accepted or returned.' })
  outcome!: string;

  @Field(() => Int, { description: 'Issues of the plan without an action, an owner and a date: an accepted plan has none (R16).' })
  issuesWithoutAction!: number;

  @Field(() => String, { nullable: true, description: 'What is missing: needed where it is returned.' })
  gaps?: string | null;
}
export const assessActionPlanInput = withRules(
  z.object({
    ...recorded, outcome: oneOf(['accepted', 'returned'], 'Choose whether the plan is accepted or returned'), issuesWithoutAction: wholeNumber('how many issues have no action, owner and date', 0, 200),
    gaps: optionalText('what the plan lacks', 4000),
  }),
  [
    { field: 'gaps', message: 'Enter what the plan lacks, for the provider to mend', broken: ({ outcome, gaps }) => outcome === 'returned' && gaps === undefined },
    { field: 'outcome', message: 'Return the plan: an issue without an action, an owner and a date cannot be accepted', broken: ({ outcome, issuesWithoutAction }) => outcome === 'accepted' && issuesWithoutAction > 0 },
  ],
);
export type AssessActionPlan = z.output<typeof assessActionPlanInput>;

@InputType({ description: 'D12: payments are withheld or changed, or a framework’s ranking, where the contract allows it.' })
export class MeasurePaymentsInput extends WeighedFields {
  @Field(() => String)
  measure!: string;

  @Field(() => String, { description: 'The clause that allows it.' })
  clause!: string;
}
export const measurePaymentsInput = z.object({ ...weighed, measure: requiredText('what is withheld or changed', 2000), clause: requiredLine('the clause of the contract that allows it') });
export type MeasurePayments = z.output<typeof measurePaymentsInput>;

@InputType({ description: 'D13: the council steps in or adds staff, by a right of the contract or by agreement.' })
export class StepInInput extends WeighedFields {
  @Field(() => String, { description: 'contract or agreement: there is no other right to put staff into a home.' })
  right!: string;

  @Field(() => String)
  who!: string;

  @Field(() => String)
  cost!: string;

  @Field(() => String)
  liability!: string;
}
export const stepInInput = z.object({
  ...weighed, right: oneOf(['contract', 'agreement'], 'Choose the right it rests on: the contract, or the provider’s agreement'), who: requiredText('who steps in', 2000),
  cost: requiredLine('what it costs and who pays'), liability: requiredText('who is liable', 2000),
});
export type StepIn = z.output<typeof stepInInput>;

@InputType({ description: 'D15: the plan for a provider’s failure or closure starts. The four questions of section 48 decide whether it is a duty (R30).' })
export class ActivateFailurePlanInput extends WeighedFields {
  @Field(() => Boolean, { nullable: true, description: 'Is the provider registered with CQC? Needs an answer.' })
  registered?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Is it unable to carry on? Needs an answer.' })
  unable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Is what it cannot carry on a regulated activity? Needs an answer.' })
  regulatedActivity?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Is that because of business failure? Needs an answer.' })
  businessFailure?: boolean | null;

  @Field(() => String, { description: 'The list of every person using the service, self-funders included: where it is and who keeps it.' })
  peopleList!: string;
}
const answered = (question: string) => z.boolean(`Answer yes or no: ${question}`);
export const activateFailurePlanInput = z.object({
  ...weighed, registered: answered('is the provider registered with CQC'), unable: answered('is it unable to carry on'), regulatedActivity: answered('is that a regulated activity'),
  businessFailure: answered('is that because of business failure'), peopleList: requiredText('where the list of people is and who keeps it', 2000),
});
export type ActivateFailurePlan = z.output<typeof activateFailurePlanInput>;

@InputType({ description: 'D17: another body is told, or a referral made: CQC, DBS, NMC, police, another council.' })
export class NotifyElsewhereInput extends RecordedFields {
  @Field(() => String)
  body!: string;

  @Field(() => String)
  what!: string;

  @Field(() => String)
  legalBasis!: string;

  @Field(() => String, { description: 'What is left out or blacked out: a source, a third person.' })
  redactions!: string;
}
export const notifyElsewhereInput = z.object({
  ...recorded, body: requiredLine('which body is told'), what: requiredText('what it is told', 4000), legalBasis: requiredText('the legal basis for sharing it', 2000),
  redactions: requiredText('what is left out, or that nothing is', 2000),
});
export type NotifyElsewhere = z.output<typeof notifyElsewhereInput>;

@InputType({ description: 'D20: placing continues, at a service above routine without a restriction or after a fall in its rating.' })
export class ContinuePlacingInput extends WeighedFields {
  @Field(() => String)
  evidence!: string;

  @Field(() => String)
  safeguards!: string;

  @Field(() => String)
  reviewOn!: string;
}
export const continuePlacingInput = z.object({
  ...weighed, evidence: requiredText('the evidence that placing is safe', 4000), safeguards: requiredText('the safeguards for people placed', 4000), reviewOn: requiredDate('the date of the next review'),
});
export type ContinuePlacing = z.output<typeof continuePlacingInput>;

@InputType({ description: 'D21: support is offered to the provider. A notice asks for it first (R04).' })
export class OfferSupportInput extends RecordedFields {
  @Field(() => String)
  support!: string;

  @Field(() => String)
  byWhom!: string;

  @Field(() => String, { description: 'accepted, refused or noAnswerYet.' })
  answer!: string;
}
export const offerSupportInput = z.object({
  ...recorded, support: requiredText('what support is offered', 4000), byWhom: requiredLine('who gives it'),
  answer: oneOf(['accepted', 'refused', 'noAnswerYet'], 'Choose what the provider says to it'),
});
export type OfferSupport = z.output<typeof offerSupportInput>;
