import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { CriterionView } from '../escalation/criteria.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';

@ObjectType({ description: 'One rating CQC gave, or carried over from before a change of provider.' })
export class RatingFact {
  @Field(() => String)
  readonly rating!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Null where the register gave no date.' })
  readonly publishedOn!: string | null;

  @Field(() => Boolean, { description: 'Given to the location under an earlier provider.' })
  readonly inherited!: boolean;
}

@ObjectType({ description: 'How CQC rates the location for one question, with what went before.' })
export class ServiceRating {
  @Field(() => String, { description: 'overall, safe, effective, caring, responsive or wellLed.' })
  readonly domain!: string;

  @Field(() => String)
  readonly rating!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly publishedOn!: string | null;

  @Field(() => Boolean)
  readonly inherited!: boolean;

  @Field(() => [RatingFact], { description: 'Earlier ratings, newest first.' })
  readonly history!: RatingFact[];
}

@ObjectType({ description: 'How many people one kind of funder has here (R29).' })
export class PeopleByFunder {
  @Field(() => String, { description: 'thisCouncil, otherCouncils, icb or selfFunding.' })
  readonly funder!: string;

  @Field(() => Int, { nullable: true, description: 'Null where nobody has counted yet.' })
  readonly people!: number | null;

  @Field(() => DateScalar, { nullable: true })
  readonly asAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly source!: string | null;
}

@ObjectType({ description: 'What became of the service, or which one it carries on (R31).' })
export class DossierLink {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'newLocation, newOwner, merge, rename, deregistered or dualService' })
  readonly kind!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => Boolean, { description: 'Whether this service is the later one of the two.' })
  readonly continues!: boolean;

  @Field(() => ID, { nullable: true })
  readonly otherId!: string | null;

  @Field(() => String)
  readonly fromName!: string;

  @Field(() => String, { nullable: true })
  readonly toName!: string | null;

  @Field(() => String)
  readonly fromProvider!: string;

  @Field(() => String, { nullable: true })
  readonly toProvider!: string | null;
}

@ObjectType({ description: 'A person as others see them at work.' })
export class NamedMember {
  @Field(() => ID)
  readonly membershipId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String, { nullable: true })
  readonly agencyName!: string | null;
}

@ObjectType({ description: 'A restriction in force.' })
export class DossierRestriction {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly kind!: RestrictionKind;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => String, { description: 'What it bars by itself: "No new nursing placements".' })
  readonly bars!: string;

  @Field(() => [String], { description: 'The coded reasons, in words.' })
  readonly reasonWords!: string[];

  @Field(() => String)
  readonly reasons!: string;

  @Field(() => DateScalar)
  readonly startsOn!: string;

  @Field(() => String, { nullable: true, description: 'Job title; null for a voluntary stop or a condition of CQC.' })
  readonly decidedBy!: string | null;

  @Field(() => Boolean, { description: 'Brought in from an earlier record and not decided here since: evidence not held.' })
  readonly fromEarlierRecords!: boolean;

  @Field(() => String, { nullable: true })
  readonly decisionReference!: string | null;

  @Field(() => ID, { nullable: true })
  readonly decisionId!: string | null;

  @Field(() => DateScalar)
  readonly reviewOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Set while a precautionary or emergency restriction waits to be confirmed.' })
  readonly confirmBy!: string | null;

  @Field(() => String, { description: 'Who approves an exception.' })
  readonly exceptions!: string;

  @Field(() => String, { nullable: true })
  readonly liftConditions!: string | null;

  @Field(() => Int, { description: 'How many placements made against it are recorded (R40).' })
  readonly placementsAgainst!: number;

  @Field(() => String, { description: 'inForce or underReview.' })
  readonly state!: string;
}

@ObjectType({ description: 'A notice under the contract.' })
export class DossierNotice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, { description: 'What the council calls it.' })
  readonly name!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly issuedOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly remedyOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly endedOn!: string | null;
}

@ObjectType({ description: 'A contract whose end is proposed, under way or over.' })
export class DossierTermination {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly contract!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly endsOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly endedOn!: string | null;
}

@ObjectType({ description: 'A record of intelligence, without who told us.' })
export class DossierRecord {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly severity!: string;

  @Field(() => String)
  readonly category!: string;

  @Field(() => String)
  readonly whatHappened!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => DateTimeScalar)
  readonly receivedAt!: string;

  @Field(() => String, { description: 'The handling caveat, as its code.' })
  readonly caveat!: string;

  @Field(() => String)
  readonly caveatWords!: string;

  @Field(() => String, { description: 'yes, summaryOnly or no: whether the provider may be told.' })
  readonly disclosure!: string;

  @Field(() => String, { description: 'What kind of source, in words; never who.' })
  readonly source!: string;

  @Field(() => String, { nullable: true, description: 'What the agency was called on the day we were told (R35).' })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly state!: string;

  @Field(() => Int, { nullable: true })
  readonly peopleAffected!: number | null;
}

@ObjectType({ description: 'An action that is not yet verified.' })
export class DossierAction {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => Boolean)
  readonly mustDo!: boolean;

  @Field(() => NamedMember)
  readonly owner!: NamedMember;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => String)
  readonly state!: string;
}

@ObjectType({ description: 'A date that something waits for.' })
export class RunningDeadline {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String)
  readonly path!: string;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;
}

@ObjectType({ description: 'A dated assessment of risk (likelihood times impact, each 1 to 5).' })
export class DossierRisk {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => DateScalar)
  readonly assessedOn!: string;

  @Field(() => Int)
  readonly likelihood!: number;

  @Field(() => Int)
  readonly impact!: number;

  @Field(() => Int)
  readonly score!: number;

  @Field(() => String, { nullable: true })
  readonly band!: string | null;

  @Field(() => String, { nullable: true })
  readonly bandWords!: string | null;

  @Field(() => String)
  readonly text!: string;

  @Field(() => String)
  readonly assessedBy!: string;
}

@ObjectType({ description: 'What a panel recommended.' })
export class DossierRecommendation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly codeWords!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => DateTimeScalar)
  readonly madeAt!: string;

  @Field(() => ID, { nullable: true })
  readonly meetingId!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly decideBy!: string | null;

  @Field(() => String, { description: 'awaitingDecision, decided, declined or withdrawn.' })
  readonly state!: string;

  @Field(() => String, { nullable: true, description: 'What was decided: approved, approvedWithConditions or declined.' })
  readonly outcome!: string | null;

  @Field(() => String, { nullable: true, description: 'Job title.' })
  readonly decidedBy!: string | null;
}

@ObjectType({ description: 'A decision of an authorised officer.' })
export class DossierDecision {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly codeWords!: string;

  @Field(() => String)
  readonly outcome!: string;

  @Field(() => String)
  readonly reasons!: string;

  @Field(() => DateTimeScalar)
  readonly decidedAt!: string;

  @Field(() => String, { description: 'Job title.' })
  readonly decidedBy!: string;

  @Field(() => ID, { nullable: true })
  readonly recommendationId!: string | null;
}

@ObjectType({ description: 'The decision that put a service where it is, and the criteria it rests on (R02).' })
export class StageCriteria {
  @Field(() => ID) readonly decisionId!: string;

  @Field(() => String) readonly reference!: string;

  @Field(() => DateTimeScalar) readonly decidedAt!: string;

  @Field(() => [CriterionView]) readonly criteria!: readonly CriterionView[];
}
