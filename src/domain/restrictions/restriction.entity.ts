import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RestrictionScope } from './effective-rule.js';
import type { RestrictionKind } from './restriction.machine.js';

/** A restriction on placing with one service. Where it stands is the workflow `restriction` of the same id. */
@Entity('restrictions')
export class Restriction {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('text') kind!: RestrictionKind;
  @Column('jsonb') scope!: RestrictionScope;
  @Column('text', { array: true }) reasonCodes!: string[];
  @Column('text') reasons!: string;
  /** What must be so for it to be lifted; of a voluntary stop, when it ends. */
  @Column('text', { nullable: true }) liftConditions!: string | null;
  /** Who approves an exception, by job title. */
  @Column('text') exceptions!: string;
  @Column('uuid', { nullable: true }) riskAssessmentId!: string | null;
  /** Which of the three ways it came in (R04); `notApplicable` where it is not the council's. */
  @Column('text') fairness!: 'afterRepresentation' | 'precautionary' | 'emergency' | 'notApplicable';
  @Column('text', { nullable: true }) notHeardReason!: string | null;
  @Column('date') startsOn!: string;
  @Column('date') reviewOn!: string;
  @Column('date', { nullable: true }) confirmBy!: string | null;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('text', { nullable: true }) endReason!: string | null;
  @Column('date', { nullable: true }) evidenceOn!: string | null;
  @Column('text', { nullable: true }) evidence!: string | null;
  @Column('uuid', { nullable: true }) decisionId!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
