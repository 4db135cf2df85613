import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom a contribution is for. Members of the panel; the council's own officers; CQC beside them; the members and the provider. */
export const contributionAudiences = ['members', 'council', 'cqc', 'provider'] as const;
export type ContributionAudience = (typeof contributionAudiences)[number];

/** What a member said about one thing their form asks. */
export interface ContributionEntry {
  readonly code: string;
  readonly words: string;
}

/** What a member brings about one service (domain.md 2.5). Never changed: a correction is the next number (R36). */
@Entity('contributions')
export class Contribution {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') membershipId!: string;
  /** Their agency on that day. */
  @Column('uuid', { nullable: true }) agencyId!: string | null;
  @Column('int') number!: number;
  @Column('text') answer!: 'returned' | 'nilReturn';
  @Column('jsonb') entries!: readonly ContributionEntry[];
  @Column('text') caveat!: string;
  @Column('text') audience!: ContributionAudience;
  /** Why it was corrected; null for the first. */
  @Column('text', { nullable: true }) reason!: string | null;
  /** After the closing date. */
  @Column('boolean') late!: boolean;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') returnedAt!: string;
}

/** An item that a member wants on the agenda, and how that was answered. */
@Entity('item_proposals')
export class ItemProposal {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid', { nullable: true }) serviceId!: string | null;
  @Column('text', { nullable: true }) title!: string | null;
  @Column('text') why!: string;
  @Column('int') minutesWanted!: number;
  @Column('uuid') proposedBy!: string;
  @Column('timestamptz') proposedAt!: string;
  @Column('text', { nullable: true }) outcome!: 'accepted' | 'declined' | null;
  @Column('text', { nullable: true }) outcomeReason!: string | null;
  @Column('uuid', { nullable: true }) agendaItemId!: string | null;
  @Column('uuid', { nullable: true }) answeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: string | null;
  @Column('int') version!: number;
}
