import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';

@ObjectType({ description: 'One thing that may not be placed, by every restriction that bars it.' })
export class BarredPlacing {
  @Field(() => String)
  readonly what!: string;

  @Field(() => DateScalar)
  readonly since!: string;

  @Field(() => [String], { description: 'Job titles of those who decided it, the provider, or the Care Quality Commission.' })
  readonly by!: readonly string[];

  @Field(() => [String], { description: 'Who approves an exception.' })
  readonly exceptions!: readonly string[];

  @Field(() => [String])
  readonly references!: readonly string[];
}

@ObjectType({ description: 'An exception to a restriction, asked for before anybody is placed (R40). A case reference, and no name.' })
export class PlacingExceptionView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'Of the restriction.' })
  readonly restrictionReference!: string;

  @Field(() => String)
  readonly caseReference!: string;

  @Field(() => String, { description: 'returningFromHospital, respiteBooked, couple or other.' })
  readonly ground!: string;

  @Field(() => String)
  readonly why!: string;

  @Field(() => String)
  readonly askedBy!: string;

  @Field(() => DateTimeScalar)
  readonly askedAt!: string;

  @Field(() => String, { description: 'asked, granted or refused.' })
  readonly state!: string;

  @Field(() => String, { nullable: true })
  readonly reasons!: string | null;

  @Field(() => String, { nullable: true })
  readonly decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly decidedAt!: string | null;
}

@ObjectType({ description: 'A restriction that bars placements today.' })
export class BarringRestriction {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;
}

@ObjectType({ description: 'A placement that was refused, as the answer on placing tells it.' })
export class RefusalLine {
  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly refusedOn!: string;

  @Field(() => String, { nullable: true, description: 'Who at the provider refused.' })
  readonly refusedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'The restriction that barred it, where one did.' })
  readonly restrictionReference!: string | null;

  @Field(() => String)
  readonly why!: string;
}

@ObjectType({ description: 'Whether people may be placed with a service today (R10).' })
export class PlacingAnswer {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String, { nullable: true })
  readonly postcode!: string | null;

  @Field(() => String, { description: 'no, partly or yes.' })
  readonly mayPlace!: string;

  @Field(() => String, { description: 'The effective rule: what is barred, since when, by whom, exceptions to whom.' })
  readonly sentence!: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of the list of reasons; nothing of what anybody told us.' })
  readonly why!: string | null;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => [BarredPlacing])
  readonly barred!: readonly BarredPlacing[];

  @Field(() => [BarringRestriction])
  readonly restrictions!: readonly BarringRestriction[];

  @Field(() => [PlacingExceptionView], { description: 'To those restrictions, asked for, granted and refused; the newest first.' })
  readonly exceptions!: readonly PlacingExceptionView[];

  @Field(() => [RefusalLine], { description: 'The newest three placements that were refused.' })
  readonly refusals!: readonly RefusalLine[];

  @Field(() => Int, { description: 'All that were refused.' })
  readonly refusalsTotal!: number;
}

@ObjectType({ description: 'An alert on placing that waits for whoever asks (R40).' })
export class AlertToAcknowledge {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'started, changed or ended.' })
  readonly what!: string;

  @Field(() => DateTimeScalar)
  readonly sentAt!: string;

  @Field(() => DateScalar)
  readonly acknowledgeBy!: string;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => String, { nullable: true, description: 'Of the restriction; null for whoever may not see its service.' })
  readonly reference!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;
}

@ObjectType({ description: 'Somebody who was alerted.' })
export class AlertReceipt {
  @Field(() => String)
  readonly who!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly acknowledgedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were reminded.' })
  readonly chasedAt!: string | null;
}

@ObjectType({ description: 'An alert of a restriction’s start, change or end, with everybody it went to (R40).' })
export class PlacementAlertView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'started, changed or ended.' })
  readonly what!: string;

  @Field(() => DateTimeScalar)
  readonly sentAt!: string;

  @Field(() => DateScalar)
  readonly acknowledgeBy!: string;

  @Field(() => Int, { description: '0 where it is not overdue, or everybody has acknowledged it.' })
  readonly daysOverdue!: number;

  @Field(() => [AlertReceipt], { description: 'Those who are silent first.' })
  readonly receipts!: readonly AlertReceipt[];
}

@ObjectType({ description: 'A placement that was made against a restriction (R40, case 11).' })
export class PlacementAgainstView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { nullable: true, description: 'Null for somebody who pays for themselves and has none.' })
  readonly caseReference!: string | null;

  @Field(() => String, { nullable: true, description: 'thisCouncil, otherCouncils, icb or selfFunding; null where it was recorded before that was asked.' })
  readonly funder!: string | null;

  @Field(() => DateScalar)
  readonly placedOn!: string;

  @Field(() => String)
  readonly placedBy!: string;

  @Field(() => String)
  readonly why!: string;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;
}

@ObjectType({ description: 'What followed a restriction where people are placed: alerts, exceptions, and placements made against it (R40).' })
export class RestrictionPlacing {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => String, { description: 'What it bars.' })
  readonly what!: string;

  @Field(() => DateScalar)
  readonly startsOn!: string;

  @Field(() => [PlacementAlertView], { description: 'The newest first.' })
  readonly alerts!: readonly PlacementAlertView[];

  @Field(() => [PlacingExceptionView], { description: 'The newest first.' })
  readonly exceptions!: readonly PlacingExceptionView[];

  @Field(() => [PlacementAgainstView], { description: 'The newest first.' })
  readonly placements!: readonly PlacementAgainstView[];
}

@ObjectType({ description: 'What a search for a service to place with found, at most twenty.' })
export class PlacingSearch {
  @Field(() => [PlacingAnswer])
  readonly found!: readonly PlacingAnswer[];

  @Field(() => Boolean)
  readonly more!: boolean;
}

@ObjectType({ description: 'What the form that records a stop of the provider or the regulator needs (R06).' })
export class ImposedRestrictionForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [ChoiceView])
  readonly reasonChoices!: readonly ChoiceView[];

  @Field(() => DateScalar, { description: 'The last day its first review may fall on.' })
  readonly reviewBy!: string;
}
