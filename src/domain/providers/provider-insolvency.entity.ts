import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether a provider is in administration from a day on, and who is then served. Never changed: a later row of the same day corrects it. */
@Entity('provider_insolvencies')
export class ProviderInsolvency {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') providerId!: string;
  @Column('date') fromOn!: string;
  /** Null, with what follows, where it is not in administration. */
  @Column('text', { nullable: true }) practitioner!: string | null;
  @Column('text', { nullable: true }) firm!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) mail!: string | null;
  @Column('text') source!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
