import { Field, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { oneOf, optionalDate, optionalLine, optionalText, requiredText, withRules } from '../../platform/graphql/input-fields.js';
import { coverages } from '../restrictions/effective-rule.js';
import { scopeFields, termsRules } from '../restrictions/restriction.inputs.js';
import { common, DecisionFields, kinds } from './decision.inputs.js';

@InputType({ description: 'One argument of the appeal, and the answer to it.' })
export class AppealArgumentInput {
  @Field(() => String)
  argument!: string;

  @Field(() => String)
  answer!: string;
}

@InputType({ description: 'D19: an appeal is heard. `id` and `version` are the appeal’s.' })
export class DecideAppealInput extends DecisionFields {
  @Field(() => String, { description: 'upheld, partlyUpheld or dismissed.' })
  outcome!: string;

  @Field(() => [AppealArgumentInput])
  arguments!: AppealArgumentInput[];

  @Field(() => String, { nullable: true, description: 'lift or vary: needed where it is upheld, wholly or in part, unless the restriction has ended already.' })
  effect?: string | null;

  @Field(() => String, { nullable: true, description: 'Over the Director of Adult Social Services: the Chief Executive’s nominee who heard it, by name and post.' })
  nominee?: string | null;

  @Field(() => String, { nullable: true, description: 'fullStop, partial, cap or cautionary.' })
  kind?: string | null;

  @Field(() => String, { nullable: true })
  covers?: string | null;

  @Field(() => String, { nullable: true })
  coverDetail?: string | null;

  @Field(() => Int, { nullable: true })
  perWeek?: number | null;

  @Field(() => String, { nullable: true })
  liftConditions?: string | null;

  @Field(() => String, { nullable: true })
  reviewOn?: string | null;

}
const argument = z.object({ argument: requiredText('the provider’s argument', 4000), answer: requiredText('your answer to the argument', 4000) });
const appealShape = z.object({
  ...common,
  outcome: oneOf(['upheld', 'partlyUpheld', 'dismissed'], 'Choose whether it is upheld, upheld in part or dismissed'),
  arguments: z.array(argument, 'Enter each argument and your answer to it').min(1, 'Enter each argument and your answer to it').max(30),
  effect: z.enum(['lift', 'vary']).nullish().catch(null),
  nominee: optionalLine('who heard it for the Chief Executive'),
  kind: z.enum(kinds).nullish().catch(null),
  covers: z.enum(coverages).nullish().catch(null),
  coverDetail: scopeFields.coverDetail,
  perWeek: scopeFields.perWeek,
  liftConditions: optionalText('what must be so for it to be lifted', 4000),
  reviewOn: optionalDate('the date of the next review'),
});
type AppealShape = z.output<typeof appealShape>;
const varies = ({ outcome, effect }: AppealShape): boolean => outcome !== 'dismissed' && effect === 'vary';
export const decideAppealInput = withRules(appealShape, [
  { field: 'effect', message: 'Choose “changed”: an appeal upheld in part does not lift it', broken: ({ outcome, effect }) => outcome === 'partlyUpheld' && effect === 'lift' },
  ...termsRules.map(({ field, message, broken }) => ({ field, message, broken: (input: AppealShape) => varies(input) && broken(input) })),
  { field: 'kind', message: 'Choose what kind of restriction it is now', broken: (input) => varies(input) && input.kind == null },
  { field: 'covers', message: 'Choose what the restriction covers', broken: (input) => varies(input) && input.covers == null },
  { field: 'liftConditions', message: 'Enter what must be so for it to be lifted', broken: (input) => varies(input) && input.liftConditions === undefined },
  { field: 'reviewOn', message: 'Enter the date of the next review, for example 17 5 2026', broken: (input) => varies(input) && input.reviewOn === undefined },
]);
export type DecideAppeal = z.output<typeof decideAppealInput>;
