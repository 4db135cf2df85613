import { Field, InputType, OmitType } from '@nestjs/graphql';
import type { z } from 'zod';
import { id, requiredText, withRules } from '../../platform/graphql/input-fields.js';
import { publicityRule } from './handling.inputs.js';
import { DecideRestrictionInput, restrictionRules, restrictionShape, withScope } from './decision.inputs.js';

@InputType({ description: 'D18: a restriction decided by one officer alone, in an emergency, outside a meeting. `id` is the service, `version` its stage’s (R03, R04).' })
export class RestrictUrgentlyInput extends OmitType(DecideRestrictionInput, ['wayIn', 'emergencyRisk', 'whoWasTried', 'notHeardReason'] as const) {
  @Field(() => String, { description: 'The risk to people now.' })
  emergencyRisk!: string;

  @Field(() => String, { description: 'Who was tried before deciding alone.' })
  whoWasTried!: string;

  @Field(() => String, { description: 'Why the provider was not heard first (R04).' })
  notHeardReason!: string;
}
export const restrictUrgentlyInput = withRules(restrictionShape.omit({ wayIn: true }).extend({
  id: id('the service'),
  emergencyRisk: requiredText('the risk to people now', 4000),
  whoWasTried: requiredText('who was tried before deciding alone', 2000),
  notHeardReason: requiredText('why the provider is not heard first'),
}), [...restrictionRules, publicityRule]).transform((input) => ({ ...withScope(input), wayIn: 'emergency' as const }));
export type RestrictUrgently = z.output<typeof restrictUrgentlyInput>;
