import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProviderPart, SeriesKey } from '../../../procedures/index.ts';
import type { Seat } from '../../platform/access/actor.js';
import type { Quorum } from './session/quorum.js';
import type { Part } from './session/room.entity.js';

/** One meeting of a series, by the council's procedure. Where it stands is the workflow of the same id. */
@Entity('meetings')
export class Meeting {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  /** What kind of meeting it is, of the council's procedure. */
  @Column('text') series!: SeriesKey;
  /** Meetings of one panel follow one another: "since the last panel" looks along it, and its agenda holds what the panel looks at (R37). */
  @Column('uuid') panelId!: string;
  /** The one service it is about, where its kind is of one service. */
  @Column('uuid', { nullable: true }) serviceId!: string | null;
  /** What part the provider has in it, as the chair said beforehand; null where its kind has no provider. */
  @Column('text', { nullable: true }) providerPart!: ProviderPart | null;
  /** Who comes and is known by name alone, as the provider's people: nobody here sees anything. */
  @Column('text', { nullable: true }) byName!: string | null;
  @Column('text') title!: string;
  @Column('timestamptz') startsAt!: string;
  @Column('timestamptz') endsAt!: string;
  @Column('text') venue!: string;
  @Column('uuid') chairId!: string;
  @Column('uuid') coordinatorId!: string;
  /** One more each time the invitation changes: calendars ignore an older one. */
  @Column('int') calendarSequence!: number;
  @Column('timestamptz', { nullable: true }) openedAt!: string | null;
  @Column('timestamptz', { nullable: true }) closedAt!: string | null;
  /** The quorum as it was at opening (R20). */
  @Column('jsonb', { nullable: true }) openingQuorum!: Quorum | null;
  /** The whole minutes as approved; members may see the copy made for them. */
  @Column('uuid', { nullable: true }) minutesDocumentId!: string | null;
  @Column('timestamptz') recordedAt!: string;
}

export const attendances = ['present', 'deputy', 'apologies', 'absent'] as const;
export type Attendance = (typeof attendances)[number] | 'expected';

/** A member invited to a meeting: what their agency brought and whether they came are two values (R36). */
@Entity('meeting_members')
export class MeetingMember {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid') membershipId!: string;
  /** The seat as it was at invitation. */
  @Column('text') seat!: Seat;
  @Column('timestamptz') invitedAt!: string;
  @Column('text') attendance!: Attendance;
  @Column('text', { nullable: true }) deputyName!: string | null;
  /** Who is to come in the member's place: one with a membership, or one known by name alone. */
  @Column('uuid', { nullable: true }) deputyMembershipId!: string | null;
  @Column('text', { nullable: true }) deputyExpected!: string | null;
  @Column('timestamptz', { nullable: true }) arrivedAt!: string | null;
  @Column('timestamptz', { nullable: true }) leftAt!: string | null;
  @Column('timestamptz', { nullable: true }) confidentialityAcceptedAt!: string | null;
  /** Who wrote down that it was accepted in the room; null where whoever sits there accepted by themselves, and then it is told who did. */
  @Column('uuid', { nullable: true }) confidentialityRecordedBy!: string | null;
  @Column('uuid', { nullable: true }) confidentialityAcceptedBy!: string | null;
  /** The parts of a meeting in two that the member is in. */
  @Column('text', { array: true }) parts!: readonly Part[];
  @Column('text') contribution!: 'returned' | 'nilReturn' | 'none';
  @Column('timestamptz', { nullable: true }) contributedAt!: string | null;
  /** The copy of the minutes with exactly the sections this member may see (R22). */
  @Column('uuid', { nullable: true }) minutesDocumentId!: string | null;
  @Column('int') version!: number;
}

export const meetingChanges = ['rescheduled', 'adjourned', 'cancelled', 'minutesReturned', 'suspended', 'memberTakenOff'] as const;
export type MeetingChangeKind = (typeof meetingChanges)[number];

/** Why a meeting changed, or its minutes were returned: the words that the trail leaves out. Never changed, never taken away. */
@Entity('meeting_changes')
export class MeetingChange {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('text') kind!: MeetingChangeKind;
  @Column('text') reason!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

export const rulings = ['stay', 'speakThenLeave', 'leave'] as const;

/** An interest a member declared in one item, and what the chair ruled (R21). */
@Entity('item_interests')
export class ItemInterest {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid') agendaItemId!: string;
  @Column('uuid') membershipId!: string;
  @Column('text') nature!: string;
  @Column('text', { nullable: true }) ruling!: (typeof rulings)[number] | null;
  @Column('uuid', { nullable: true }) ruledBy!: string | null;
  @Column('timestamptz') declaredAt!: string;
  @Column('timestamptz', { nullable: true }) ruledAt!: string | null;
  @Column('int') version!: number;
}
