import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView, WorkflowStepView } from '../../platform/graphql/shared.types.js';
import { DefaultCount } from '../notices/notice.types.js';

@ObjectType({ isAbstract: true })
abstract class TerminationStanding {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'proposed, decided, underNotice, inEffect, completed, rescinded or withdrawn.' })
  readonly state!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String)
  readonly contract!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day the contract ends: as planned, and never before its notice period allows; null before service.' })
  readonly endsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Its next date, whatever it is.' })
  readonly dueOn!: string | null;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => Int, { description: 'People who are settled.' })
  readonly settledPeople!: number;

  @Field(() => Int, { description: 'People listed.' })
  readonly listedPeople!: number;
}

@ObjectType({ description: 'A termination in a list.' })
export class TerminationRow extends TerminationStanding {}

@ObjectType()
export class TerminationList {
  @Field(() => [TerminationRow])
  readonly rows!: TerminationRow[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ArgsType()
export class TerminationListArgs {
  @Field(() => Boolean, { nullable: true, description: 'Also those complete, taken back or not pursued.' })
  readonly ended?: boolean | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType({ description: 'How everybody leaves safely.' })
export class ExitPlanView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => ID)
  readonly leadOfficerId!: string;

  @Field(() => String)
  readonly lead!: string;

  @Field(() => DateScalar)
  readonly endsOn!: string;

  @Field(() => String)
  readonly telling!: string;

  @Field(() => String)
  readonly moving!: string;

  @Field(() => String)
  readonly funders!: string;

  @Field(() => String)
  readonly records!: string;

  @Field(() => String)
  readonly staff!: string;

  @Field(() => String)
  readonly communications!: string;

  @Field(() => DateTimeScalar)
  readonly plannedAt!: string;
}

@ObjectType({ description: 'Somebody who uses the service, by case reference alone.' })
export class ExitPersonView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly caseReference!: string;

  @Field(() => String, { description: 'thisCouncil, otherCouncils, icb or selfFunding.' })
  readonly funder!: string;

  @Field(() => String, { nullable: true, description: 'moved, staysByChoice or leftBefore; null while it is not settled.' })
  readonly settlement!: string | null;

  @Field(() => String, { nullable: true })
  readonly whereNow!: string | null;

  @Field(() => String, { nullable: true })
  readonly choice!: string | null;

  @Field(() => Boolean, { nullable: true })
  readonly packGone!: boolean | null;

  @Field(() => DateScalar, { nullable: true })
  readonly settledOn!: string | null;
}

@ObjectType({ description: 'What was written at a step that no decision holds.' })
export class TerminationNoteView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'withdrawn, inEffect, handedOver or completed.' })
  readonly kind!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => String)
  readonly by!: string;
}

@ObjectType({ description: 'A decision about a termination.' })
export class TerminationDecision {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'terminate, emergency, confirm, end or rescind.' })
  readonly act!: string;

  @Field(() => DateTimeScalar)
  readonly decidedAt!: string;

  @Field(() => String)
  readonly decidedBy!: string;
}

@ObjectType({ description: 'One point of what the provider said that is not answered yet (R05).' })
export class WaitingPoint {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType({ description: 'What the provider said and was not answered yet.' })
export class WaitingRepresentation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => [WaitingPoint])
  readonly points!: WaitingPoint[];
}

@ObjectType({ description: 'A termination with its proposal, its exit plan and its people.' })
export class TerminationView extends TerminationStanding {
  @Field(() => String, { description: 'irremediableBreach, repeatedBreach, unremediedNotice, cqcCancellation, insolvency or defaultCount.' })
  readonly ground!: string;

  @Field(() => ID, { nullable: true })
  readonly noticeId!: string | null;

  @Field(() => String, { nullable: true })
  readonly noticeReference!: string | null;

  @Field(() => String)
  readonly facts!: string;

  @Field(() => String)
  readonly options!: string;

  @Field(() => String)
  readonly equalityNote!: string;

  @Field(() => String)
  readonly proportionality!: string;

  @Field(() => Int)
  readonly periodCount!: number;

  @Field(() => String)
  readonly periodUnit!: string;

  @Field(() => String)
  readonly periodClause!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly decidedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Of one decided in an emergency: the last day to confirm it or end it (R03).' })
  readonly confirmBy!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The first day the contract can end: its notice period, counted from service.' })
  readonly earliestEndsOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly effectOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly endedOn!: string | null;

  @Field(() => ID, { nullable: true, description: 'Who leads the exit now: by the newest plan, or handed over since.' })
  readonly leadOfficerId!: string | null;

  @Field(() => String, { nullable: true })
  readonly lead!: string | null;

  @Field(() => Int, { nullable: true, description: 'People counted at the service, whoever pays (R29); null where nobody has counted.' })
  readonly countedPeople!: number | null;

  @Field(() => ID, { nullable: true, description: 'The recommendation that waits for a decision, where one does.' })
  readonly recommendationId!: string | null;

  @Field(() => [ExitPlanView], { description: 'The newest first; it is the one that counts.' })
  readonly plans!: ExitPlanView[];

  @Field(() => [ExitPersonView], { description: 'Those who are not settled first.' })
  readonly people!: ExitPersonView[];

  @Field(() => [TerminationNoteView])
  readonly notes!: TerminationNoteView[];

  @Field(() => [TerminationDecision])
  readonly decisions!: TerminationDecision[];

  @Field(() => [WaitingRepresentation], { description: 'Of the provider of this service: each is answered in a decision (R05).' })
  readonly waiting!: WaitingRepresentation[];

  @Field(() => [ChoiceView], { description: 'Officers who may lead its exit.' })
  readonly officers!: ChoiceView[];

  @Field(() => [WorkflowStepView])
  readonly history!: WorkflowStepView[];

  @Field(() => [AllowedActionView])
  readonly allowedActions!: AllowedActionView[];
}

@ObjectType({ description: 'What the form for a proposal needs.' })
export class TerminationForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [ChoiceView], { description: 'Contracts in force.' })
  readonly contracts!: ChoiceView[];

  @Field(() => [ChoiceView], { description: 'Notices that were served and not remedied.' })
  readonly notices!: ChoiceView[];

  @Field(() => [DefaultCount], { description: 'A contract’s own count of defaults, where it sets one (R14).' })
  readonly defaultCounts!: DefaultCount[];
}
