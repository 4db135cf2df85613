import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'The agency that runs a provider the panel looks at, and who belongs to it.' })
export class RunByView {
  @Field(() => String, { description: 'What it is called.' })
  readonly agency!: string;

  @Field(() => DateScalar)
  readonly since!: string;

  @Field(() => Boolean, { description: 'Whether any of its people have a seat on a panel.' })
  readonly sits!: boolean;
}

@ObjectType({ description: 'One record of who runs the provider, as it was made.' })
export class RunByEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { nullable: true, description: 'Null where none of the agencies here runs it.' })
  readonly agency!: string | null;

  @Field(() => DateScalar)
  readonly runsFrom!: string;

  @Field(() => String)
  readonly source!: string;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;

  @Field(() => Boolean, { description: 'Whether a later record of the same day corrected it.' })
  readonly corrected!: boolean;
}

@ObjectType({ description: 'An agency that may run a provider.' })
export class RunByChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;
}

@ObjectType({ description: 'Who runs the provider of a service, now and before; the latest first, with what was corrected.' })
export class RunByList {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => Boolean)
  readonly mayRecord!: boolean;

  @Field(() => RunByView, { nullable: true })
  readonly now!: RunByView | null;

  @Field(() => [RunByEntry])
  readonly entries!: RunByEntry[];

  @Field(() => [RunByChoice], { description: 'Agencies of the council’s world that may run a provider.' })
  readonly choices!: RunByChoice[];
}
