import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { RanBefore } from './provider-people.types.js';

@ObjectType({ description: 'A contract that was novated to the new owner.' })
export class NovationView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly contract!: string;

  @Field(() => DateScalar)
  readonly novatedOn!: string;

  @Field(() => String)
  readonly source!: string;
}

@ObjectType({ description: 'What became of a service, as it was recorded.' })
export class ServiceLinkView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'newLocation, newOwner, merge, rename, deregistered, dualService, or notSuccessor of a likely one that was dismissed' })
  readonly kind!: string;

  @Field(() => ID, { nullable: true, description: 'The service that came before, or that it is about; null where you do not see it.' })
  readonly serviceId!: string | null;

  @Field(() => String)
  readonly fromName!: string;

  @Field(() => String)
  readonly fromProvider!: string;

  @Field(() => ID, { nullable: true, description: 'The service that carries it on; null where there is none, or you do not see it.' })
  readonly otherId!: string | null;

  @Field(() => String, { nullable: true })
  readonly toName!: string | null;

  @Field(() => String, { nullable: true })
  readonly toProvider!: string | null;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => String)
  readonly source!: string;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;

  @Field(() => Boolean, { description: 'Whether the stage went with it.' })
  readonly stageFollowed!: boolean;

  @Field(() => [String], { description: 'References of restrictions that went with it.' })
  readonly restrictionsFollowed!: string[];

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;

  @Field(() => String, { nullable: true })
  readonly undoneBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly undoneAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly undoneReason!: string | null;

  @Field(() => [NovationView])
  readonly novations!: NovationView[];
}

@ObjectType({ description: 'What became of one service, the latest first; undone links stand among them.' })
export class ServiceLinkList {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => Boolean)
  readonly mayRecord!: boolean;

  @Field(() => [ServiceLinkView])
  readonly links!: ServiceLinkView[];
}

@ObjectType({ description: 'A service that may carry another one on.' })
export class SuccessorChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String)
  readonly address!: string;

  @Field(() => String, { nullable: true })
  readonly cqcId!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly registeredOn!: string | null;

  @Field(() => Boolean, { description: 'At the same address or postcode, registered within 60 days of the end of the other registration.' })
  readonly likely!: boolean;

  @Field(() => [RanBefore], { complexity: 2, description: 'Who runs its provider and ran one that failed, for officers of the council (case 1).' })
  readonly ranBefore!: readonly RanBefore[];
}

@ObjectType({ description: 'A contract that may be novated.' })
export class NovatableContract {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;
}

@ObjectType({ description: 'What the form for what became of a service is filled in with.' })
export class ServiceLinkForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly deregisteredOn!: string | null;

  @Field(() => Int, { description: 'Restrictions of the council that would bind a new owner as a precaution.' })
  readonly continuing!: number;

  @Field(() => [SuccessorChoice], { description: 'Likely ones first, then what the search finds; 20 at most.' })
  readonly choices!: SuccessorChoice[];

  @Field(() => [NovatableContract])
  readonly contracts!: NovatableContract[];
}

@ObjectType({ description: 'A registration that ended, and one at the same address that began about then. Nothing follows until an officer records it.' })
export class LikelySuccessor {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar)
  readonly deregisteredOn!: string;

  @Field(() => ID)
  readonly otherId!: string;

  @Field(() => String)
  readonly otherName!: string;

  @Field(() => String)
  readonly otherProvider!: string;

  @Field(() => DateScalar)
  readonly registeredOn!: string;

  @Field(() => String)
  readonly address!: string;

  @Field(() => Boolean, { description: 'Whether the same provider runs both.' })
  readonly sameOwner!: boolean;
}
