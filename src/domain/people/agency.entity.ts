import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of agency that take part (domain.md 2.5). `council` is the council's own departments. */
export const agencyKinds = ['council', 'icb', 'cqc', 'police', 'otherCouncil', 'advocacy', 'provider', 'other'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

@Entity('agencies')
export class Agency {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: AgencyKind;

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
