import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CriterionMet } from '../escalation/criteria.js';
import type { PersonThen, Proposal, QuorumThen } from './recommendation.types.js';

/** What the panel recommended, with the meeting as it stood at that moment. Never changed: it waits as the workflow `recommendation`. */
@Entity('recommendations')
export class Recommendation {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid', { nullable: true }) meetingId!: string | null;
  @Column('uuid', { nullable: true }) agendaItemId!: string | null;
  /** The decision recommended, by its code in domain.md 3.1. */
  @Column('text') code!: string;
  @Column('jsonb') criteria!: readonly CriterionMet[];
  @Column('text') text!: string;
  @Column('jsonb') proposal!: Proposal;
  @Column('text', { nullable: true }) differingViews!: string | null;
  @Column('jsonb') quorum!: QuorumThen;
  @Column('jsonb') present!: readonly PersonThen[];
  @Column('jsonb') excluded!: readonly PersonThen[];
  /** Memberships of whoever chaired the item and whoever signed (R39). */
  @Column('uuid') chairedBy!: string;
  @Column('uuid') signedBy!: string;
  /** The agency that ran the provider then, and how independence is kept where whoever chaired belongs to it (case 18). */
  @Column('uuid', { nullable: true }) runBy!: string | null;
  @Column('text', { nullable: true }) independence!: string | null;
  @Column('timestamptz') madeAt!: string;
  @Column('timestamptz') recordedAt!: string;
}
