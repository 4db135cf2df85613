import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A service that is restricted, or at serious concerns, as whoever is on call needs it.' })
export class OnCallService {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'What is barred, since when, by whom: the effective rule (R10).' })
  readonly rule!: string;

  @Field(() => [String], { description: 'What is barred, in a word each: none where it is at serious concerns alone.' })
  readonly bars!: readonly string[];

  @Field(() => Boolean)
  readonly seriousConcerns!: boolean;

  @Field(() => [String], { description: 'Exceptions granted, by case reference.' })
  readonly exceptions!: readonly string[];

  @Field(() => [String], { description: 'Whom to ring: the service, and the council’s lead officer.' })
  readonly contacts!: readonly string[];
}

@ObjectType({ description: 'One page for whoever is on call: made afresh each time it is asked for.' })
export class OnCallSheet {
  @Field(() => DateTimeScalar)
  readonly asAt!: string;

  @Field(() => [OnCallService], { description: 'By name.' })
  readonly services!: readonly OnCallService[];

  @Field(() => [String])
  readonly dos!: readonly string[];

  @Field(() => [String])
  readonly donts!: readonly string[];
}
