import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How closely one service is watched. Where it stands is the workflow `stage` of the same id; a service without a row is at routine. */
@Entity('stages')
export class Stage {
  @PrimaryColumn('uuid')
  councilId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  serviceId!: string;

  /** The first day at the stage it is at now. */
  @Column('date')
  since!: string;

  @Column('uuid', { nullable: true })
  leadOfficerId!: string | null;

  @Column('date', { nullable: true })
  reviewOn!: string | null;
}
