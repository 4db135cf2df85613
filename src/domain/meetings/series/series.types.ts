import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../../platform/graphql/scalars.js';

@ObjectType({ description: 'A kind of meeting of the council’s procedure.' })
export class MeetingKind {
  @Field(() => String, { description: 'panel, triage, initial, review, provider, strategy, strategicGroup, boardSubgroup, improvementBoard or forum.' }) readonly key!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly purpose!: string;
  @Field(() => String, { description: 'standing, oneService or notesOnly.' }) readonly shape!: string;
  @Field(() => String, { description: 'How often it is held, in words.' }) readonly rhythm!: string;
  @Field(() => Boolean) readonly recommends!: boolean;
  @Field(() => Boolean, { description: 'Whether members from outside the council are asked to it.' }) readonly partners!: boolean;
  @Field(() => String, { description: 'The most of a part that a provider may have: never, part or whole.' }) readonly provider!: string;
  @Field(() => [String], { description: 'Who belongs to it.' }) readonly membership!: readonly string[];
}

@ObjectType({ description: 'A clock of the service’s stage that a meeting about it answers.' })
export class MeetingClock {
  @Field(() => String) readonly words!: string;
  @Field(() => DateScalar) readonly dueOn!: string;
  @Field(() => Boolean, { description: 'Whether the meeting falls after that day.' }) readonly late!: boolean;
}
@ObjectType({ description: 'Who came, themes and notes of a meeting where providers sit.' })
export class MeetingNotesView {
  @Field(() => String) readonly attendance!: string;
  @Field(() => Int) readonly attended!: number;
  @Field(() => [String]) readonly themes!: readonly string[];
  @Field(() => String) readonly notes!: string;
  @Field(() => String) readonly changedBy!: string;
  @Field(() => DateTimeScalar) readonly changedAt!: string;
}
@ObjectType({ description: 'What its kind adds to a meeting.' })
export class MeetingAbout {
  @Field(() => ID, { nullable: true, description: 'The service it is about; null where it is about none, or about one you do not see.' }) readonly serviceId!: string | null;
  @Field(() => String, { nullable: true }) readonly title!: string | null;
  @Field(() => String, { nullable: true, description: 'never, part or whole, as the chair said beforehand.' }) readonly providerPart!: string | null;
  @Field(() => String, { nullable: true, description: 'Who comes and is known by name alone, one a line.' }) readonly byName!: string | null;
  @Field(() => [MeetingClock]) readonly clocks!: readonly MeetingClock[];
  @Field(() => MeetingNotesView, { nullable: true }) readonly notes!: MeetingNotesView | null;
}
@ObjectType({ description: 'Who is to come in a member’s place.' })
export class StandIn {
  @Field(() => ID, { nullable: true, description: 'Null for somebody known by name alone, who sees nothing.' }) readonly membershipId!: string | null;
  @Field(() => String) readonly name!: string;
  @Field(() => Boolean, { description: 'For this meeting; otherwise for some days that it falls in.' }) readonly forMeeting!: boolean;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which they see its papers, or take that place.' }) readonly until!: string | null;
}

@ObjectType({ description: 'One date of the year to lay out.' })
export class DateAhead {
  @Field(() => DateScalar) readonly startsOn!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Where it would have fallen.' }) readonly movedFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it is moved: the bank holiday.' }) readonly movedBecause!: string | null;
  @Field(() => String, { nullable: true, description: 'The meeting there is on that day already.' }) readonly reference!: string | null;
}
@ObjectType({ description: 'The dates of a kind’s year, from its rhythm and the bank holidays of England.' })
export class YearAhead {
  @Field(() => DateScalar) readonly from!: string;
  @Field(() => DateScalar) readonly to!: string;
  @Field(() => [DateAhead]) readonly dates!: readonly DateAhead[];
}
