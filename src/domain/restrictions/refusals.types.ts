import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'That nobody was placed: the provider refused, or a restriction barred it. A case reference, and no name.' })
export class RefusalView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar)
  readonly refusedOn!: string;

  @Field(() => String, { nullable: true, description: 'Who at the provider refused.' })
  readonly refusedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'The restriction that barred it, where one did.' })
  readonly restrictionReference!: string | null;

  @Field(() => String, { nullable: true })
  readonly caseReference!: string | null;

  @Field(() => String)
  readonly why!: string;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;
}

@ObjectType()
export class RefusalList {
  @Field(() => [RefusalView])
  readonly rows!: RefusalView[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}
