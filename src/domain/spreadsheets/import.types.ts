import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A list that was brought in from one sheet of one file.' })
export class ListBroughtIn {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'watchlist, restrictions, actions or intelligence.' })
  readonly kind!: string;

  @Field(() => String)
  readonly fileName!: string;

  @Field(() => String, { description: 'Empty for a CSV file.' })
  readonly sheet!: string;

  @Field(() => Int, { description: 'Rows that hold something, when it was read last.' })
  readonly rows!: number;

  @Field(() => Int, { description: 'Rows that became a record, in all its readings.' })
  readonly broughtIn!: number;

  @Field(() => Int, { description: 'Rows refused when it was read last.' })
  readonly rejected!: number;

  @Field(() => DateTimeScalar)
  readonly at!: string;

  @Field(() => String)
  readonly by!: string;
}

@ObjectType({ description: 'How many records are still only from earlier records: evidence not held, and nothing decided here since.' })
export class StillEarlier {
  @Field(() => Int, { description: 'Services at a stage.' })
  readonly stages!: number;

  @Field(() => Int, { description: 'Restrictions in force.' })
  readonly restrictions!: number;

  @Field(() => Int, { description: 'Open actions.' })
  readonly actions!: number;

  @Field(() => Int, { description: 'Open intelligence.' })
  readonly intelligence!: number;
}

@ObjectType()
export class ImportList {
  @Field(() => [ListBroughtIn], { description: 'The newest first, at most 200.' })
  readonly lists!: readonly ListBroughtIn[];

  @Field(() => StillEarlier, { nullable: true, description: 'Null for whoever sees no such records.' })
  readonly still!: StillEarlier | null;
}

@ObjectType({ description: 'One cell that was wrong: never what it holds.' })
export class RejectedCell {
  @Field(() => Int, { description: 'The row, as the spreadsheet numbers it.' })
  readonly row!: number;

  @Field(() => String)
  readonly field!: string;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  readonly message!: string;
}

@ObjectType()
export class ImportRejects {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly fileName!: string;

  @Field(() => [RejectedCell])
  readonly cells!: readonly RejectedCell[];
}
