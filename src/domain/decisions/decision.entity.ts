import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an authorised officer decided, by what authority and why (domain.md 3.1). Never changed: another decision follows it. */
@Entity('decisions')
export class Decision {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid', { nullable: true }) recommendationId!: string | null;
  @Column('uuid') serviceId!: string;
  @Column('uuid', { nullable: true }) restrictionId!: string | null;
  @Column('uuid', { nullable: true }) noticeId!: string | null;
  @Column('uuid', { nullable: true }) terminationId!: string | null;
  @Column('text') code!: string;
  @Column('text') outcome!: 'approved' | 'approvedWithConditions' | 'declined';
  @Column('text') reasons!: string;
  /** The authority relied on, in a sentence. */
  @Column('text') authority!: string;
  /** Null for a decision that records a small step: D01, D05-D07, D17, D21. */
  @Column('text', { nullable: true }) optionsConsidered!: string | null;
  /** The provider's position and how it was weighed. */
  @Column('text', { nullable: true }) providerPosition!: string | null;
  @Column('text', { nullable: true }) effectOnPeople!: string | null;
  /** Why nothing less would do; null also for a decision made before it was asked. */
  @Column('text', { nullable: true }) proportionality!: string | null;
  /** What it means for equality and human rights [WOL 8.1-8.2]: of D08, D10 and D14. */
  @Column('text', { nullable: true }) equalityNote!: string | null;
  /** Who tells people, families and advocates and when, or why not yet (R41). */
  @Column('text', { nullable: true }) informingPeople!: string | null;
  /** The agency that ran the provider then, and how independence is kept where the decider belongs to it (case 18). */
  /** Who may be told of it, as it was made: open, shared or restricted; null before it was asked. */
  @Column('text', { nullable: true }) confidentiality!: string | null;
  @Column('uuid', { nullable: true }) runBy!: string | null;
  @Column('text', { nullable: true }) independence!: string | null;
  /** What this kind of decision records besides; letters are written from it. */
  @Column('jsonb') terms!: object;
  @Column('uuid') decidedBy!: string;
  @Column('timestamptz') decidedAt!: string;
  @Column('date', { nullable: true }) reviewOn!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
