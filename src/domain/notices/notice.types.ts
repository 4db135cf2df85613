import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView, WorkflowStepView } from '../../platform/graphql/shared.types.js';

@ObjectType({ isAbstract: true, description: 'Where a notice stands, and its dates.' })
export abstract class NoticeStanding {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'warning, remedy or breach.' })
  readonly kind!: string;

  @Field(() => String, { description: 'What the council calls it: "Notice to Remedy Breach", by its procedure.' })
  readonly name!: string;

  @Field(() => String, { description: 'underConsideration, drafting, legalReview, awaitingDecision, issued, running, planUnderReview, awaitingRevisedPlan, verification, remedied, breached, withdrawn, concluded or notIssued.' })
  readonly state!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly issuedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day it counts as served (R32): everything is counted from it.' })
  readonly servedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to remedy; null before service, and for a breach that cannot be remedied.' })
  readonly remedyOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day for a plan, while one is awaited.' })
  readonly planBy!: string | null;
}

@ObjectType({ description: 'A notice in a list.' })
export class NoticeRow extends NoticeStanding {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Its next date, whatever it is.' })
  readonly dueOn!: string | null;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => Int, { description: 'Steps an officer found done, of those not withdrawn.' })
  readonly doneSteps!: number;

  @Field(() => Int)
  readonly steps!: number;
}

@ObjectType()
export class NoticeList {
  @Field(() => [NoticeRow])
  readonly rows!: NoticeRow[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ArgsType()
export class NoticeListArgs {
  @Field(() => Boolean, { nullable: true, description: 'Also those that are remedied, withdrawn, concluded or not issued (R15).' })
  readonly ended?: boolean | null;

  @Field(() => ID, { nullable: true })
  readonly serviceId?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType({ description: 'What remedies a clause.' })
export class NoticeStepView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => String)
  readonly step!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day an officer found it done.' })
  readonly doneOn!: string | null;
}

@ObjectType({ description: 'A clause of the contract that is breached, with the facts (R12).' })
export class NoticeClauseView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => String)
  readonly clause!: string;

  @Field(() => String)
  readonly facts!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly withdrawnOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly withdrawalReason!: string | null;

  @Field(() => [NoticeStepView])
  readonly steps!: NoticeStepView[];
}

@ObjectType()
export class NoticePlanLine {
  @Field(() => ID)
  readonly stepId!: string;

  @Field(() => String)
  readonly text!: string;
}

@ObjectType({ description: 'A plan of the provider and how it was answered.' })
export class NoticePlanView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => [NoticePlanLine])
  readonly lines!: NoticePlanLine[];

  @Field(() => DateScalar, { description: 'The day it counts as received (R32).' })
  readonly receivedOn!: string;

  @Field(() => String, { nullable: true, description: 'accepted or returned; null while it is looked at.' })
  readonly outcome!: string | null;

  @Field(() => String, { nullable: true })
  readonly reasons!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly answeredAt!: string | null;
}

@ObjectType({ isAbstract: true, description: 'What a notice says, as the provider reads it.' })
export abstract class NoticeContents extends NoticeStanding {
  @Field(() => String)
  readonly contract!: string;

  @Field(() => [NoticeClauseView])
  readonly clauses!: NoticeClauseView[];

  @Field(() => String, { nullable: true, description: '"28 days", by the contract’s clause.' })
  readonly period!: string | null;

  @Field(() => String, { nullable: true })
  readonly periodClause!: string | null;

  @Field(() => String, { nullable: true })
  readonly shortReason!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly warnedOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly warnedHow!: string | null;

  @Field(() => String, { nullable: true })
  readonly notWarnedReason!: string | null;

  @Field(() => String, { nullable: true })
  readonly supportOffered!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day more time was given.' })
  readonly extendedOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly endedOn!: string | null;

  @Field(() => [NoticePlanView], { description: 'The newest first.' })
  readonly plans!: NoticePlanView[];
}

@ObjectType('OwnNotice', { description: 'A provider’s own notice: its dates, its steps and its plans; nothing of what officers wrote inside the council.' })
export class OwnNotice extends NoticeContents {
  @Field(() => Boolean, { description: 'Whether a plan may be sent now.' })
  readonly mayPlan!: boolean;
}

@ObjectType({ description: 'What an officer saw of one step (R17).' })
export class NoticeCheckView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly stepId!: string;

  @Field(() => Boolean)
  readonly done!: boolean;

  @Field(() => DateScalar)
  readonly checkedOn!: string;

  @Field(() => String)
  readonly method!: string;

  @Field(() => String)
  readonly seen!: string;

  @Field(() => String)
  readonly by!: string;
}

@ObjectType({ description: 'What Legal said of a draft.' })
export class NoticeLegalCheckView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'cleared or returned.' })
  readonly outcome!: string;

  @Field(() => String)
  readonly checkedBy!: string;

  @Field(() => DateScalar)
  readonly checkedOn!: string;

  @Field(() => String, { nullable: true })
  readonly remarks!: string | null;
}

@ObjectType({ description: 'Why it was considered, and what was found at its end.' })
export class NoticeFindingView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'considered, notIssued, remedied, breached or concluded.' })
  readonly finding!: string;

  @Field(() => String, { nullable: true })
  readonly followedBy!: string | null;

  @Field(() => String)
  readonly reasons!: string;

  @Field(() => DateScalar)
  readonly foundOn!: string;

  @Field(() => String)
  readonly by!: string;
}

@ObjectType({ description: 'A decision on a notice: D10 issued it, D11 changed it.' })
export class NoticeDecision {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'issued, extended, withdrawn or clausesWithdrawn.' })
  readonly act!: string;

  @Field(() => DateTimeScalar)
  readonly decidedAt!: string;

  @Field(() => String)
  readonly decidedBy!: string;
}

@ObjectType({ description: 'A contract’s own count of defaults (R14).' })
export class DefaultCount {
  @Field(() => ID)
  readonly contractId!: string;

  @Field(() => String)
  readonly contract!: string;

  @Field(() => Int, { description: 'How many make the council consider termination.' })
  readonly defaults!: number;

  @Field(() => Int)
  readonly months!: number;

  @Field(() => String, { nullable: true })
  readonly clause!: string | null;

  @Field(() => Int, { description: 'How many there are in those months, withdrawn ones left out.' })
  readonly counted!: number;
}

@ObjectType('Notice', { description: 'One notice whole, for the panel’s circle.' })
export class NoticeView extends NoticeContents {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => ID, { nullable: true })
  readonly followsId!: string | null;

  @Field(() => String, { nullable: true })
  readonly follows!: string | null;

  @Field(() => Int, { nullable: true })
  readonly periodCount!: number | null;

  @Field(() => String, { nullable: true })
  readonly periodUnit!: string | null;

  @Field(() => Boolean, { nullable: true })
  readonly inAdministration!: boolean | null;

  @Field(() => String, { nullable: true })
  readonly practitioner!: string | null;

  @Field(() => String, { nullable: true, description: 'The insolvency practitioner by the provider’s own record today, name, firm and address; null where it is not in administration.' })
  readonly practitionerOnRecord!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceMethod!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Its next date, whatever it is.' })
  readonly dueOn!: string | null;

  @Field(() => Int)
  readonly daysOverdue!: number;

  @Field(() => [NoticeCheckView], { description: 'The newest first.' })
  readonly checks!: NoticeCheckView[];

  @Field(() => [NoticeLegalCheckView], { description: 'The newest first; none for partners and CQC.' })
  readonly legalChecks!: NoticeLegalCheckView[];

  @Field(() => [NoticeFindingView], { description: 'The newest first.' })
  readonly findings!: NoticeFindingView[];

  @Field(() => [NoticeDecision])
  readonly decisions!: NoticeDecision[];

  @Field(() => [DefaultCount], { description: 'Of the service’s contracts that set a count (R14).' })
  readonly defaultCounts!: DefaultCount[];

  @Field(() => [WorkflowStepView])
  readonly history!: WorkflowStepView[];

  @Field(() => [AllowedActionView])
  readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType({ description: 'A contract to choose, with its count of defaults where it sets one.' })
export class ContractChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => Int, { nullable: true })
  readonly defaults!: number | null;

  @Field(() => Int, { nullable: true })
  readonly months!: number | null;

  @Field(() => String, { nullable: true })
  readonly clause!: string | null;
}

@ObjectType({ description: 'What the form that opens a notice needs.' })
export class NoticeForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [ChoiceView])
  readonly kinds!: readonly ChoiceView[];

  @Field(() => [ContractChoice], { description: 'In force today.' })
  readonly contracts!: ContractChoice[];

  @Field(() => [ChoiceView], { description: 'Warnings and notices served before, the newest first.' })
  readonly before!: ChoiceView[];
}
