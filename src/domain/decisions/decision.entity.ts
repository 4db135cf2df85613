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
  @Column('text') code!: string;
  @Column('text') outcome!: 'approved' | 'approvedWithConditions' | 'declined';
  @Column('text') reasons!: string;
  /** The authority relied on, in a sentence. */
  @Column('text') authority!: string;
  @Column('text') optionsConsidered!: string;
  /** The provider's position and how it was weighed. */
  @Column('text') providerPosition!: string;
  @Column('text') effectOnPeople!: string;
  /** Who tells people, families and advocates and when, or why not yet (R41). */
  @Column('text', { nullable: true }) informingPeople!: string | null;
  /** What this kind of decision records besides; letters are written from it. */
  @Column('jsonb') terms!: object;
  @Column('uuid') decidedBy!: string;
  @Column('timestamptz') decidedAt!: string;
  @Column('date', { nullable: true }) reviewOn!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
