import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Who is signed in, through which membership.' })
export class Viewer {
  @Field(() => ID)
  readonly membershipId!: string;

  @Field(() => String)
  readonly personName!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String)
  readonly role!: string;

  @Field(() => String)
  readonly councilName!: string;
}

@ObjectType({ description: 'A person’s place in this council.' })
export class Member {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String, { nullable: true })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly role!: string;

  @Field(() => String, { nullable: true })
  readonly seat!: string | null;

  @Field(() => Int)
  readonly grade!: number;
}
