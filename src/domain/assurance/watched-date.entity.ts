import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WatchedKindKey } from './watched-kinds.js';

/** A date of domain.md 1.5 that no other case keeps. Where it stands is the workflow `watchedDate` of the same id. */
@Entity('watched_dates')
export class WatchedDate {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  /** Null where it is the council's own, of no one service. */
  @Column('uuid', { nullable: true }) serviceId!: string | null;
  @Column('text') kind!: WatchedKindKey;
  @Column('text', { nullable: true }) about!: string | null;
  @Column('date') happenedOn!: string;
  @Column('date') dueOn!: string;
  /** The visit, decision, restriction or earlier date that started it; null where somebody did. */
  @Column('uuid', { nullable: true }) originId!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
  @Column('date', { nullable: true }) doneOn!: string | null;
  /** What was done or came, or why nobody waits for it any more. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: string | null;
}
