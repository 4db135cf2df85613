import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NoticeKind } from './notice.machine.js';
import type { RemedyPeriod } from './remedy-period.js';

/** A notice to a provider of one service. Where it stands is the workflow `notice` of the same id. Once issued the provider reads it too. */
@Entity('notices')
export class Notice {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('text') kind!: NoticeKind;
  @Column('uuid') serviceId!: string;
  @Column('uuid') providerId!: string;
  @Column('uuid') contractId!: string;
  /** As the provider reads it, who sees no contract here. */
  @Column('text') contractReference!: string;
  /** The warning or the notice it follows. */
  @Column('uuid', { nullable: true }) followsId!: string | null;
  /** The meeting or warning before it, or why there was none (R04). */
  @Column('date', { nullable: true }) warnedOn!: string | null;
  @Column('text', { nullable: true }) warnedHow!: string | null;
  @Column('text', { nullable: true }) notWarnedReason!: string | null;
  @Column('text', { nullable: true }) supportOffered!: string | null;
  @Column('int', { nullable: true }) periodCount!: number | null;
  @Column('text', { nullable: true }) periodUnit!: RemedyPeriod['unit'] | null;
  /** The clause of the contract that sets the period (R13). */
  @Column('text', { nullable: true }) periodClause!: string | null;
  @Column('text', { nullable: true }) shortReason!: string | null;
  /** Null while nobody has said. */
  @Column('boolean', { nullable: true }) inAdministration!: boolean | null;
  /** Of a provider in administration: who is served (case 23). */
  @Column('text', { nullable: true }) practitioner!: string | null;
  @Column('date', { nullable: true }) issuedOn!: string | null;
  /** The day it counts as served (R32). */
  @Column('date', { nullable: true }) servedOn!: string | null;
  @Column('text', { nullable: true }) serviceMethod!: string | null;
  @Column('date', { nullable: true }) remedyOn!: string | null;
  @Column('date', { nullable: true }) extendedOn!: string | null;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** A clause of the contract that is breached, with the facts (R12). It stays as issued; a withdrawn one says why. */
@Entity('notice_clauses')
export class NoticeClause {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('int') number!: number;
  @Column('text') clause!: string;
  @Column('text') facts!: string;
  @Column('date', { nullable: true }) withdrawnOn!: string | null;
  @Column('text', { nullable: true }) withdrawalReason!: string | null;
}

/** What remedies a clause. */
@Entity('notice_steps')
export class NoticeStep {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('uuid') clauseId!: string;
  @Column('int') number!: number;
  @Column('text') step!: string;
  /** The day an officer found it done. */
  @Column('date', { nullable: true }) doneOn!: string | null;
}

/** What the provider will do under one step, by whom and by when, in its words. */
export interface PlanLine {
  readonly stepId: string;
  readonly text: string;
}

/** A plan of the provider. Never changed: another follows it. */
@Entity('notice_plans')
export class NoticePlan {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('int') number!: number;
  @Column('jsonb') lines!: readonly PlanLine[];
  @Column('date') receivedOn!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** How a plan was answered: accepted, or returned with reasons and a last day for the next. Never changed. */
@Entity('notice_plan_reviews')
export class NoticePlanReview {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('uuid') planId!: string;
  @Column('text') outcome!: 'accepted' | 'returned';
  @Column('text', { nullable: true }) reasons!: string | null;
  @Column('date', { nullable: true }) planBy!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** What an officer saw of one step, when and how (R17). Never changed: the next check follows it. */
@Entity('notice_checks')
export class NoticeCheck {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('uuid') stepId!: string;
  @Column('boolean') done!: boolean;
  @Column('date') checkedOn!: string;
  @Column('text') method!: string;
  @Column('text') seen!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** What Legal said of a draft, and who and when. Never changed. */
@Entity('notice_legal_checks')
export class NoticeLegalCheck {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('text') outcome!: 'cleared' | 'returned';
  @Column('text') checkedBy!: string;
  @Column('date') checkedOn!: string;
  @Column('text', { nullable: true }) remarks!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** Why it was considered, and what was found at its end. Never changed. */
@Entity('notice_findings')
export class NoticeFinding {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') noticeId!: string;
  @Column('text') finding!: 'considered' | 'notIssued' | 'remedied' | 'breached' | 'concluded';
  @Column('text', { nullable: true }) followedBy!: string | null;
  @Column('text') reasons!: string;
  @Column('date') foundOn!: string;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** How many defaults in how many months make the council consider termination, where the contract says so (R14). The newest counts. */
@Entity('default_terms')
export class DefaultTerms {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') contractId!: string;
  @Column('int', { nullable: true }) defaults!: number | null;
  @Column('int', { nullable: true }) months!: number | null;
  @Column('text', { nullable: true }) clause!: string | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}
