import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalId, requiredText, version, withRules } from '../../platform/graphql/input-fields.js';
import { endingReason } from '../terminations/termination.inputs.js';
import { common, DecisionFields, equalityNote } from './decision.inputs.js';

@InputType({ description: 'D14: end a contract on the panel’s recommendation, once the provider was heard (R01, R04, R05, R39).' })
export class DecideTerminationInput extends DecisionFields {
  @Field(() => ID)
  terminationId!: string;

  @Field(() => Int)
  terminationVersion!: number;
}
export const decideTerminationInput = z
  .object({ ...common, equalityNote, terminationId: id('the termination'), terminationVersion: version })
  .transform((input) => ({ ...input, change: 'terminate' as const }));
export type DecideTermination = z.output<typeof decideTerminationInput>;

/** `id` and `version` are the termination’s. */
const ofTermination = { ...common, id: id('the termination') };

@InputType({ description: 'D14 by one officer alone, in an emergency: `id` is the termination’s (R03).' })
export class TerminateInEmergencyInput extends DecisionFields {
  @Field(() => String, { description: 'The risk to people now.' })
  emergencyRisk!: string;

  @Field(() => String, { description: 'Who was tried before deciding alone.' })
  whoWasTried!: string;
}
export const terminateInEmergencyInput = z
  .object({
    ...ofTermination, equalityNote, emergencyRisk: requiredText('the risk to people now', 4000), whoWasTried: requiredText('who was tried before deciding alone', 2000),
    notHeardReason: requiredText('why the provider is not heard first', 4000),
  })
  .transform((input) => ({ ...input, change: 'emergency' as const }));
export type TerminateInEmergency = z.output<typeof terminateInEmergencyInput>;

@InputType({ description: 'A senior officer confirms what was decided in an emergency, or ends it: `id` is the termination’s (R03).' })
export class ConfirmTerminationInput extends DecisionFields {
  @Field(() => String, { description: 'confirm or end.' })
  change!: string;

  @Field(() => Boolean, { nullable: true, description: 'Where the DASS decided: you are another statutory or corporate director (R03).' })
  otherDirector?: boolean | null;
}
export const confirmTerminationInput = z.object({
  ...ofTermination, change: oneOf(['confirm', 'end'], 'Choose whether to confirm it or end it'), otherDirector: z.boolean().nullish().transform((other) => other === true),
});
export type ConfirmTermination = z.output<typeof confirmTerminationInput>;

@InputType({ description: 'D14 is taken back before the contract has ended: `id` is the termination’s.' })
export class RescindTerminationInput extends DecisionFields {}
export const rescindTerminationInput = z.object(ofTermination).transform((input) => ({ ...input, change: 'rescind' as const }));
export type RescindTermination = z.output<typeof rescindTerminationInput>;

@InputType({ description: 'Nobody and nothing is left of a termination in effect (R19).' })
export class CompleteTerminationInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'What shows that it is done.' })
  reasons!: string;

  @Field(() => String, { nullable: true, description: 'Why open restrictions and notices end with the contract: needed where any is open.' })
  endingReason?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who owns the safeguarding enquiries that are still live, where there are any.' })
  safeguardingOwnerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'The owner has accepted them.' })
  safeguardingOwnerAccepts?: boolean | null;
}
export const completeTerminationInput = withRules(
  z.object({
    id: id('the termination'), version, idempotencyKey, reasons: requiredText('what shows that it is done', 4000), endingReason,
    safeguardingOwnerId: optionalId('who owns the live enquiries'), safeguardingOwnerAccepts: z.boolean().nullish().transform((accepts) => accepts === true),
  }),
  [{ field: 'safeguardingOwnerId', message: 'Choose who owns the live enquiries', broken: ({ safeguardingOwnerAccepts, safeguardingOwnerId }) => safeguardingOwnerAccepts && safeguardingOwnerId === undefined }],
);
export type CompleteTermination = z.output<typeof completeTerminationInput>;
