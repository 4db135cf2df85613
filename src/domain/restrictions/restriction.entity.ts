import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RestrictionScope } from './effective-rule.js';
import type { RestrictionKind } from './restriction.machine.js';

/**
 * A restriction on placing with one service: what brokerage needs of it, and no word of why. Where it stands is the workflow
 * `restriction` of the same id; what people wrote about it is its `RestrictionGrounds`.
 */
@Entity('restrictions')
export class Restriction {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('text') kind!: RestrictionKind;
  @Column('jsonb') scope!: RestrictionScope;
  @Column('text', { array: true }) reasonCodes!: string[];
  /** Who approves an exception, by job title. */
  @Column('text') exceptions!: string;
  @Column('uuid', { nullable: true }) riskAssessmentId!: string | null;
  /** Which of the three ways it came in (R04); `notApplicable` where it is not the council's, `fromEarlierRecords` where nobody here knows. */
  @Column('text') fairness!: 'afterRepresentation' | 'precautionary' | 'emergency' | 'notApplicable' | 'fromEarlierRecords';
  /** Brought in from an earlier record and not decided here since: evidence not held (ADR 0030). */
  @Column('boolean') fromEarlierRecords!: boolean;
  /** Who decided it, as that record states it. */
  @Column('text', { nullable: true }) statedDecider!: string | null;
  @Column('date') startsOn!: string;
  @Column('date') reviewOn!: string;
  @Column('date', { nullable: true }) confirmBy!: string | null;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('uuid', { nullable: true }) decisionId!: string | null;
  @Column('timestamptz') recordedAt!: string;
}

/** What people wrote about a restriction, for the panel's circle alone. */
@Entity('restriction_grounds')
export class RestrictionGrounds {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') restrictionId!: string;
  /** Of a stop that is not the council's: which letter or document it rests on, and what that says. */
  @Column('text') reasons!: string;
  /** What must be so for it to be lifted; of a voluntary stop, when it ends. */
  @Column('text', { nullable: true }) liftConditions!: string | null;
  @Column('text', { nullable: true }) notHeardReason!: string | null;
  /** The date of the provider's letter or the regulator's document (R06). */
  @Column('date', { nullable: true }) sourceOn!: string | null;
  /** Our first review of what a regulator's condition does here (R06). */
  @Column('text', { nullable: true }) effect!: string | null;
  @Column('text', { nullable: true }) endReason!: string | null;
  @Column('date', { nullable: true }) evidenceOn!: string | null;
  @Column('text', { nullable: true }) evidence!: string | null;
}

/** What the provider was given of the evidence, and what was kept back (R07). Never changed: another follows it. */
@Entity('restriction_disclosures')
export class RestrictionDisclosure {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') restrictionId!: string;
  @Column('date') disclosedOn!: string;
  @Column('text') disclosed!: string;
  /** Each thing kept back, with why. */
  @Column('text', { array: true }) withheld!: string[];
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** A review of a stop that is not the council's, which nobody here decides (R06). Never changed. */
@Entity('restriction_reviews')
export class RestrictionReview {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') restrictionId!: string;
  @Column('date') reviewedOn!: string;
  @Column('text') note!: string;
  /** The next one. */
  @Column('date') reviewOn!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
