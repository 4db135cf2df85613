import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a council watches: a location and, where its contract is in lots, one lot (domain.md 9.1). */
@Entity('services')
export class Service {
  @PrimaryColumn('uuid')
  councilId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  locationId!: string;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  lot!: string;

  /** The service that carries this one on, by the link that stands (R31). */
  @Column('uuid', { nullable: true })
  carriedOnBy!: string | null;

  @Column('timestamptz')
  recordedAt!: string;
}
