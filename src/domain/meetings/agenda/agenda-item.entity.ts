import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgendaReason, ItemAudience } from './agenda.js';

/** One item of an agenda. A service has one item in a meeting, with every reason it is there. */
@Entity('agenda_items')
export class AgendaItem {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid', { nullable: true }) serviceId!: string | null;
  /** Number of its section in the procedure's standing agenda. */
  @Column('int') section!: number;
  @Column('int') position!: number;
  @Column('text') title!: string;
  @Column('jsonb') reasons!: readonly AgendaReason[];
  @Column('int') minutesEstimate!: number;
  @Column('boolean') forNoting!: boolean;
  @Column('boolean') placedByHand!: boolean;
  @Column('uuid', { nullable: true }) presenterId!: string | null;
  @Column('text') audience!: ItemAudience;
  @Column('boolean') late!: boolean;
  @Column('text', { nullable: true }) lateReason!: string | null;
  @Column('timestamptz', { nullable: true }) deferredAt!: string | null;
  @Column('text', { nullable: true }) deferredReason!: string | null;
  @Column('timestamptz', { nullable: true }) takenAt!: string | null;
  /** In a meeting of two parts, the one it is taken in. */
  @Column('text', { nullable: true }) part!: 'A' | 'B' | null;
  @Column('int') version!: number;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** An agenda as it was published. Never changed: a late item makes the next version. */
@Entity('agenda_versions')
export class AgendaVersion {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('int') number!: number;
  @Column('jsonb') content!: object;
  @Column('uuid', { nullable: true }) documentId!: string | null;
  @Column('uuid') publishedBy!: string;
  @Column('timestamptz') publishedAt!: string;
}

/** What is written down of one item while it is taken. */
@Entity('item_records')
export class ItemRecord {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') agendaItemId!: string;
  @Column('uuid') meetingId!: string;
  @Column('text') summary!: string;
  @Column('text') differingViews!: string;
  @Column('date', { nullable: true }) nextDate!: string | null;
  /** Whether the panel found the service on track; null where it did not say. */
  @Column('boolean', { nullable: true }) onTrack!: boolean | null;
  @Column('int') version!: number;
  @Column('uuid') changedBy!: string;
  @Column('timestamptz') changedAt!: string;
}
