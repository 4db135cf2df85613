import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Seat } from '../../../platform/access/actor.js';
import type { CriterionGiven } from '../../escalation/criteria.js';
import type { Proposal } from '../../decisions/recommendation.types.js';

/** One question about one service, put to the members of a panel in writing. Where it stands is the workflow of the same id. */
@Entity('written_procedures')
export class WrittenProcedure {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') panelId!: string;
  @Column('uuid') serviceId!: string;
  /** What it asks to recommend, by its code in domain.md 3.1. */
  @Column('text') code!: string;
  @Column('text') question!: string;
  /** Why it cannot wait for the next meeting. */
  @Column('text') whyNow!: string;
  @Column('jsonb') proposal!: Proposal;
  @Column('jsonb') criteria!: readonly CriterionGiven[];
  @Column('date') closesOn!: string;
  @Column('uuid', { array: true }) outPeople!: readonly string[];
  @Column('uuid') putBy!: string;
  @Column('timestamptz') putAt!: string;
  @Column('timestamptz', { nullable: true }) endedAt!: string | null;
  /** Why nothing was recommended, or why it was withdrawn. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('uuid', { nullable: true }) recommendationId!: string | null;
}

export const answers = ['agree', 'differ', 'interest'] as const;

/** What one member answered; nothing yet where `answer` is null. */
@Entity('written_answers')
export class WrittenAnswer {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') writtenProcedureId!: string;
  @Column('uuid') membershipId!: string;
  @Column('text') seat!: Seat;
  @Column('text', { nullable: true }) answer!: (typeof answers)[number] | null;
  @Column('text', { nullable: true }) words!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: string | null;
  @Column('int') version!: number;
}
