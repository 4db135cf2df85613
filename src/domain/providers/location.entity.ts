import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ServiceKind } from './import/kind-of-service.js';

/** Where a service is given. Shared between councils when CQC registers it; else of the council in `councilId` alone. */
@Entity('register_locations')
export class Location {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { nullable: true })
  cqcId!: string | null;

  @Column('uuid', { nullable: true })
  councilId!: string | null;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: ServiceKind;

  @Column('text')
  address!: string;

  @Column('text', { nullable: true })
  postcode!: string | null;

  @Column('timestamptz')
  recordedAt!: string;

  @Column('timestamptz')
  changedAt!: string;
}
