import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, oneOf, optionalDate, optionalId, optionalText, requiredText, withRules } from '../../platform/graphql/input-fields.js';
import { criteriaField, CriterionInput } from '../escalation/criteria.js';
import { common, DecisionFields, invocation, InvocationFields } from './decision.inputs.js';

/** What every decision says, of a service rather than of a recommendation: `id` is the service, `version` its stage’s. */
const ofService = { ...common, id: id('the service') };

@InputType({ description: 'D18: urgent escalation to serious concerns, in immediate danger, by one officer alone. `id` is the service (R03).' })
export class EscalateUrgentlyInput extends InvocationFields {
  @Field(() => [CriterionInput])
  criteria!: CriterionInput[];

  @Field(() => Boolean, { nullable: true, description: 'People are in immediate danger.' })
  immediateDanger?: boolean | null;

  @Field(() => String, { description: 'The risk to people now.' })
  emergencyRisk!: string;

  @Field(() => String, { description: 'Who was tried before deciding alone.' })
  whoWasTried!: string;
}
export const escalateUrgentlyInput = withRules(z.object({
  ...ofService,
  ...invocation,
  criteria: criteriaField,
  immediateDanger: z.boolean().nullish().transform((danger) => danger === true),
  emergencyRisk: requiredText('the risk to people now', 4000),
  whoWasTried: requiredText('who was tried before deciding alone', 2000),
}), [{ field: 'criteria', message: 'Choose at least one criterion for {seriousConcerns} and give its evidence', broken: ({ criteria }) => criteria.length === 0 }]);
export type EscalateUrgently = z.output<typeof escalateUrgentlyInput>;

@InputType({ description: 'The fresh decision on an urgent escalation by a senior officer: `id` is the service (R03).' })
export class ConfirmUrgentEscalationInput extends DecisionFields {
  @Field(() => String, { description: 'confirm or end.' })
  outcome!: string;

  @Field(() => Boolean, { nullable: true, description: 'Where the DASS decided: you are another statutory or corporate director (R03).' })
  otherDirector?: boolean | null;
}
export const confirmUrgentEscalationInput = z.object({
  ...ofService,
  outcome: oneOf(['confirm', 'end'], 'Choose whether to confirm it or end it'),
  otherDirector: z.boolean().nullish().transform((other) => other === true),
});
export type ConfirmUrgentEscalation = z.output<typeof confirmUrgentEscalationInput>;

@InputType({ description: 'D03 on what an officer proposed: `id` is the service.' })
export class DecideStageProposalInput extends DecisionFields {
  @Field(() => String, { description: 'approve or decline.' })
  outcome!: string;

  @Field(() => ID, { nullable: true })
  leadOfficerId?: string | null;

  @Field(() => String, { nullable: true, description: 'What is monitored and how often.' })
  frequency?: string | null;

  @Field(() => String, { nullable: true })
  reviewOn?: string | null;
}
export const decideStageProposalInput = withRules(z.object({
  ...ofService,
  outcome: oneOf(['approve', 'decline'], 'Choose whether to approve it or decline it'),
  leadOfficerId: optionalId('the lead officer'),
  frequency: optionalText('what is monitored and how often', 2000),
  reviewOn: optionalDate('the date of the next review'),
}), [
  { field: 'leadOfficerId', message: 'Choose the lead officer', broken: ({ outcome, leadOfficerId }) => outcome === 'approve' && leadOfficerId === undefined },
  { field: 'frequency', message: 'Enter what is monitored and how often', broken: ({ outcome, frequency }) => outcome === 'approve' && frequency === undefined },
  { field: 'reviewOn', message: 'Enter the date of the next review, for example 17 5 2026', broken: ({ outcome, reviewOn }) => outcome === 'approve' && reviewOn === undefined },
]);
export type DecideStageProposal = z.output<typeof decideStageProposalInput>;

@InputType({ description: 'D16: closes a case, once the provider has ceased or the contract has ended. `id` is the service (R19).' })
export class CloseServiceInput extends DecisionFields {
  @Field(() => String, { description: 'providerCeased or contractEnded.' })
  closingReason!: string;

  @Field(() => ID, { nullable: true, description: 'Who owns the safeguarding enquiries that are still live, where there are any.' })
  safeguardingOwnerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'The owner has accepted them.' })
  safeguardingOwnerAccepts?: boolean | null;
}
export const closeServiceInput = z.object({
  ...ofService,
  closingReason: oneOf(['providerCeased', 'contractEnded'], 'Choose why it is closed'),
  safeguardingOwnerId: optionalId('who owns the live enquiries'),
  safeguardingOwnerAccepts: z.boolean().nullish().transform((accepts) => accepts === true),
});
export type CloseService = z.output<typeof closeServiceInput>;
