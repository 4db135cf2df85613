import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EscalationReport } from './figures.js';

/** A report as it was produced, without names; never changed. The same quarter and as-at instant give the same content again. */
@Entity('reports')
export class Report {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('text') kind!: string;
  @Column('date') periodStart!: string;
  @Column('date') periodEnd!: string;
  @Column('timestamptz') asAt!: string;
  @Column('jsonb') content!: EscalationReport;
  @Column('uuid', { nullable: true }) documentId!: string | null;
  /** The membership that produced it. */
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: string;
}

/** The same report with its names, for officers and for readers of the Board who are cleared for names (domain.md 2.6). */
@Entity('report_annexes')
export class ReportAnnex {
  @PrimaryColumn('uuid') councilId!: string;
  @PrimaryColumn('uuid') reportId!: string;
  @Column('jsonb') content!: EscalationReport;
  @Column('uuid', { nullable: true }) documentId!: string | null;
}
