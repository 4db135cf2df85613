import { Field, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType()
export class AgencyNameView {
  @Field(() => String)
  readonly name!: string;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly to!: string | null;
}

@ObjectType({ description: 'What kind of agency it was from a day on (R35).' })
export class AgencyKindView {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;

  @Field(() => Boolean, { description: 'Whether a later record of the same day took its place: it was mistaken.' })
  readonly corrected!: boolean;
}
