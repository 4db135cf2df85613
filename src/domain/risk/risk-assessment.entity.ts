import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One dated judgement of the risk at a service. Never changed: a new one has the next number, and decisions name theirs (R06). */
@Entity('risk_assessments')
export class RiskAssessment {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') serviceId!: string;
  /** 1 for the first of a service. */
  @Column('int') number!: number;
  @Column('date') assessedOn!: string;
  /** 1 to 5. */
  @Column('int') likelihood!: number;
  /** 1 to 5. */
  @Column('int') impact!: number;
  @Column('text') text!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
