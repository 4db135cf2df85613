import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of agency that take part (domain.md 2.5). `council` is the council's own departments; a `ccg` was what an ICB is since 1 July 2022. */
export const agencyKinds = ['council', 'icb', 'ccg', 'cqc', 'police', 'otherCouncil', 'advocacy', 'provider', 'other'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

@Entity('agencies')
export class Agency {
  @PrimaryColumn('uuid')
  id!: string;

  /** The council that recorded it and keeps its names; null for what is everybody's. */
  @Column('uuid', { nullable: true })
  councilId!: string | null;

  @Column('timestamptz')
  createdAt!: string;
}

/** A name with the days it was in use: what an agency was called then stays in what was recorded then (R35). */
@Entity('agency_names')
export class AgencyName {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  agencyId!: string;

  @Column('text')
  name!: string;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}

/** A kind with the day it began: what an agency was then stays so in what was recorded then (R35). A row of the same day corrects an earlier one. */
@Entity('agency_kinds')
export class AgencyKindRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  agencyId!: string;

  @Column('text')
  kind!: AgencyKind;

  @Column('date')
  kindFrom!: string;

  @Column('timestamptz')
  recordedAt!: string;
}
