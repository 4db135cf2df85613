import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';
import type { LateInterest } from './late-interests.js';

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

@ObjectType({ description: 'How many people one kind of funder has at the service, at the latest count.' })
export class PeopleCount {
  @Field(() => String)
  readonly funder!: string;

  @Field(() => Int)
  readonly people!: number;

  @Field(() => DateScalar)
  readonly asAt!: string;
}

@ObjectType({ description: 'One version of the risk assessment.' })
export class RiskVersion {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => DateScalar)
  readonly assessedOn!: string;

  @Field(() => String, { nullable: true, description: 'Made at a service that this one carries on: its name (R31).' })
  readonly formerly!: string | null;

  @Field(() => Int)
  readonly likelihood!: number;

  @Field(() => Int)
  readonly impact!: number;

  @Field(() => String)
  readonly band!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => String)
  readonly author!: string;
}

@ObjectType({ description: 'Somebody who can be named in a decision.' })
export class NameableOfficer {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;
}

@ObjectType({ description: 'Somebody whose interest in the item came out after they had taken part: the panel looks at it again without them (R21).' })
export class LateInterestView implements LateInterest {
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly nature!: string;
  @Field(() => DateScalar) readonly ruledOn!: string;
}
