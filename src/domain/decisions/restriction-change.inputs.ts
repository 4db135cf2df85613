import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, oneOf, optionalText, requiredDate, requiredLine, requiredText, wholeNumber, withRules } from '../../platform/graphql/input-fields.js';
import { scopeFields } from '../restrictions/restriction.inputs.js';
import { common, DecisionFields, fullStopRule, kinds, LiftFields, lifting, restrictionRules, withScope } from './decision.inputs.js';

// Decisions on a restriction that stands (D09): `id` and `version` are the restriction's.

@InputType({ description: 'After its review a restriction gets other terms: another kind, scope, ground or condition (D09).' })
export class VaryRestrictionInput extends DecisionFields {
  @Field(() => String, { description: 'fullStop, partial, cap or cautionary.' })
  kind!: string;

  @Field(() => String, { description: 'all, nursing, residential, respite, unit, need, clientGroup or area.' })
  covers!: string;

  @Field(() => String, { nullable: true })
  coverDetail?: string | null;

  @Field(() => Int, { nullable: true })
  perWeek?: number | null;

  @Field(() => [String])
  reasonCodes!: string[];

  @Field(() => ID)
  riskAssessmentId!: string;

  @Field(() => String)
  liftConditions!: string;

  @Field(() => String, { description: 'What was seen first-hand in the review and what it shows.' })
  reviewNote!: string;

  @Field(() => String)
  reviewOn!: string;

  @Field(() => String, { nullable: true, description: 'Who tells people and families and when, or why not yet: needed for a full stop (R41).' })
  informingPeople?: string | null;
}
export const varyRestrictionInput = withRules(
  z.object({
    ...common, ...scopeFields, kind: oneOf(kinds, 'Choose what kind of restriction it is now'),
    reasonCodes: z.array(requiredLine('the reason', 40), 'Choose at least one reason').min(1, 'Choose at least one reason').max(20), riskAssessmentId: id('the version of the risk assessment'),
    liftConditions: requiredText('what must be so for it to be lifted', 4000), reviewNote: requiredText('what was seen in the review and what it shows'), reviewOn: requiredDate('the date of the next review'),
    informingPeople: optionalText('who tells people and families', 4000),
  }),
  [...restrictionRules, fullStopRule],
).transform((input) => ({ ...withScope(input), outcome: 'vary' as const }));
export type VaryRestriction = z.output<typeof varyRestrictionInput>;

const phase = {
  placements: wholeNumber('how many new placements the phase allows', 1, 99),
  weeks: wholeNumber('in how many weeks', 1, 12),
  reviewOn: requiredDate('the date the phase is reviewed'),
};

@InputType({ description: 'A restriction is lifted in phases: some may be placed again, until the phase is reviewed (D09, R09).' })
export class StartPhasedLiftInput extends LiftFields {
  @Field(() => Int, { description: 'New placements the phase allows in its weeks.' })
  placements!: number;

  @Field(() => Int)
  weeks!: number;

  @Field(() => String)
  reviewOn!: string;
}
export const startPhasedLiftInput = z.object({ ...common, ...lifting, ...phase }).transform((input) => ({ ...input, outcome: 'phase' as const }));
export type StartPhasedLift = z.output<typeof startPhasedLiftInput>;

@InputType({ description: 'The phase held: the next one allows more (D09).' })
export class PassPhaseInput extends DecisionFields {
  @Field(() => String, { description: 'What was seen first-hand in this phase and what it shows.' })
  reviewNote!: string;

  @Field(() => Int)
  placements!: number;

  @Field(() => Int)
  weeks!: number;

  @Field(() => String)
  reviewOn!: string;
}
export const passPhaseInput = z
  .object({ ...common, ...phase, reviewNote: requiredText('what was seen in this phase and what it shows') })
  .transform((input) => ({ ...input, outcome: 'nextPhase' as const }));
export type PassPhase = z.output<typeof passPhaseInput>;

@InputType({ description: 'What was found ends the phased lift: the restriction is whole again (D09).' })
export class RelapseRestrictionInput extends DecisionFields {
  @Field(() => String, { description: 'What was found, when and by whom. The provider reads it in the letter.' })
  evidence!: string;

  @Field(() => String)
  reviewOn!: string;
}
export const relapseRestrictionInput = z
  .object({ ...common, evidence: requiredText('what was found, when and by whom'), reviewOn: requiredDate('the date of the next review') })
  .transform((input) => ({ ...input, outcome: 'relapse' as const }));
export type RelapseRestriction = z.output<typeof relapseRestrictionInput>;
