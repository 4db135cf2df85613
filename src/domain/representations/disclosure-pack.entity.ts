import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a provider is given before it answers. Where it stands is the workflow `disclosurePack` of the same id; once served its rows never change. */
@Entity('disclosure_packs')
export class DisclosurePack {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') representationId!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  /** 1 for the first served, then its supplements; null until it is served. */
  @Column('int', { nullable: true }) number!: number | null;
  @Column('uuid') preparedBy!: string;
  @Column('timestamptz') recordedAt!: string;
  @Column('date', { nullable: true }) servedOn!: string | null;
  @Column('text', { nullable: true }) servedHow!: string | null;
  @Column('uuid', { nullable: true }) servedBy!: string | null;
  @Column('timestamptz', { nullable: true }) servedAt!: string | null;
  @Column('date', { nullable: true }) windowEndsOn!: string | null;
  @Column('text', { nullable: true }) notExtendedReason!: string | null;
  @Column('text', { nullable: true }) dropReason!: string | null;
}
