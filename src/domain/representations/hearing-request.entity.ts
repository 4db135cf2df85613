import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HearingRequestKind } from './hearing-request.machine.js';

/** What a provider asked about being heard, and how it was answered. Where it stands is the workflow `hearingRequest` of the same id. */
@Entity('hearing_requests')
export class HearingRequest {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  @Column('uuid') representationId!: string;
  @Column('text') kind!: HearingRequestKind;
  @Column('text') asked!: string;
  @Column('uuid') askedBy!: string;
  @Column('date') askedOn!: string;
  @Column('text', { nullable: true }) reasons!: string | null;
  @Column('uuid', { nullable: true }) answeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: string | null;
  /** Of more time that was granted: the last day to answer since. */
  @Column('date', { nullable: true }) newLastDay!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
