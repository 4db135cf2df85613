import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Somebody who runs the provider and ran another one, whose contract was ended or whose place closed under a notice. It shows, and decides nothing.' })
export class RanBefore {
  @Field(() => String)
  readonly personName!: string;

  @Field(() => String, { description: 'As what they run this provider: director, owner, partner, nominatedIndividual or registeredManager.' })
  readonly capacity!: string;

  @Field(() => DateScalar)
  readonly since!: string;

  @Field(() => Boolean, { description: 'Whether name and month of birth are the same; false where only the name is known to be.' })
  readonly certain!: boolean;

  @Field(() => String, { description: 'The provider they ran.' })
  readonly provider!: string;

  @Field(() => String)
  readonly capacityThere!: string;

  @Field(() => DateScalar)
  readonly fromOn!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly untilOn!: string | null;

  @Field(() => String, { description: 'terminated or closedUnderNotice.' })
  readonly what!: string;

  @Field(() => String, { description: 'Of the termination or the notice.' })
  readonly reference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;
}

@ObjectType({ description: 'One record of somebody who runs the provider.' })
export class ProviderPersonEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly personName!: string;

  @Field(() => String, { nullable: true, description: 'Year and month, `1968-03`.' })
  readonly bornIn!: string | null;

  @Field(() => String)
  readonly capacity!: string;

  @Field(() => DateScalar)
  readonly fromOn!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly untilOn!: string | null;

  @Field(() => String)
  readonly source!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String, { nullable: true, description: 'Why it was a mistake: then it counts for nothing.' })
  readonly mistake!: string | null;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;
}

@ObjectType({ description: 'People who run the provider of a service, as registers name them: who runs it today first.' })
export class ProviderPeopleList {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => Boolean)
  readonly mayRecord!: boolean;

  @Field(() => [RanBefore])
  readonly ranBefore!: readonly RanBefore[];

  @Field(() => [ProviderPersonEntry])
  readonly entries!: readonly ProviderPersonEntry[];
}
