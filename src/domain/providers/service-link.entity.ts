import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds by which one service carries another one on: its history, its stage and its restrictions follow (R31). */
export const successionKinds = ['newLocation', 'newOwner', 'merge'] as const;
export const linkKinds = [...successionKinds, 'rename', 'deregistered', 'dualService'] as const;
/** An officer looked at what the register suggests, and it does not carry the first one on: kept, so that it is suggested no longer. */
export const notSuccessor = 'notSuccessor';
export type LinkKind = (typeof linkKinds)[number] | typeof notSuccessor;

/** What followed the link, so that undoing it can take that back. */
export interface Followed {
  readonly stage: boolean;
  readonly restrictions: readonly string[];
}

/** What became of a service: what carries it on, a new name, the end of its registration, another service at its address, or that a likely one does not carry it on. Undone, it stays. */
@Entity('service_links')
export class ServiceLink {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('text') kind!: LinkKind;
  /** The predecessor; of any other kind the service it is about. */
  @Column('uuid') serviceId!: string;
  @Column('uuid', { nullable: true }) otherId!: string | null;
  @Column('date') happenedOn!: string;
  @Column('text') source!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text') fromName!: string;
  @Column('text', { nullable: true }) toName!: string | null;
  @Column('uuid') fromProviderId!: string;
  @Column('uuid', { nullable: true }) toProviderId!: string | null;
  @Column('jsonb') followed!: Followed | Record<never, never>;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
  @Column('uuid', { nullable: true }) undoneBy!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: string | null;
  @Column('text', { nullable: true }) undoneReason!: string | null;
}

/** A contract that a new owner took over by agreement: its notices and defaults follow (R31). */
@Entity('contract_novations')
export class ContractNovation {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') linkId!: string;
  @Column('uuid') contractId!: string;
  @Column('date') novatedOn!: string;
  @Column('text') source!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
