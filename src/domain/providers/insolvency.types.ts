import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A provider in administration: whom letters are served on.' })
export class InsolvencyView {
  @Field(() => String)
  readonly practitioner!: string;

  @Field(() => String, { nullable: true })
  readonly firm!: string | null;

  @Field(() => String)
  readonly address!: string;

  @Field(() => String, { nullable: true })
  readonly mail!: string | null;

  @Field(() => DateScalar)
  readonly since!: string;
}

@ObjectType({ description: 'One record of whether a provider is in administration, as it was made.' })
export class InsolvencyEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { nullable: true, description: 'Null where it is not in administration from that day.' })
  readonly practitioner!: string | null;

  @Field(() => String, { nullable: true })
  readonly firm!: string | null;

  @Field(() => DateScalar)
  readonly fromOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day from which a later record holds.' })
  readonly until!: string | null;

  @Field(() => String)
  readonly source!: string;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;

  @Field(() => Boolean, { description: 'Whether a later record of the same day corrected it.' })
  readonly corrected!: boolean;
}

@ObjectType({ description: 'Whether the provider of a service is in administration, now and before; the latest first, with what was corrected.' })
export class InsolvencyList {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => Boolean)
  readonly mayRecord!: boolean;

  @Field(() => InsolvencyView, { nullable: true })
  readonly now!: InsolvencyView | null;

  @Field(() => [InsolvencyEntry])
  readonly entries!: InsolvencyEntry[];
}
