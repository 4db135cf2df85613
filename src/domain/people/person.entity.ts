import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person, once for every council; what they may do hangs on their memberships. */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  email!: string;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('timestamptz')
  createdAt!: string;
}
