import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The parts of circulated minutes for one provider, or for the Board where `providerId` is null (domain.md 2.6). Never changed. */
@Entity('minute_extracts')
export class MinuteExtract {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid') meetingId!: string;
  @Column('uuid', { nullable: true }) providerId!: string | null;
  @Column('text') title!: string;
  @Column('date') heldOn!: string;
  @Column('uuid') documentId!: string;
  /** The last day for remarks on accuracy. */
  @Column('date', { nullable: true }) commentsBy!: string | null;
  @Column('timestamptz') recordedAt!: string;
}

/** What a provider says of its extract: filed beside it, never in it (bad case 8). */
@Entity('extract_comments')
export class ExtractComment {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') extractId!: string;
  @Column('text') text!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
