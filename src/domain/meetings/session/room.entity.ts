import { Column, Entity, PrimaryColumn } from 'typeorm';

export const parts = ['A', 'B'] as const;
/** A meeting may run in two parts with different people (domain.md 2.3). */
export type Part = (typeof parts)[number];
export const absenteesGet = ['nothing', 'minutes'] as const;

/** One stay of a member, or of their deputy, in the room: as many as they came and went. */
@Entity('presences')
export class Presence {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid') memberId!: string;
  @Column('text', { nullable: true }) deputyName!: string | null;
  @Column('timestamptz') arrivedAt!: string;
  @Column('timestamptz', { nullable: true }) leftAt!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** A time in which the meeting was on one item; it may come back to it. */
@Entity('item_turns')
export class ItemTurn {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid') agendaItemId!: string;
  /** The item's part when the meeting turned to it; null while the meeting was not in two parts. */
  @Column('text', { nullable: true }) part!: Part | null;
  @Column('timestamptz') begunAt!: string;
  @Column('timestamptz', { nullable: true }) endedAt!: string | null;
  @Column('uuid') recordedBy!: string;
}

@Entity('meeting_parts')
export class MeetingPart {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('text') part!: Part;
  @Column('text') purpose!: string;
  /** What whoever was in no part gets of this one's minutes: the chair decides. */
  @Column('text') absentees!: (typeof absenteesGet)[number];
  @Column('int') version!: number;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** Somebody who comes and has no place in the meeting: the provider, a companion, an advocate. */
@Entity('meeting_guests')
export class MeetingGuest {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  /** Null: there for the whole meeting. */
  @Column('text', { nullable: true }) part!: Part | null;
  @Column('text') name!: string;
  @Column('text') fromWhom!: string;
  @Column('boolean') forProvider!: boolean;
  @Column('timestamptz') arrivedAt!: string;
  @Column('timestamptz', { nullable: true }) leftAt!: string | null;
  @Column('timestamptz', { nullable: true }) confidentialityAcceptedAt!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
  @Column('int') version!: number;
}
