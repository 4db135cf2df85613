import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Somebody who uses the service, by case reference alone (R08).' })
export class ListedPerson {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly caseReference!: string;

  @Field(() => String, { description: 'thisCouncil, otherCouncils, icb or selfFunding.' })
  readonly funder!: string;

  @Field(() => String, { nullable: true })
  readonly funderName!: string | null;

  @Field(() => String)
  readonly reviewer!: string;

  @Field(() => String, { description: 'now, soon or planned.' })
  readonly priority!: string;

  @Field(() => String, { nullable: true, description: 'What a self-funder said to the offer: accepted or declined.' })
  readonly offer!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly offeredOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly reviewedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'From the list of a service that this one carries on: its name (R31).' })
  readonly formerly!: string | null;
}

@ObjectType({ description: 'What another funder was asked (R08).' })
export class FunderRequestView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'otherCouncils or icb.' })
  readonly funder!: string;

  @Field(() => String)
  readonly funderName!: string;

  @Field(() => DateScalar)
  readonly sentOn!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly answeredOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly answer!: string | null;

  @Field(() => String, { nullable: true, description: 'From the list of a service that this one carries on: its name (R31).' })
  readonly formerly!: string | null;
}

@ObjectType({ description: 'A funder of people on the list whom nobody has asked to review them (R08).' })
export class UnaskedFunder {
  @Field(() => String, { description: 'otherCouncils or icb.' })
  readonly funder!: string;

  @Field(() => String)
  readonly funderName!: string;

  @Field(() => Int, { description: 'People it pays for on the list.' })
  readonly people!: number;
}

@ObjectType({ description: 'People of one funder: counted at the service (R29), and on the list (R08).' })
export class FunderCount {
  @Field(() => String)
  readonly funder!: string;

  @Field(() => Int, { nullable: true, description: 'Null where nobody has counted.' })
  readonly counted!: number | null;

  @Field(() => Int)
  readonly listed!: number;

  @Field(() => Int, { description: 'Reviewed, or declined by a self-funder.' })
  readonly done!: number;
}

@ObjectType({ description: 'The list of people using a service, while a restriction is in force because they may not be safe (R08).' })
export class PeopleList {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => Boolean, { description: 'Whether a restriction for safety keeps it open.' })
  readonly open!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null where none was ever opened.' })
  readonly openedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the restriction that opened it.' })
  readonly restrictionReference!: string | null;

  @Field(() => Int)
  readonly done!: number;

  @Field(() => Int)
  readonly listed!: number;

  @Field(() => [FunderCount], { description: 'Every kind of funder, also where nobody has counted.' })
  readonly funders!: readonly FunderCount[];

  @Field(() => [ListedPerson], { description: 'The most urgent that is not done first.' })
  readonly people!: readonly ListedPerson[];

  @Field(() => [UnaskedFunder], { description: 'Other funders of people on the list who have not been asked.' })
  readonly unasked!: readonly UnaskedFunder[];

  @Field(() => [FunderRequestView])
  readonly requests!: readonly FunderRequestView[];
}
