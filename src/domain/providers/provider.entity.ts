import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who runs a service. Shared between councils when CQC registers it; else of the council in `councilId` alone. */
@Entity('register_providers')
export class Provider {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { nullable: true })
  cqcId!: string | null;

  @Column('uuid', { nullable: true })
  councilId!: string | null;

  @Column('text')
  name!: string;

  @Column('timestamptz')
  recordedAt!: string;
}
