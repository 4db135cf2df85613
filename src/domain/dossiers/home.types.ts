import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AgendaReasonView } from '../meetings/meeting.types.js';

@ObjectType({ description: 'One item of the next panel’s agenda, with every reason it is there.' })
export class HomeAgendaLine {
  @Field(() => ID, { nullable: true, description: 'Null until the agenda is kept.' })
  readonly id!: string | null;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { description: 'The part of the agenda it stands in.' })
  readonly sectionTitle!: string;

  @Field(() => [AgendaReasonView])
  readonly reasons!: readonly AgendaReasonView[];

  @Field(() => Boolean)
  readonly forNoting!: boolean;
}

@ObjectType({ description: 'How many items of the agenda are at one stage.' })
export class StageCount {
  @Field(() => String)
  readonly stage!: string;

  @Field(() => Int)
  readonly items!: number;
}

@ObjectType({ description: 'Somebody invited to the next panel.' })
export class HomeSeat {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String, { nullable: true })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly seat!: string;

  @Field(() => String, { description: 'expected, present, deputy, apologies or absent.' })
  readonly attendance!: string;

  @Field(() => String, { description: 'returned, nilReturn or none: another matter than attendance (R36).' })
  readonly contribution!: string;

  @Field(() => Boolean, { description: 'Whether it is the reader.' })
  readonly own!: boolean;
}

@ObjectType({ description: 'The next panel.' })
export class HomePanel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => DateTimeScalar)
  readonly startsAt!: string;

  @Field(() => String)
  readonly venue!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => [HomeAgendaLine], { description: 'As what is due makes it until it is published, then as published. Items the reader is out of are left out (R21).' })
  readonly agenda!: HomeAgendaLine[];

  @Field(() => [StageCount])
  readonly itemsByStage!: StageCount[];

  @Field(() => [HomeSeat])
  readonly members!: HomeSeat[];

  @Field(() => String, { description: 'In words: before the meeting, if everybody comes who has not sent apologies; then, of those present (R20).' })
  readonly quorum!: string;
}

@ObjectType({ description: 'A recommendation that waits for an authorised officer.' })
export class HomeDecision {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly codeWords!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateTimeScalar)
  readonly madeAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly decideBy!: string | null;

  @Field(() => Int)
  readonly daysOverdue!: number;

  @Field(() => String, { nullable: true, description: 'Where the provider’s chance to answer stands; null where it has none yet.' })
  readonly representation!: string | null;
}

@ObjectType({ description: 'Something with a date: a review, a confirmation, a deadline.' })
export class HomeDate {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String)
  readonly path!: string;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int)
  readonly daysOverdue!: number;
}

@ObjectType({ description: 'An action with its owner.' })
export class HomeAction {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => Boolean)
  readonly mustDo!: boolean;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String)
  readonly owner!: string;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int)
  readonly daysOverdue!: number;

  @Field(() => String)
  readonly state!: string;
}

@ObjectType({ description: 'A record of intelligence in a list.' })
export class HomeRecord {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly severity!: string;

  @Field(() => String)
  readonly category!: string;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { description: 'The service, or what was typed for one that is not listed.' })
  readonly serviceName!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'While it waits for triage: by when its severity asks for it.' })
  readonly triageBy!: string | null;

  @Field(() => Boolean, { description: 'It waits for triage longer than that.' })
  readonly triageOverdue!: boolean;

  @Field(() => DateTimeScalar)
  readonly receivedAt!: string;

  @Field(() => String, { nullable: true })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly state!: string;

  @Field(() => String, { nullable: true, description: 'What became of it, in words.' })
  readonly disposition!: string | null;
}

@ObjectType({ description: 'A service the reader is lead officer of.' })
export class HomeService {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => Int, { nullable: true })
  readonly score!: number | null;

  @Field(() => String, { nullable: true, description: 'deteriorating, unchanged or improving.' })
  readonly direction!: string | null;
}

@ObjectType({ description: 'A report that was produced.' })
export class HomeReport {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly periodStart!: string;

  @Field(() => DateScalar)
  readonly periodEnd!: string;

  @Field(() => DateTimeScalar)
  readonly asAt!: string;
}

@ObjectType({ description: 'The first screen of a role (pages.md, "Home, by role"). Lists a role does not use are empty.' })
export class Home {
  @Field(() => String, { description: 'panel, officer, partner, contributor, decider, board, administrator, records, auditor or plain.' })
  readonly screen!: string;

  @Field(() => HomePanel, { nullable: true })
  readonly panel!: HomePanel | null;

  @Field(() => [HomeDecision])
  readonly decisionsWaiting!: HomeDecision[];

  @Field(() => [HomeDate], { description: 'Urgent and precautionary decisions waiting for a senior officer (R03, R04).' })
  readonly toConfirm!: HomeDate[];

  @Field(() => [HomeDate], { description: 'Reviews within two weeks.' })
  readonly reviewsDue!: HomeDate[];

  @Field(() => [HomeAction])
  readonly overdueActions!: HomeAction[];

  @Field(() => [HomeAction])
  readonly myActions!: HomeAction[];

  @Field(() => [HomeRecord], { description: 'P1 and P2 since the start of yesterday.' })
  readonly urgentIntelligence!: HomeRecord[];

  @Field(() => [HomeDate], { description: 'Sealed sources that were opened by breaking the glass, to be reviewed; `words` is the reference of the record (Sec-4).' })
  readonly sourceReviews!: HomeDate[];

  @Field(() => [HomeDate], { description: 'Invitations not taken up, with the day each ends or ended; `words` is whom they are for.' })
  readonly openInvitations!: HomeDate[];

  @Field(() => [HomeDate], { description: 'Memberships that end within a month; `words` is whose.' })
  readonly accessEnding!: HomeDate[];

  @Field(() => [HomeDate], { description: 'Requests for information that are not answered yet, soonest first; `words` is the reference.' })
  readonly requestsDue!: HomeDate[];

  @Field(() => [HomeDate], { description: 'Holds whose review is past or within two weeks; `words` is the reference.' })
  readonly holdsDue!: HomeDate[];

  @Field(() => Int, { nullable: true, description: 'How much the retention schedule lets go today; null for who does not keep records.' })
  readonly retentionDue!: number | null;

  @Field(() => Int, { nullable: true, description: 'Files that were not scanned and wait for an officer other than who sent them.' })
  readonly filesWaiting!: number | null;

  @Field(() => [HomeRecord])
  readonly toTriage!: HomeRecord[];

  @Field(() => [HomeRecord], { description: 'Allocated to the reader and open.' })
  readonly myIntelligence!: HomeRecord[];

  @Field(() => [HomeRecord], { description: 'What the reader’s agency told us, and what became of it.' })
  readonly told!: HomeRecord[];

  @Field(() => [HomeDate], { description: 'Running, past or within two weeks.' })
  readonly deadlines!: HomeDate[];

  @Field(() => [HomeService], { description: 'Highest risk first.' })
  readonly myServices!: HomeService[];

  @Field(() => [HomeReport])
  readonly reports!: HomeReport[];
}
