import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person, once for every council; what they may do hangs on their memberships. Addresses and numbers stand in `contact_details`. */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz')
  createdAt!: string;
}
