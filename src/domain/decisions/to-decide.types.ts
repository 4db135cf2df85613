import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A notice that is not issued, as a decision on it needs it (D10).' })
export class NoticeToDecide {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'drafting, legalReview or awaitingDecision: only that which Legal has checked may be issued.' })
  readonly state!: string;

  @Field(() => [String], { description: 'The clauses it names.' })
  readonly clauses!: string[];
}

@ObjectType({ description: 'A proposal to end a contract, as a decision on it needs it (D14).' })
export class TerminationToDecide {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly contract!: string;
}
