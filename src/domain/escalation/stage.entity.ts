import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CriterionMet } from './criteria.js';

/** How closely one service is watched. Where it stands is the workflow `stage` of the same id; a service without a row is at routine. */
@Entity('stages')
export class Stage {
  @PrimaryColumn('uuid')
  councilId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  serviceId!: string;

  /** The first day at the stage it is at now. */
  @Column('date')
  since!: string;

  @Column('uuid', { nullable: true })
  leadOfficerId!: string | null;

  @Column('date', { nullable: true })
  reviewOn!: string | null;

  /** An earlier record placed it where it stands: evidence not held (ADR 0030). */
  @Column('boolean')
  fromEarlierRecords!: boolean;

  /** Who decided it, as that record states it. */
  @Column('text', { nullable: true })
  statedDecider!: string | null;
}

/** What an officer proposes for a service, with what it rests on. One waits at a time; a decision answers it. */
@Entity('stage_proposals')
export class StageProposal {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('text') stage!: 'enhanced' | 'seriousConcerns';
  @Column('text') text!: string;
  @Column('jsonb') criteria!: readonly CriterionMet[];
  @Column('uuid') proposedBy!: string;
  @Column('timestamptz') proposedAt!: string;
  @Column('uuid', { nullable: true }) decisionId!: string | null;
}

/** Words beside a step of a stage that is no decision. Never changed. */
@Entity('stage_notes')
export class StageNote {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') serviceId!: string;
  /** The step, as its machine names it. */
  @Column('text') event!: string;
  @Column('text') text!: string;
  @Column('date') happenedOn!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
