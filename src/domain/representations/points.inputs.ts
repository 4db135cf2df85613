import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalText, requiredText, version, withRules } from '../../platform/graphql/input-fields.js';
import { pointOutcomes } from './points.js';

@InputType({ description: 'The points of what a provider said and that are not answered yet, each in its own words: they take the place of those there were.' })
export class RecordPointsInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => [String])
  points!: string[];
}
export const recordPointsInput = z.object({ id: id('the representation'), version, idempotencyKey, points: z.array(requiredText('the point')).min(1, 'Enter each point in the provider’s words').max(50, 'Enter 50 points or fewer') });
export type RecordPoints = z.output<typeof recordPointsInput>;

@InputType({ description: 'The answer to one point of a representation (R05).' })
export class PointAnswerInput {
  @Field(() => ID)
  pointId!: string;

  @Field(() => String, { description: 'accepted, partly or notAccepted.' })
  outcome!: string;

  @Field(() => String, { description: 'Why.' })
  answer!: string;

  @Field(() => String, { nullable: true, description: 'What changed because of it: needed where it is accepted, wholly or in part.' })
  changed?: string | null;
}
const shape = z.object({
  pointId: id('the point'),
  outcome: oneOf(pointOutcomes, 'Choose whether the point is accepted, accepted in part or not accepted'),
  answer: requiredText('the reason for your answer to the point'),
  changed: optionalText('what changed because of the point', 4_000),
});
export const pointAnswer = withRules(shape, [
  { field: 'changed', message: 'Enter what changed because of the point', broken: ({ outcome, changed }) => (outcome === 'accepted' || outcome === 'partly') && changed === undefined },
]);
export type PointAnswer = z.output<typeof pointAnswer>;
