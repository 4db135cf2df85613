import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One chance of a provider to be heard: what it was told, by when it may answer, what it said and how that was weighed. */
@Entity('representations')
export class Representation {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  /** The recommendation the provider was told of; null for a reply to a letter. */
  @Column('uuid', { nullable: true }) recommendationId!: string | null;
  /** The decision that a letter told of; null before one. */
  @Column('uuid', { nullable: true }) decisionId!: string | null;
  /** What it is about, in words the provider may read; null where it was opened before these were kept. */
  @Column('text', { nullable: true }) subject!: string | null;
  /** The day the telling counts as served (R32); while `served` is false the day it was issued for. */
  @Column('date') toldOn!: string;
  @Column('text') toldHow!: string;
  /** While `served` is false: as its letter says, counted as if it were served on the day it was issued. */
  @Column('date') windowEndsOn!: string;
  /** False while the letter that opens it is not served: its days have not begun (case 28). */
  @Column('boolean') served!: boolean;
  /** All the provider said, the latest last. */
  @Column('text', { nullable: true }) text!: string | null;
  @Column('timestamptz', { nullable: true }) receivedAt!: string | null;
  @Column('uuid', { nullable: true }) receivedBy!: string | null;
  /** How each point was weighed and answered (R05). */
  @Column('text', { nullable: true }) consideration!: string | null;
  @Column('uuid', { nullable: true }) consideredBy!: string | null;
  @Column('timestamptz', { nullable: true }) consideredAt!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
