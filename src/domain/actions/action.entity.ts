import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something somebody is to do by a day. Where it stands is the workflow `action` of the same id. */
@Entity('actions')
export class Action {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('uuid', { nullable: true }) serviceId!: string | null;
  /** The item of the meeting that agreed it. */
  @Column('uuid', { nullable: true }) agendaItemId!: string | null;
  @Column('text') description!: string;
  @Column('boolean') mustDo!: boolean;
  @Column('uuid') ownerMembershipId!: string;
  @Column('date') dueOn!: string;
  /** What shows that it is done, as whoever reported it says. */
  @Column('text', { nullable: true }) evidence!: string | null;
  /** How an officer checked it, or what was found wanting. */
  @Column('text', { nullable: true }) verification!: string | null;
  @Column('date', { nullable: true }) verifiedOn!: string | null;
  @Column('date', { nullable: true }) extensionDueOn!: string | null;
  @Column('text', { nullable: true }) extensionReason!: string | null;
  @Column('text', { nullable: true }) extensionRefusal!: string | null;
  @Column('uuid', { nullable: true }) extensionRequestedBy!: string | null;
  @Column('text', { nullable: true }) replacedBy!: string | null;
  /** Brought in from an earlier record: evidence not held (ADR 0030). */
  @Column('boolean') fromEarlierRecords!: boolean;
  /** The provider of the service does it, and reads what it is. */
  @Column('boolean') forProvider!: boolean;
  /** What shows that it is done is in the provider's words alone. */
  @Column('boolean') providerReported!: boolean;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** One check by an officer: done, or not and due anew (R17). Never changed. */
@Entity('action_checks')
export class ActionCheck {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') actionId!: string;
  @Column('boolean') done!: boolean;
  @Column('date') checkedOn!: string;
  @Column('text') method!: string;
  @Column('date', { nullable: true }) newDueOn!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** More time asked for, agreed or refused. Never changed. */
@Entity('action_extensions')
export class ActionExtension {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') actionId!: string;
  @Column('text') step!: 'asked' | 'agreed' | 'refused';
  @Column('date', { nullable: true }) until!: string | null;
  @Column('text', { nullable: true }) words!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
