import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Something that may be chosen.' })
export class SharingChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;
}

@ObjectType({ description: 'One act of sharing: what, with whom, why, until when.' })
export class SharingLine {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'The council it is shared with, as it was called then (R35).' })
  readonly agencyName!: string | null;

  @Field(() => String, { nullable: true, description: 'The reference of the one record; absent where the summary of the whole service is shared.' })
  readonly recordReference!: string | null;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String, { nullable: true })
  readonly lawfulBasis!: string | null;

  @Field(() => String)
  readonly sharedBy!: string;

  @Field(() => DateTimeScalar)
  readonly sharedAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly endsOn!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly endedAt!: string | null;

  @Field(() => Boolean, { description: 'Whether the other council sees it today.' })
  readonly inForce!: boolean;
}

@ObjectType({ description: 'What of one service is, or was, shared with other councils, and what may be (R37).' })
export class Sharing {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => [SharingLine])
  readonly shares!: SharingLine[];

  @Field(() => [SharingChoice], { description: 'Host and placing councils among the agencies.' })
  readonly councils!: SharingChoice[];

  @Field(() => [SharingChoice], { description: 'Records of the service that may be shared; none under a caveat that keeps them from the panel.' })
  readonly records!: SharingChoice[];
}

@ObjectType({ description: 'What another council has shared with yours.' })
export class SharedLine {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => ID, { nullable: true, description: 'The one record; absent where the summary of the whole service is shared.' })
  readonly recordId!: string | null;

  @Field(() => String, { nullable: true })
  readonly recordReference!: string | null;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String, { nullable: true })
  readonly lawfulBasis!: string | null;

  @Field(() => String, { description: 'The office of whoever shared it.' })
  readonly sharedBy!: string;

  @Field(() => DateTimeScalar)
  readonly sharedAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly endsOn!: string | null;
}

@ObjectType({ description: 'The summary of a service for a council it is shared with.' })
export class SharedService {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String)
  readonly address!: string;

  @Field(() => String, { nullable: true, description: 'CQC’s overall rating.' })
  readonly rating!: string | null;

  @Field(() => String, { description: 'What may be placed here today, in one sentence.' })
  readonly effectiveRule!: string;

  @Field(() => Int, { nullable: true, description: 'People of other councils living there or supported, as last counted.' })
  readonly peopleOfOtherCouncils!: number | null;
}

@ObjectType({ description: 'One record of intelligence as a council it is shared with reads it: never who told it.' })
export class SharedRecord {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly severity!: string;

  @Field(() => String)
  readonly categoryWords!: string;

  @Field(() => String)
  readonly caveatWords!: string;

  @Field(() => String)
  readonly whatHappened!: string;

  @Field(() => String, { nullable: true })
  readonly immediateAction!: string | null;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => DateTimeScalar)
  readonly receivedAt!: string;
}
