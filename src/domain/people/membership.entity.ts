import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role, Seat } from '../../platform/access/actor.js';

/** One person's place in one council: agency, role, seat on the panel and delegated limits, from one day to another. */
@Entity('memberships')
export class Membership {
  @PrimaryColumn('uuid')
  councilId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { nullable: true })
  personId!: string | null;

  @Column('uuid', { nullable: true })
  agencyId!: string | null;

  @Column('uuid', { nullable: true })
  providerId!: string | null;

  /** Whose manager is told first of what this member has left overdue (R18). */
  @Column('uuid', { nullable: true })
  managerMembershipId!: string | null;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  seat!: Seat | null;

  @Column('text')
  jobTitle!: string;

  @Column('int')
  grade!: number;

  @Column('text', { array: true })
  delegatedDecisions!: string[];

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}
