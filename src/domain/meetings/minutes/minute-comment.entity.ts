import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When minutes went round and until when their accuracy may be commented on. Never changed. */
@Entity('minute_circulations')
export class MinuteCirculation {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') meetingId!: string;
  @Column('date') circulatedOn!: string;
  @Column('date') commentsBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** What a member says of one paragraph of circulated minutes: filed beside it, never in it (R23). */
@Entity('minute_comments')
export class MinuteComment {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid') sectionId!: string;
  /** From 1. */
  @Column('int') paragraph!: number;
  @Column('text') text!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** Whether a comment was accepted, in a word why. Once, and never changed. */
@Entity('minute_comment_answers')
export class MinuteCommentAnswer {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') commentId!: string;
  @Column('uuid') meetingId!: string;
  @Column('boolean') accepted!: boolean;
  @Column('text') reason!: string;
  @Column('uuid') answeredBy!: string;
  @Column('timestamptz') answeredAt!: string;
}

/** A copy of minutes for somebody outside, with parts left out. Never changed. */
@Entity('minute_redactions')
export class MinuteRedaction {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') meetingId!: string;
  @Column('text') madeFor!: string;
  @Column('int') sectionsLeftOut!: number;
  @Column('int') wordsCovered!: number;
  /** Stands instead of what is left, where that is no fair and coherent record. */
  @Column('text', { nullable: true }) summary!: string | null;
  @Column('uuid') documentId!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
