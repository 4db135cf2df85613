import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'How far the actions of a service have come.' })
export class PlanProgress {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int, { description: 'Verified or closed.' })
  readonly done!: number;

  @Field(() => Int)
  readonly mustDoOpen!: number;

  @Field(() => Int)
  readonly overdue!: number;
}
