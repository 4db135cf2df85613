import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who came, themes and notes of a meeting where providers sit. No service stands in them. */
@Entity('meeting_notes')
export class MeetingNotes {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') meetingId!: string;
  @Column('text') attendance!: string;
  @Column('int') attended!: number;
  @Column('text', { array: true }) themes!: string[];
  @Column('text') notes!: string;
  @Column('int') version!: number;
  @Column('uuid') changedBy!: string;
  @Column('timestamptz') changedAt!: string;
}
