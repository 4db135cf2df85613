import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A visit, or another first-hand check: decided on (D02), made, or both. What is corrected stays in `visit_corrections`. */
@Entity('visits')
export class Visit {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  /** A code of the procedure's kinds of visit. */
  @Column('text') kind!: string;
  @Column('boolean') announced!: boolean;
  /** At night, at the weekend or on a bank holiday. */
  @Column('boolean') outOfHours!: boolean;
  /** Of a responsive visit (D02): the record it answers, by when, and what it looks at. */
  @Column('uuid', { nullable: true }) intelligenceId!: string | null;
  @Column('date', { nullable: true }) plannedOn!: string | null;
  @Column('text', { nullable: true }) focus!: string | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: string | null;
  /** Null until it is made. */
  @Column('date', { nullable: true }) visitedOn!: string | null;
  @Column('text', { nullable: true }) finding!: string | null;
  /** Reasons for restrictions, by their codes, on which it found a fault (R09). */
  @Column('text', { array: true }) faultReasons!: readonly string[];
  /** What of the plan it found done, in words. */
  @Column('text', { nullable: true }) verified!: string | null;
  /** The day it was cancelled, and why: it was decided on and not made. */
  @Column('date', { nullable: true }) cancelledOn!: string | null;
  @Column('text', { nullable: true }) cancelReason!: string | null;
  @Column('int') version!: number;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** A visit as it stood before it was corrected, and why. Never changed. */
@Entity('visit_corrections')
export class VisitCorrection {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') visitId!: string;
  /** 1 for the first. */
  @Column('int') number!: number;
  @Column('jsonb') before!: object;
  @Column('text') reason!: string;
  @Column('uuid') correctedBy!: string;
  @Column('timestamptz') correctedAt!: string;
}
