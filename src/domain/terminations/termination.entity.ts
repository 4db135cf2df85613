import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RemedyPeriod } from '../notices/remedy-period.js';
import type { settlements, TerminationGround } from './termination.requirements.js';

/** A proposal to end one contract, and what became of it. Where it stands is the workflow `termination` of the same id. The panel's circle's alone. */
@Entity('terminations')
export class Termination {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  @Column('uuid') contractId!: string;
  @Column('text') contractReference!: string;
  @Column('text') ground!: TerminationGround;
  /** Of an unremedied notice: which. */
  @Column('uuid', { nullable: true }) noticeId!: string | null;
  /** What it rests on, as the provider will read it. */
  @Column('text') facts!: string;
  @Column('text') options!: string;
  /** What it means for equality and human rights [WOL 8.1-8.2]. */
  @Column('text') equalityNote!: string;
  @Column('text') proportionality!: string;
  /** The contract's own notice period: none shorter. */
  @Column('int') periodCount!: number;
  @Column('text') periodUnit!: RemedyPeriod['unit'];
  @Column('text') periodClause!: string;
  @Column('date', { nullable: true }) decidedOn!: string | null;
  /** The last day to confirm what was decided in an emergency; null where nothing waits (R03). */
  @Column('date', { nullable: true }) confirmBy!: string | null;
  @Column('date', { nullable: true }) servedOn!: string | null;
  @Column('text', { nullable: true }) serviceMethod!: string | null;
  @Column('date', { nullable: true }) earliestEndsOn!: string | null;
  /** The day the contract ends: as planned, and never before it may. */
  @Column('date', { nullable: true }) endsOn!: string | null;
  @Column('date', { nullable: true }) effectOn!: string | null;
  /** Who leads the exit now: by the newest plan, or handed over since. */
  @Column('uuid', { nullable: true }) leadId!: string | null;
  /** Withdrawn, rescinded or complete. */
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** What was written at a step that no decision holds. Never changed. */
@Entity('termination_notes')
export class TerminationNote {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') terminationId!: string;
  @Column('text') kind!: 'withdrawn' | 'inEffect' | 'handedOver' | 'completed';
  @Column('text') text!: string;
  /** The day it is about. */
  @Column('date') happenedOn!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** How everybody leaves safely. A later plan takes the place of an earlier one, which stays. */
@Entity('exit_plans')
export class ExitPlan {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') terminationId!: string;
  @Column('int') number!: number;
  @Column('uuid') leadId!: string;
  @Column('date') endsOn!: string;
  /** How people, families and advocates are told. */
  @Column('text') telling!: string;
  /** How they are reassessed and moved, with choice. */
  @Column('text') moving!: string;
  @Column('text') funders!: string;
  @Column('text') records!: string;
  @Column('text') staff!: string;
  @Column('text') communications!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** Somebody who uses the service, by case reference alone, and where they are once that is settled. */
@Entity('exit_people')
export class ExitPerson {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') terminationId!: string;
  @Column('text') caseReference!: string;
  @Column('text') funder!: string;
  @Column('text', { nullable: true }) settlement!: (typeof settlements)[number] | null;
  /** Where they live or who cares for them now. */
  @Column('text', { nullable: true }) whereNow!: string | null;
  /** What they chose, or who decided in their best interests. */
  @Column('text', { nullable: true }) choice!: string | null;
  /** Whether the pack with their care plan, medicines and contacts went with them. */
  @Column('boolean', { nullable: true }) packGone!: boolean | null;
  @Column('date', { nullable: true }) settledOn!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
