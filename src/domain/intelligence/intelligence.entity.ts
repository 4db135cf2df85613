import { Column, Entity, PrimaryColumn } from 'typeorm';

export const severities = ['P1', 'P2', 'P3', 'P4'] as const;
export type Severity = (typeof severities)[number];
/** May the provider be told (domain.md 4.2): yes, in summary, or not, with the reason. */
export const disclosures = ['yes', 'summaryOnly', 'no'] as const;
export type Disclosure = (typeof disclosures)[number];

/** Whether it was seen, is thought, or was heard from somebody (domain.md 4.2). */
export const natures = ['fact', 'opinion', 'thirdHand'] as const;
/** How far the source can be relied on: A first hand, to E known to have been wrong, F cannot judge (domain.md 4.2 [DESIGN]). */
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** Whether anything else says the same (domain.md 4.2 [DESIGN]). */
export const corroborations = ['confirmed', 'partly', 'notConfirmed', 'contradicted'] as const;

/** What somebody told the panel about a service. Who told it is not here: that lies in `sealed_sources` (R25). */
@Entity('intelligence')
export class Intelligence {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid', { nullable: true }) serviceId!: string | null;
  /** Where it was, in words, when the service is in no list of ours. */
  @Column('text', { nullable: true }) notListed!: string | null;
  @Column('text') sourceType!: string;
  @Column('uuid', { nullable: true }) sourceAgencyId!: string | null;
  /** A theme of the local procedure. */
  @Column('text') category!: string;
  @Column('text') severity!: Severity;
  @Column('text') whatHappened!: string;
  @Column('text', { nullable: true }) immediateAction!: string | null;
  @Column('date') happenedOn!: string;
  @Column('timestamptz') receivedAt!: string;
  @Column('text') caveat!: string;
  /** When somebody looks again at who may see it (R28). Nothing is released by itself. */
  @Column('date', { nullable: true }) caveatReviewOn!: string | null;
  /** The newest publication by CQC, after this was received, that the register's import has seen. */
  @Column('date', { nullable: true }) publicationSeenOn!: string | null;
  /** Whether who told it lies in `sealed_sources`: that there is one is no secret. */
  @Column('boolean') sourceSealed!: boolean;
  @Column('text', { nullable: true }) lawfulBasis!: string | null;
  @Column('text') disclosure!: Disclosure;
  @Column('text', { nullable: true }) disclosureReason!: string | null;
  /** When an officer looks again at keeping it from the provider. Nothing is told by itself (R28). */
  @Column('date', { nullable: true }) disclosureReviewOn!: string | null;
  @Column('text', { nullable: true }) nature!: (typeof natures)[number] | null;
  @Column('text', { nullable: true }) reliability!: (typeof reliabilities)[number] | null;
  @Column('text', { nullable: true }) corroboration!: (typeof corroborations)[number] | null;
  @Column('int', { nullable: true }) peopleAffected!: number | null;
  /** What made an automatic record, so that it is made once: `rating-fell:<location>:<date>`. */
  @Column('text', { nullable: true }) originKey!: string | null;
  /** Brought in from an earlier record: evidence not held (ADR 0030). */
  @Column('boolean') fromEarlierRecords!: boolean;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
  @Column('timestamptz', { nullable: true }) acknowledgedAt!: string | null;
  @Column('uuid', { nullable: true }) allocatedTo!: string | null;
  @Column('text', { nullable: true }) triageNote!: string | null;
  @Column('text', { nullable: true }) assessment!: string | null;
  @Column('boolean', { nullable: true }) needsAction!: boolean | null;
  @Column('text', { nullable: true }) disposition!: string | null;
  @Column('text', { nullable: true }) dispositionReason!: string | null;
  @Column('text', { nullable: true }) safeguardingReference!: string | null;
  @Column('text', { nullable: true }) passedTo!: string | null;
  @Column('uuid', { nullable: true }) duplicateOf!: string | null;
  @Column('timestamptz', { nullable: true }) panelTakenAt!: string | null;
  @Column('text', { nullable: true }) retractionReason!: string | null;
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('timestamptz', { nullable: true }) closedAt!: string | null;
}
