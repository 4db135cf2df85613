import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView } from '../../platform/graphql/shared.types.js';
import { CriterionView } from '../escalation/criteria.js';
import { RunByView } from '../providers/run-by.types.js';
import { RepresentationView } from '../representations/representation.types.js';
import { HandlingChoice } from './handling.types.js';
import { PersonThen, QuorumThen } from './recommendation.types.js';
import { StandingRestriction } from './standing-restriction.types.js';
import { LateInterestView, NameableOfficer, NoticeToDecide, PeopleCount, RiskVersion, TerminationToDecide } from './to-decide.types.js';

@ObjectType({ description: 'A recommendation that waits for an authorised officer.' })
export class RecommendationRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String, { description: 'What is recommended, in the procedure’s words.' })
  readonly name!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateTimeScalar)
  readonly madeAt!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day for its decision, by the procedure.' })
  readonly decideBy!: string | null;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => Int, { description: 'Representations received and not yet answered.' })
  readonly unanswered!: number;

  @Field(() => DateScalar, { nullable: true, description: 'The last day of the window for representation that is still open.' })
  readonly windowOpenUntil!: string | null;

  @Field(() => Boolean, { description: 'The letter that opens such a window is not served: none of its days has begun.' })
  readonly windowNotBegun!: boolean;

  @Field(() => String, { description: 'Who decides it.' })
  readonly limit!: string;
}

@ObjectType({ description: 'What the panel proposes in particular; the decider starts from it.' })
export class ProposalView {
  @Field(() => String, { nullable: true, description: 'warning, remedy or breach (D10).' })
  readonly noticeKind?: string | null;

  @Field(() => String, { nullable: true })
  readonly restrictionKind?: string | null;

  @Field(() => String, { nullable: true })
  readonly covers?: string | null;

  @Field(() => String, { nullable: true })
  readonly coverDetail?: string | null;

  @Field(() => [String], { nullable: true })
  readonly reasonCodes?: readonly string[] | null;

  @Field(() => ID, { nullable: true })
  readonly restrictionId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly leadOfficerId?: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly reviewOn?: string | null;
}

@ObjectType({ description: 'The dates the procedure allows, worked out from today.' })
export class DecisionDates {
  @Field(() => DateScalar)
  readonly today!: string;

  @Field(() => DateScalar, { description: 'The last day of a restriction’s first review (R06).' })
  readonly firstReviewBy!: string;

  @Field(() => DateScalar)
  readonly reviewBy!: string;

  @Field(() => DateScalar, { description: 'The last day for the fresh decision on a precaution (R04).' })
  readonly confirmBy!: string;

  @Field(() => DateScalar, { description: 'The last day for the letter (R07).' })
  readonly letterBy!: string;
}

@ObjectType({ description: 'Everything a decider needs, on one page: what was recommended and how, what the provider says, what stands.' })
export class RecommendationView extends RecommendationRow {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => ID, { nullable: true })
  readonly meetingId!: string | null;

  @Field(() => String)
  readonly text!: string;

  @Field(() => [CriterionView])
  readonly criteria!: readonly CriterionView[];

  @Field(() => ProposalView)
  readonly proposal!: ProposalView;

  @Field(() => [NoticeToDecide], { description: 'Of this service, not issued; those Legal has checked first.' })
  readonly notices!: readonly NoticeToDecide[];

  @Field(() => [TerminationToDecide], { description: 'Contracts that are proposed to be ended.' })
  readonly terminations!: readonly TerminationToDecide[];

  @Field(() => String, { nullable: true })
  readonly differingViews!: string | null;

  @Field(() => [LateInterestView])
  readonly lateInterests!: readonly LateInterestView[];

  @Field(() => QuorumThen)
  readonly quorum!: QuorumThen;

  @Field(() => [PersonThen])
  readonly present!: readonly PersonThen[];

  @Field(() => [PersonThen])
  readonly excluded!: readonly PersonThen[];

  @Field(() => String)
  readonly chairedBy!: string;

  @Field(() => String)
  readonly signedBy!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => RunByView, { nullable: true, description: 'The agency of this council’s world that runs the provider, today.' })
  readonly runBy!: RunByView | null;

  @Field(() => Boolean, { description: 'Whether that is your own agency.' })
  readonly ownService!: boolean;

  @Field(() => String, { nullable: true, description: 'How the panel keeps independence, where its chair belongs to that agency.' })
  readonly independence!: string | null;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly stageSince!: string | null;

  @Field(() => [PeopleCount])
  readonly people!: readonly PeopleCount[];

  @Field(() => [RiskVersion], { description: 'The newest first.' })
  readonly riskAssessments!: readonly RiskVersion[];

  @Field(() => [StandingRestriction])
  readonly restrictions!: readonly StandingRestriction[];

  @Field(() => [RepresentationView], { description: 'The newest first.' })
  readonly representations!: readonly RepresentationView[];

  @Field(() => ID, { nullable: true })
  readonly decisionId!: string | null;

  @Field(() => String, { nullable: true })
  readonly decisionReference!: string | null;

  @Field(() => [ChoiceView])
  readonly reasonChoices!: readonly ChoiceView[];

  @Field(() => [ChoiceView])
  readonly kindChoices!: readonly ChoiceView[];

  @Field(() => [NameableOfficer])
  readonly officers!: readonly NameableOfficer[];

  @Field(() => DecisionDates)
  readonly dates!: DecisionDates;

  @Field(() => [AllowedActionView], { description: 'DECIDE and DECLINE as they are open to you, or everything that is missing.' })
  readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType({ description: 'A decision in a list.' })
export class DecisionRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'approved, approvedWithConditions or declined.' })
  readonly outcome!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly decidedBy!: string;

  @Field(() => String)
  readonly decidedByTitle!: string;

  @Field(() => DateTimeScalar)
  readonly decidedAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly reviewOn!: string | null;

  @Field(() => ID, { nullable: true, description: 'Null where it answers no recommendation.' })
  readonly recommendationId!: string | null;
}

@ObjectType('Particular', { description: 'One line of what a decision records besides its reasons.' })
export class ParticularView {
  @Field(() => String)
  readonly label!: string;

  @Field(() => String)
  readonly value!: string;

  @Field(() => Boolean, { description: 'The value is a date, YYYY-MM-DD.' })
  readonly isDate!: boolean;
}

@ObjectType('Decision', { description: 'What was decided, by whom, by what authority and why (domain.md 3.1).' })
export class DecisionView extends DecisionRow {
  @Field(() => Boolean, { description: 'Whether an appeal can be lodged against it today (R11).' })
  readonly mayBeAppealed!: boolean;

  @Field(() => String, { nullable: true })
  readonly recommendationReference!: string | null;

  @Field(() => [LateInterestView], { description: 'Of those who recommended it.' })
  readonly lateInterests!: readonly LateInterestView[];

  @Field(() => String)
  readonly reasons!: string;

  @Field(() => String)
  readonly authority!: string;

  @Field(() => String, { nullable: true, description: 'Null of a small decision: D01, D05-D07, D17, D21.' })
  readonly optionsConsidered!: string | null;

  @Field(() => String, { nullable: true })
  readonly providerPosition!: string | null;

  @Field(() => String, { nullable: true })
  readonly effectOnPeople!: string | null;

  @Field(() => String, { nullable: true, description: 'Null also of a decision made before it was asked.' })
  readonly proportionality!: string | null;

  @Field(() => String, { nullable: true, description: 'The agency of this council’s world that ran the provider then.' })
  readonly runBy!: string | null;

  @Field(() => String, { nullable: true, description: 'How independence is kept, where the decider belongs to that agency.' })
  readonly independence!: string | null;

  @Field(() => String, { nullable: true, description: 'Of D08, D10 and D14: what it means for equality and human rights.' })
  readonly equalityNote!: string | null;

  @Field(() => String, { nullable: true, description: 'Who may be told of it: open, shared or restricted; null where nobody said (ADR 0050).' })
  readonly confidentiality!: string | null;

  @Field(() => [HandlingChoice], { description: 'How that was changed, the latest first.' })
  readonly handlingChoices!: readonly HandlingChoice[];

  @Field(() => [ParticularView], { description: 'What this kind of decision records besides.' })
  readonly particulars!: readonly ParticularView[];

  @Field(() => String, { nullable: true })
  readonly informingPeople!: string | null;

  @Field(() => String, { nullable: true })
  readonly notHeardReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Of an extension: what the review saw and what it shows.' })
  readonly reviewNote!: string | null;

  @Field(() => [RepresentationView], { description: 'Those answered in it (R05).' })
  readonly representations!: readonly RepresentationView[];

  @Field(() => ID, { nullable: true })
  readonly noticeId!: string | null;

  @Field(() => String, { nullable: true })
  readonly noticeReference!: string | null;

  @Field(() => ID, { nullable: true })
  readonly terminationId!: string | null;

  @Field(() => String, { nullable: true })
  readonly terminationReference!: string | null;

  @Field(() => ID, { nullable: true })
  readonly restrictionId!: string | null;

  @Field(() => String, { nullable: true })
  readonly restrictionReference!: string | null;

  @Field(() => [CriterionView], { description: 'What serious concerns or an officer’s proposal rests on (R02).' })
  readonly criteria!: readonly CriterionView[];

  @Field(() => String, { nullable: true, description: 'Of an urgent escalation: the danger, and who was tried (R03).' })
  readonly emergencyRisk!: string | null;

  @Field(() => String, { nullable: true })
  readonly whoWasTried!: string | null;

  @Field(() => String, { nullable: true, description: 'What the restriction bars.' })
  readonly restrictionWhat!: string | null;
}

@ObjectType({ description: 'What waits to be decided and what was.' })
export class DecisionsOverview {
  @Field(() => [RecommendationRow])
  readonly waiting!: readonly RecommendationRow[];

  @Field(() => [StandingRestriction], { description: 'In force as a precaution or an emergency: each waits for a fresh decision, soonest first.' })
  readonly toConfirm!: readonly StandingRestriction[];

  @Field(() => [StandingRestriction], { description: 'Under review, or reviewed within the week: the soonest first.' })
  readonly toReview!: readonly StandingRestriction[];

  @Field(() => [DecisionRow], { description: 'The latest fifty.' })
  readonly made!: readonly DecisionRow[];
}
