import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';

@ObjectType({ description: 'One of the two parts of a meeting (R22, domain.md 2.3).' })
export class MeetingPartView {
  @Field(() => String) readonly part!: string;
  @Field(() => String) readonly purpose!: string;
  @Field(() => String, { description: 'What whoever was in no part gets of its minutes: nothing or minutes.' }) readonly absentees!: string;
  @Field(() => Int, { description: 'The arrangement’s: both parts have the same.' }) readonly version!: number;
}

@ObjectType({ description: 'Somebody who came and has no place in the meeting.' })
export class MeetingGuestView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => String, { nullable: true, description: 'A or B; null where they are there for the whole meeting.' }) readonly part!: string | null;
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly fromWhom!: string;
  @Field(() => Boolean) readonly forProvider!: boolean;
  @Field(() => DateTimeScalar) readonly arrivedAt!: string;
  @Field(() => DateTimeScalar, { nullable: true }) readonly leftAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly confidentialityAcceptedAt!: string | null;
}

@ObjectType({ description: 'A decision one officer took alone in an emergency since the panel before: it is reported (R03).' })
export class DecidedAloneView {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly codeWords!: string;
  @Field(() => ID) readonly serviceId!: string;
  @Field(() => String) readonly serviceName!: string;
  @Field(() => DateTimeScalar) readonly decidedAt!: string;
  @Field(() => String, { description: 'Job title.' }) readonly decidedBy!: string;
}
