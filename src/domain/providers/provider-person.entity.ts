import { Column, Entity, PrimaryColumn } from 'typeorm';

/** As what somebody runs a provider. */
export const capacities = ['director', 'owner', 'partner', 'nominatedIndividual', 'registeredManager'] as const;

/** Somebody who runs a provider, as a register names them (ADR 0051). */
@Entity('provider_people')
export class ProviderPerson {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  /** For which it was recorded, and with which it is purged. */
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  @Column('text') personName!: string;
  /** `1968-03` */
  @Column('text', { nullable: true }) bornIn!: string | null;
  @Column('text') capacity!: string;
  @Column('date') fromOn!: string;
  @Column('date', { nullable: true }) untilOn!: string | null;
  @Column('text') source!: string;
  @Column('text') reason!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
  @Column('text', { nullable: true }) mistake!: string | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: string | null;
}
