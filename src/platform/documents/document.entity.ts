import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may see a document; row-level security reads it. `named` is the memberships in `recipients` alone, `boardNamed` the Board's readers who are cleared for names. */
export const audiences = ['circle', 'council', 'provider', 'named', 'board', 'boardNamed'] as const;
export type Audience = (typeof audiences)[number];

/** A paper as it was sent: its exact bytes, never changed. A correction is a new row that names the one it replaces. */
@Entity('documents')
export class Document {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** What it is, in the word of the folder that made it: `letter`, `minutes`, `agendaPack`, `escalationReport`. */
  @Column('text') kind!: string;
  @Column('text') title!: string;
  @Column('text') mediaType!: string;
  @Column('text') fileName!: string;
  /** The template it was set by, as a path below `src`; null for what was uploaded or has none. */
  @Column('text', { nullable: true }) template!: string | null;
  @Column('jsonb', { nullable: true }) mergeData!: object | null;
  @Column('bytea') bytes!: Uint8Array;
  @Column('bytea') sha256!: Uint8Array;
  @Column('text') audience!: Audience;
  @Column('uuid', { nullable: true }) providerId!: string | null;
  @Column('uuid', { array: true }) recipients!: string[];
  @Column('uuid', { nullable: true }) replacesId!: string | null;
  /** The membership that made it. */
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
