import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Addressee, LetterBody } from './letter-kind.js';

/** A letter. Where it stands is the workflow `letter` of the same id; what was sent is its document, kept byte for byte. */
@Entity('letters')
export class Letter {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  /** Its code in domain.md 7. */
  @Column('text') kind!: string;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  @Column('text') addressee!: Addressee;
  @Column('uuid', { nullable: true }) decisionId!: string | null;
  /** The provider's chance to answer that the letter tells of. */
  @Column('uuid', { nullable: true }) representationId!: string | null;
  /** The meeting, restriction or representation it is about, where it tells of no decision. */
  @Column('uuid', { nullable: true }) aboutId!: string | null;
  /** The provider's plan it answers. */
  @Column('uuid', { nullable: true }) planId!: string | null;
  @Column('text') subject!: string;
  @Column('jsonb') body!: LetterBody;
  @Column('date', { nullable: true }) replyBy!: string | null;
  @Column('uuid', { nullable: true }) documentId!: string | null;
  @Column('timestamptz', { nullable: true }) issuedAt!: string | null;
  @Column('uuid', { nullable: true }) issuedBy!: string | null;
  /** The day it counts as served (R32). */
  @Column('date', { nullable: true }) servedOn!: string | null;
  /** `email`, `post` or `hand`; null where it went to several, each in its own way (`letter_addressees`). */
  @Column('text', { nullable: true }) serviceMethod!: string | null;
  /** To whom it went and what shows it (R38). */
  @Column('text', { nullable: true }) serviceProof!: string | null;
  @Column('timestamptz') recordedAt!: string;
}
