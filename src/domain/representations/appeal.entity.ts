import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A provider's appeal against a decision on placing (R11). Where it stands is the workflow `appeal` of the same id. */
@Entity('appeals')
export class Appeal {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  @Column('uuid') restrictionId!: string;
  /** The decision it is against. */
  @Column('uuid') decisionId!: string;
  /** The day the letter on it counts as served; null where it was lodged before. */
  @Column('date', { nullable: true }) servedOn!: string | null;
  @Column('date') lodgedOn!: string;
  @Column('text') lodgedHow!: string;
  @Column('uuid') lodgedBy!: string;
  /** All the provider said, the latest last. */
  @Column('text', { nullable: true }) grounds!: string | null;
  @Column('timestamptz', { nullable: true }) groundsReceivedAt!: string | null;
  /** Of one that came too late: the representation it was taken as. */
  @Column('uuid', { nullable: true }) representationId!: string | null;
  /** D19. */
  @Column('uuid', { nullable: true }) outcomeDecisionId!: string | null;
  @Column('uuid', { nullable: true }) heardBy!: string | null;
  /** Over the Director: the Chief Executive's nominee, by name and post. */
  @Column('text', { nullable: true }) nominee!: string | null;
  @Column('text', { nullable: true }) withdrawnHow!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
