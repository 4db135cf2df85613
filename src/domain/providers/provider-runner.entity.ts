import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which agency of the council's world runs a provider from a day on. Never changed: a later row of the same day corrects it. */
@Entity('provider_runners')
export class ProviderRunner {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') providerId!: string;
  /** Null where none of the agencies here runs it. */
  @Column('uuid', { nullable: true }) agencyId!: string | null;
  @Column('date') runsFrom!: string;
  @Column('text') source!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
