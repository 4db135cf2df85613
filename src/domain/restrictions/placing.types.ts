import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';

@ObjectType({ description: 'One thing that may not be placed, by every restriction that bars it.' })
export class BarredPlacing {
  @Field(() => String)
  readonly what!: string;

  @Field(() => DateScalar)
  readonly since!: string;

  @Field(() => [String], { description: 'Job titles of those who decided it, the provider, or the Care Quality Commission.' })
  readonly by!: readonly string[];

  @Field(() => [String], { description: 'Who approves an exception.' })
  readonly exceptions!: readonly string[];

  @Field(() => [String])
  readonly references!: readonly string[];
}

@ObjectType({ description: 'Whether people may be placed with a service today (R10).' })
export class PlacingAnswer {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String, { nullable: true })
  readonly postcode!: string | null;

  @Field(() => String, { description: 'no, partly or yes.' })
  readonly mayPlace!: string;

  @Field(() => String, { description: 'The effective rule: what is barred, since when, by whom, exceptions to whom.' })
  readonly sentence!: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of the list of reasons; nothing of what anybody told us.' })
  readonly why!: string | null;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => [BarredPlacing])
  readonly barred!: readonly BarredPlacing[];
}

@ObjectType({ description: 'What a search for a service to place with found, at most twenty.' })
export class PlacingSearch {
  @Field(() => [PlacingAnswer])
  readonly found!: readonly PlacingAnswer[];

  @Field(() => Boolean)
  readonly more!: boolean;
}

@ObjectType({ description: 'What the form that records a stop of the provider or the regulator needs (R06).' })
export class ImposedRestrictionForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [ChoiceView])
  readonly reasonChoices!: readonly ChoiceView[];

  @Field(() => DateScalar, { description: 'The last day its first review may fall on.' })
  readonly reviewBy!: string;
}
