import { Field, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from './scalars.js';
import { UnmetRequirement } from './refusals.js';

@ObjectType('AllowedAction', { description: 'A step that is open to you here, or everything that is missing for it.' })
export class AllowedActionView {
  @Field(() => String, { description: 'The event of the statechart, such as ASSESS.' })
  readonly event!: string;

  @Field(() => Boolean)
  readonly allowed!: boolean;

  @Field(() => [UnmetRequirement])
  readonly unmet!: readonly UnmetRequirement[];
}

@ObjectType('Choice', { description: 'An entry of a list of the local procedure: the code is sent, the words are shown.' })
export class ChoiceView {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType('WorkflowStep', { description: 'One step a case took: what, when and by whom.' })
export class WorkflowStepView {
  @Field(() => String)
  readonly event!: string;

  @Field(() => String)
  readonly toState!: string;

  @Field(() => DateTimeScalar)
  readonly at!: string;

  @Field(() => String)
  readonly by!: string;
}
