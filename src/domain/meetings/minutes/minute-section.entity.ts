import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SectionAudience } from '../../../platform/access/audience.js';

/** One section of minutes, with who may see it (R22). Once approved the database itself refuses every change (R23). */
@Entity('minute_sections')
export class MinuteSection {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid', { nullable: true }) agendaItemId!: string | null;
  @Column('int') position!: number;
  @Column('text') heading!: string;
  @Column('text') text!: string;
  @Column('text') audience!: SectionAudience;
  /** The memberships it is for, where the audience is `named`. */
  @Column('uuid', { array: true }) readers!: string[];
  @Column('int') version!: number;
  @Column('timestamptz', { nullable: true }) approvedAt!: string | null;
  @Column('timestamptz') recordedAt!: string;
}

/** A numbered correction that stands beside the approved text (R23). */
@Entity('minute_amendments')
export class MinuteAmendment {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') sectionId!: string;
  @Column('int') number!: number;
  @Column('text') text!: string;
  @Column('text') reason!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
