import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A council that uses the service. Shared table: readable by every actor. */
@Entity('councils')
export class Council {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** As CQC's register writes it under "Location Local Authority". */
  @Column('text')
  registerName!: string;

  @Column('timestamptz')
  createdAt!: string;
}
