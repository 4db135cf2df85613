import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView } from '../../platform/graphql/shared.types.js';
import { reasonKinds } from './agenda/agenda.js';
import { RecommendationChoices } from './session/recommendation-choices.types.js';
import { MeetingAbout, MeetingKind, StandIn } from './series/series.types.js';
import { DecidedAloneView, MeetingGuestView, MeetingPartView } from './session/room.types.js';

@ObjectType({ description: 'What the meeting may do with those in the room (R20).' })
export class QuorumView {
  @Field(() => Boolean) readonly quorate!: boolean;
  @Field(() => Boolean) readonly forSanction!: boolean;
  @Field(() => String) readonly words!: string;
  @Field(() => [String]) readonly missing!: readonly string[];
  @Field(() => [String]) readonly missingForSanction!: readonly string[];
}

@ObjectType({ description: 'Why a service is on the agenda.' })
export class AgendaReasonView {
  @Field(() => String, { description: `One of ${reasonKinds.join(', ')}.` }) readonly kind!: string;
  @Field(() => String) readonly words!: string;
  @Field(() => Int, { nullable: true, description: 'How many rows are behind it, where it counts.' }) readonly count!: number | null;
}

@ObjectType({ description: 'A declared interest and the chair’s ruling (R21).' })
export class InterestView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => ID) readonly membershipId!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly nature!: string;
  @Field(() => String, { nullable: true, description: 'stay, speakThenLeave or leave; null until the chair rules.' }) readonly ruling!: string | null;
}

@ObjectType({ description: 'Of an item: the agency that runs the service, and members of the meeting who belong to it. They declare an interest, and the chair rules; nobody is out by this alone.' })
export class ItemRunBy {
  @Field(() => String) readonly agency!: string;
  @Field(() => [String], { complexity: 3 }) readonly members!: readonly string[];
}

@ObjectType({ description: 'One line of an agenda. Without an id it is what is due, not yet kept.' })
export class AgendaLineView {
  @Field(() => ID, { nullable: true }) readonly id!: string | null;
  @Field(() => Int) readonly version!: number;
  @Field(() => Int, { description: 'Its place in the order, from 1.' }) readonly place!: number;
  @Field(() => ID, { nullable: true }) readonly serviceId!: string | null;
  @Field(() => Int) readonly section!: number;
  @Field(() => String) readonly sectionTitle!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => [AgendaReasonView]) readonly reasons!: readonly AgendaReasonView[];
  @Field(() => Int) readonly minutesEstimate!: number;
  @Field(() => Boolean) readonly forNoting!: boolean;
  @Field(() => ID, { nullable: true, description: 'The membership that presents it.' }) readonly presenterId!: string | null;
  @Field(() => String, { nullable: true }) readonly presenterName!: string | null;
  @Field(() => String, { description: 'Who may see it: members, council or cqc.' }) readonly audience!: string;
  @Field(() => Boolean, { description: 'Whether it can be put off: what opens every meeting cannot.' }) readonly mayDefer!: boolean;
  @Field(() => Boolean) readonly late!: boolean;
  @Field(() => String, { nullable: true }) readonly lateReason!: string | null;
  @Field(() => String, { nullable: true }) readonly deferredReason!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly takenAt!: string | null;
  @Field(() => Boolean, { description: 'Whether the meeting is on it.' }) readonly isNow!: boolean;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the meeting is on it, this time.' }) readonly begunAt!: string | null;
  @Field(() => Int, { nullable: true, description: 'Whole minutes it was taken for; null where it was not.' }) readonly minutesTaken!: number | null;
  @Field(() => String, { nullable: true, description: 'A or B, in a meeting of two parts.' }) readonly part!: string | null;
  @Field(() => [String], { description: 'Who was in the room while it was taken, with their seats.' }) readonly inRoom!: readonly string[];
  @Field(() => String, { nullable: true, description: 'Where you are out of this item: why. Nothing else of it is told (R21).' }) readonly youAreOut!: string | null;
  @Field(() => [InterestView]) readonly interests!: readonly InterestView[];
  @Field(() => ItemRunBy, { nullable: true, description: 'Where an agency of this council’s world runs the service: the panel looks at one of its own.' }) readonly runBy!: ItemRunBy | null;
}

@ObjectType()
export class MeetingMemberView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => ID) readonly membershipId!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly jobTitle!: string;
  @Field(() => String, { nullable: true }) readonly agencyName!: string | null;
  @Field(() => String) readonly seat!: string;
  @Field(() => String, { description: 'expected, present, deputy, apologies or absent.' }) readonly attendance!: string;
  @Field(() => String, { nullable: true }) readonly deputyName!: string | null;
  @Field(() => StandIn, { nullable: true, description: 'Who is to come in their place.' }) readonly standIn!: StandIn | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day of their membership, where it has ended: they are asked to nothing any more.' }) readonly leftOn!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly arrivedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly leftAt!: string | null;
  @Field(() => Boolean, { description: 'Whether it is your place: your own, or of whom you come for.' }) readonly isYours!: boolean;
  @Field(() => DateTimeScalar, { nullable: true }) readonly confidentialityAcceptedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Who accepted by themselves: the member, or whoever comes for them; null where it was accepted as it was read out in the room.' }) readonly acceptedBy!: string | null;
  @Field(() => Boolean, { description: 'Whether it is accepted, and not by another than you.' }) readonly youAccepted!: boolean;
  @Field(() => [String], { description: 'The parts of a meeting in two that they are in.' }) readonly parts!: readonly string[];
  @Field(() => String, { description: 'returned, nilReturn or none. Another matter than attendance (R36).' }) readonly contribution!: string;
  @Field(() => DateTimeScalar, { nullable: true }) readonly contributedAt!: string | null;
  @Field(() => Boolean, { description: 'Whether it came after the closing date.' }) readonly contributionLate!: boolean;
  @Field(() => Int, { description: 'Records of the member’s agency since the last panel.' }) readonly newRecords!: number;
}

@ObjectType()
export class AgendaVersionView {
  @Field(() => Int) readonly number!: number;
  @Field(() => DateTimeScalar) readonly publishedAt!: string;
  @Field(() => String) readonly publishedBy!: string;
  @Field(() => Int) readonly items!: number;
  @Field(() => [String], { complexity: 3, description: 'What changed since the version before, in words; nothing of items you are out of.' }) readonly changes!: readonly string[];
}

@ObjectType()
export class MeetingListRow {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String, { description: 'Its kind, as `kinds` lists them.' }) readonly series!: string;
  @Field(() => String, { nullable: true, description: 'The service it is about; null where it is about none, or about one you do not see.' }) readonly serviceName!: string | null;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => String) readonly venue!: string;
  @Field(() => String) readonly chairName!: string;
  @Field(() => Int) readonly items!: number;
  @Field(() => Int) readonly members!: number;
  @Field(() => Int, { description: 'Members who answered for their agency, a nil return included.' }) readonly contributions!: number;
}
@ObjectType()
export class MeetingList {
  @Field(() => [MeetingListRow]) readonly rows!: readonly MeetingListRow[];
  @Field(() => [MeetingKind], { description: 'Every kind of meeting of the council.' }) readonly kinds!: readonly MeetingKind[];
  @Field(() => [Int], { description: 'Years in which there are meetings, earliest first.' }) readonly years!: readonly number[];
  @Field(() => Int) readonly total!: number;
  @Field(() => Int) readonly page!: number;
  @Field(() => Int) readonly pageSize!: number;
}

@ObjectType()
export class AgendaSectionView {
  @Field(() => Int) readonly number!: number;
  @Field(() => String) readonly title!: string;
}

@ObjectType({ description: 'Why a meeting changed, or its minutes were returned.' })
export class MeetingChangeView {
  @Field(() => String, { description: 'rescheduled, adjourned, suspended, cancelled or minutesReturned.' }) readonly kind!: string;
  @Field(() => String) readonly reason!: string;
  @Field(() => DateTimeScalar) readonly at!: string;
  @Field(() => String) readonly by!: string;
}

@ObjectType('Meeting')
export class MeetingView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => DateTimeScalar) readonly endsAt!: string;
  @Field(() => String) readonly venue!: string;
  @Field(() => MeetingKind) readonly kind!: MeetingKind;
  @Field(() => MeetingAbout) readonly about!: MeetingAbout;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which a contribution is in time; null where nobody called for items.' }) readonly contributionsBy!: string | null;
  @Field(() => ID) readonly chairId!: string;
  @Field(() => String) readonly chairName!: string;
  @Field(() => ID) readonly coordinatorId!: string;
  @Field(() => String) readonly coordinatorName!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The day of the panel before.' }) readonly lastOn!: string | null;
  @Field(() => DateScalar, { description: 'The day the next panel is due.' }) readonly nextOn!: string;
  @Field(() => QuorumView, { description: 'The quorum of those present now; before the meeting, of those expected.' }) readonly quorum!: QuorumView;
  @Field(() => Boolean, { description: 'Whether the agenda is still what is due at this moment.' }) readonly agendaIsLive!: boolean;
  @Field(() => [AgendaLineView]) readonly agenda!: readonly AgendaLineView[];
  @Field(() => [AgendaSectionView]) readonly sections!: readonly AgendaSectionView[];
  @Field(() => [AgendaVersionView]) readonly agendaVersions!: readonly AgendaVersionView[];
  @Field(() => [MeetingChangeView], { description: 'Newest first.' }) readonly changes!: readonly MeetingChangeView[];
  @Field(() => [MeetingPartView], { description: 'None where the meeting runs in one.' }) readonly parts!: readonly MeetingPartView[];
  @Field(() => [MeetingGuestView]) readonly guests!: readonly MeetingGuestView[];
  @Field(() => [MeetingMemberView]) readonly members!: readonly MeetingMemberView[];
  @Field(() => String, { description: 'What a member accepts, as the procedure of this meeting words it.' }) readonly confidentialityStatement!: string;
  @Field(() => [ChoiceView], { description: 'Kinds of interest, from the procedure.' }) readonly interestKinds!: readonly ChoiceView[];
  @Field(() => [AllowedActionView]) readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType()
export class MinuteAmendmentView {
  @Field(() => Int) readonly number!: number;
  @Field(() => String) readonly text!: string;
  @Field(() => String) readonly reason!: string;
  @Field(() => DateTimeScalar) readonly recordedAt!: string;
}
@ObjectType({ description: 'A section of minutes that you may see (R22).' })
export class MinuteSectionView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => ID, { nullable: true }) readonly agendaItemId!: string | null;
  @Field(() => String) readonly heading!: string;
  @Field(() => String) readonly text!: string;
  @Field(() => String, { description: 'members, council, legal, cqc, board, provider or named.' }) readonly audience!: string;
  @Field(() => [ID], { description: 'The memberships it is for, where the audience is named.' }) readonly readers!: readonly string[];
  @Field(() => DateTimeScalar, { nullable: true }) readonly approvedAt!: string | null;
  @Field(() => [MinuteAmendmentView]) readonly amendments!: readonly MinuteAmendmentView[];
}
@ObjectType({ description: 'What a provider said of its extract: filed beside it, never in it.' })
export class ExtractCommentView {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly text!: string;
  @Field(() => String) readonly by!: string;
  @Field(() => DateTimeScalar) readonly at!: string;
}
@ObjectType({ description: 'An extract of circulated minutes, as those who made the minutes see it.' })
export class MinuteExtractView {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String, { description: 'The provider’s name, or the Safeguarding Adults Board.' }) readonly madeFor!: string;
  @Field(() => ID) readonly documentId!: string;
  @Field(() => DateTimeScalar) readonly madeAt!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The last day for remarks on accuracy; null for the Board, whom nothing is asked.' }) readonly commentsBy!: string | null;
  @Field(() => [ExtractCommentView]) readonly comments!: readonly ExtractCommentView[];
}
@ObjectType({ description: 'Your own extract of circulated minutes: the parts that are for you (R22).' })
export class OwnMinuteExtract extends MinuteExtractView {
  @Field(() => String, { description: 'The meeting.' }) readonly title!: string;
  @Field(() => DateScalar) readonly heldOn!: string;
  @Field(() => Boolean, { description: 'Whether remarks on accuracy are taken today.' }) readonly open!: boolean;
  @Field(() => [MinuteSectionView]) readonly sections!: readonly MinuteSectionView[];
}
@ObjectType()
export class MinutesView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => [MinuteSectionView]) readonly sections!: readonly MinuteSectionView[];
  @Field(() => [String], { description: 'Items you are out of: none of their minutes are told (R21).' }) readonly youAreOutOf!: readonly string[];
  @Field(() => ID, { nullable: true, description: 'The first later meeting that has been opened: these minutes can be confirmed there.' }) readonly laterMeetingId!: string | null;
  @Field(() => [MeetingChangeView], { description: 'What returned drafts needed, newest first; for those who make the minutes and were out of no item.' }) readonly changes!: readonly MeetingChangeView[];
  @Field(() => [MinuteExtractView], { description: 'Extracts made of them; for those who make and approve minutes and were out of none of their items.' }) readonly extracts!: readonly MinuteExtractView[];
  @Field(() => ID, { nullable: true, description: 'Your own copy as PDF.' }) readonly documentId!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day for comments on accuracy; null before they went round.' }) readonly commentsBy!: string | null;
  @Field(() => Int, { description: 'Comments on accuracy that you see.' }) readonly comments!: number;
  @Field(() => Int, { description: 'Those among them that nobody has answered.' }) readonly commentsOpen!: number;
  @Field(() => [AllowedActionView]) readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType({ description: 'Minutes as somebody else will see them, as far as you see them yourself (R21, R22).' })
export class MinutesPreview {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => [ChoiceView], { description: 'Whom they can be previewed as: members, each provider, CQC, the Board.' }) readonly readers!: readonly ChoiceView[];
  @Field(() => ChoiceView, { nullable: true, description: 'Whom this is previewed as; null where none of them was chosen.' }) readonly reader!: ChoiceView | null;
  @Field(() => [MinuteSectionView]) readonly sections!: readonly MinuteSectionView[];
  @Field(() => [String], { description: 'Headings of sections that you see and this reader does not.' }) readonly leftOut!: readonly string[];
  @Field(() => [String], { description: 'Headings of sections for this provider that will be kept back: they name a record that must not reach it.' }) readonly keptBack!: readonly string[];
  @Field(() => [String], { description: 'Items you are out of: no preview shows them to you.' }) readonly youAreOutOf!: readonly string[];
}
@ObjectType({ description: 'What is written down of the item so far.' })
export class ItemRecordView {
  @Field(() => Int, { description: '0 where nothing is written yet.' }) readonly version!: number;
  @Field(() => String) readonly summary!: string;
  @Field(() => String) readonly differingViews!: string;
  @Field(() => DateScalar, { nullable: true }) readonly nextDate!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the panel found the service on track.' }) readonly onTrack!: boolean | null;
  @Field(() => String, { nullable: true }) readonly changedBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly changedAt!: string | null;
}
@ObjectType()
export class ItemRecommendationView {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly code!: string;
  @Field(() => String) readonly codeWords!: string;
  @Field(() => String) readonly text!: string;
  @Field(() => String, { nullable: true }) readonly differingViews!: string | null;
  @Field(() => String) readonly quorumWords!: string;
  @Field(() => String, { nullable: true, description: 'How independence is kept, where whoever chaired belongs to the agency that runs the service.' }) readonly independence!: string | null;
}
@ObjectType()
export class ItemActionView {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly description!: string;
  @Field(() => String) readonly owner!: string;
  @Field(() => DateScalar) readonly dueOn!: string;
}
@ObjectType({ description: 'The item the meeting is on.' })
export class RunningItem {
  @Field(() => AgendaLineView) readonly line!: AgendaLineView;
  @Field(() => QuorumView, { description: 'The quorum for this item: who is out of it does not count (R20, R21).' }) readonly quorum!: QuorumView;
  @Field(() => ItemRecordView, { nullable: true }) readonly record!: ItemRecordView | null;
  @Field(() => [ItemRecommendationView]) readonly recommendations!: readonly ItemRecommendationView[];
  @Field(() => [ItemActionView]) readonly actions!: readonly ItemActionView[];
}
@ObjectType({ description: 'The one screen a meeting is run from.' })
export class RunningMeeting {
  @Field(() => MeetingView) readonly meeting!: MeetingView;
  @Field(() => RunningItem, { nullable: true }) readonly item!: RunningItem | null;
  @Field(() => RecommendationChoices) readonly choices!: RecommendationChoices;
  @Field(() => [DecidedAloneView], { description: 'Reported to this panel (R03).' }) readonly decidedAlone!: readonly DecidedAloneView[];
}
