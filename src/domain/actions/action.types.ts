import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView, WorkflowStepView } from '../../platform/graphql/shared.types.js';

@ArgsType()
export class ActionListArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those you own.' })
  readonly mine?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those whose day has passed.' })
  readonly overdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Also those closed or superseded.' })
  readonly closed?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Also those set at a service that it carries on (R31).' })
  readonly serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those of this owner: a membership.' })
  readonly ownerMembershipId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those whose owner is of this agency.' })
  readonly agencyId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those about services of this provider.' })
  readonly providerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those that this meeting agreed.' })
  readonly meetingId?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType('ActionRow')
export class ActionRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => Boolean)
  readonly mustDo!: boolean;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String)
  readonly ownerName!: string;

  @Field(() => String, { nullable: true, description: 'The owner’s agency, as it is called today.' })
  readonly agencyName!: string | null;

  @Field(() => ID, { nullable: true, description: 'The meeting that agreed it; null where none did, or none that you see.' })
  readonly meetingId!: string | null;

  @Field(() => String, { nullable: true })
  readonly meetingReference!: string | null;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int, { description: 'How many days its day has passed; 0 while it has not, or where it is reported complete.' })
  readonly daysOverdue!: number;

  @Field(() => Int, { description: 'How often an officer checked it and found it not done: opened again (case 25).' })
  readonly reopened!: number;

  @Field(() => Boolean, { description: 'Brought in from an earlier record: evidence not held.' })
  readonly fromEarlierRecords!: boolean;
}

@ObjectType({ description: 'A line of the action log.' })
export class ActionLogRow extends ActionRow {
  @Field(() => Int, { description: 'How often more time was agreed.' })
  readonly extensions!: number;

  @Field(() => String, { nullable: true, description: 'Why more time was asked for last.' })
  readonly extensionReason!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When an officer checked that it is done (R17).' })
  readonly verifiedOn!: string | null;
}

@ObjectType({ description: 'What the log can be narrowed to: of the actions that you see.' })
export class ActionLogChoices {
  @Field(() => [ChoiceView])
  readonly owners!: ChoiceView[];

  @Field(() => [ChoiceView])
  readonly agencies!: ChoiceView[];

  @Field(() => [ChoiceView])
  readonly services!: ChoiceView[];

  @Field(() => [ChoiceView])
  readonly providers!: ChoiceView[];

  @Field(() => [ChoiceView], { description: 'The latest first.' })
  readonly meetings!: ChoiceView[];
}

@ObjectType()
export class ActionList {
  @Field(() => [ActionLogRow])
  readonly rows!: ActionLogRow[];

  @Field(() => ActionLogChoices)
  readonly choices!: ActionLogChoices;

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int, { description: 'Of all pages, those whose day has passed.' })
  readonly overdue!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ObjectType({ description: 'One check of an action by an officer (R17).' })
export class ActionCheckView {
  @Field(() => Boolean)
  readonly done!: boolean;

  @Field(() => DateScalar)
  readonly checkedOn!: string;

  @Field(() => String, { description: 'How it was checked, and what was found.' })
  readonly method!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Not done: the day it was due from then on.' })
  readonly newDueOn!: string | null;

  @Field(() => String)
  readonly by!: string;

  @Field(() => DateTimeScalar)
  readonly at!: string;
}

@ObjectType({ description: 'More time asked for, agreed or refused.' })
export class ActionMoreTimeView {
  @Field(() => String, { description: 'asked, agreed or refused.' })
  readonly step!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly until!: string | null;

  @Field(() => String, { nullable: true })
  readonly words!: string | null;

  @Field(() => String)
  readonly by!: string;

  @Field(() => DateTimeScalar)
  readonly at!: string;
}

@ObjectType('Action', { description: 'One action whole.' })
export class ActionView extends ActionRow {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => Boolean, { description: 'The provider of the service does it, and reads what is to be done.' })
  readonly forProvider!: boolean;

  @Field(() => Boolean, { description: 'What shows that it is done is in the provider’s words alone.' })
  readonly providerReported!: boolean;

  @Field(() => String, { nullable: true, description: 'Who reported it complete last.' })
  readonly reportedBy!: string | null;

  @Field(() => String, { nullable: true })
  readonly evidence!: string | null;

  @Field(() => String, { nullable: true })
  readonly verification!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly verifiedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The date its owner asks for.' })
  readonly extensionDueOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly extensionReason!: string | null;

  @Field(() => String, { nullable: true })
  readonly extensionRefusal!: string | null;

  @Field(() => String, { nullable: true })
  readonly replacedBy!: string | null;

  @Field(() => [ActionCheckView], { description: 'Every check, the first first.' })
  readonly checks!: ActionCheckView[];

  @Field(() => [ActionMoreTimeView], { description: 'Every request for more time with its answer, the first first.' })
  readonly moreTime!: ActionMoreTimeView[];

  @Field(() => [WorkflowStepView])
  readonly steps!: WorkflowStepView[];

  @Field(() => [AllowedActionView])
  readonly allowedActions!: AllowedActionView[];
}

@ObjectType()
export class ActionOwner {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;
}

@ObjectType({ description: 'What somebody needs who sets an action.' })
export class ActionForm {
  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => [ActionOwner])
  readonly owners!: ActionOwner[];
}
