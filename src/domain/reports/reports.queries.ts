import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import type { EscalationReport } from './figures.js';
import { figureText, linkedParts, plainSentence, reportWords, stageChart } from './report-words.js';
import type { ReportFigure, ReportList, ReportSummary, ReportView } from './report.types.js';

const pageSize = 20;

// Whoever may see the annex reads the report with its names, everybody else without: its policy decides.
const annex = 'left join report_annexes a on a.council_id = r.council_id and a.report_id = r.id';

const summaryFields = `'id', r.id, 'reference', r.reference, 'periodStart', r.period_start, 'periodEnd', r.period_end, 'asAt', r.as_at,
  'producedAt', r.recorded_at, 'documentId', coalesce(a.document_id, r.document_id), 'named', a.report_id is not null,
  'producedBy', (select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = r.council_id and m.id = r.recorded_by)`;

const list = statement(`
  select json_build_object('total', (select count(*) from reports), 'page', $1::int, 'pageSize', $2::int,
    'rows', coalesce((select json_agg(json_build_object(${summaryFields}) order by r.period_start desc, r.recorded_at desc, r.id)
      from (select * from reports order by period_start desc, recorded_at desc, id limit $2 offset ($1::int - 1) * $2) r ${annex}), '[]')) as result`);

const one = statement(`select json_build_object(${summaryFields}, 'content', coalesce(a.content, r.content)) as result from reports r ${annex} where r.id = $1`);

type Stored = ReportSummary & { content: EscalationReport };

@Injectable()
export class ReportsQueries {
  constructor(private readonly reads: ReadUnit) {}

  async list(actor: Actor, page: number): Promise<ReportList> {
    const found = await this.reads.one<ReportList>(actor, list, [pageNumber(page), pageSize], { operation: 'reports', subjectKind: 'report' });
    if (found === null) throw new Error('The list of reports has no result.');
    return found;
  }

  async view(actor: Actor, id: string): Promise<ReportView | null> {
    const stored = await this.stored(actor, id, 'report');
    if (stored === null) return null;
    const { content, ...summary } = stored;
    const tables = content.tables.map((table) => ({
      ...table,
      columns: [...table.columns],
      rows: table.rows.map(({ label, total, cells }) => ({ label, total, cells: cells.map((figure) => ({ figure, text: figureText(content, figure) })) })),
    }));
    return { ...summary, summary: content.summary.map(plainSentence), changes: content.summary.map((sentence) => ({ parts: linkedParts(sentence) })), tables, chart: await stageChart(content), chartAlt: reportWords.chartAlt(content) };
  }

  /** The rows behind one figure, exactly as many as the figure says. */
  async figure(actor: Actor, id: string, key: string): Promise<ReportFigure | null> {
    const stored = await this.stored(actor, id, 'reportFigure');
    const figure = stored?.content.figures.find((candidate) => candidate.key === key);
    if (stored === null || figure === undefined) return null;
    return { reportId: stored.id, reference: stored.reference, asAt: stored.asAt, label: figure.label, text: figureText(stored.content, key), rows: [...figure.rows] };
  }

  private stored(actor: Actor, id: string, operation: string): Promise<Stored | null> {
    return this.reads.one<Stored>(actor, one, [id], { operation, subjectKind: 'report', subjectId: id });
  }
}
