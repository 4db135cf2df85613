import { Controller, Get } from '@nestjs/common';
import { dateInWords, dateTimeInWords } from '../../../platform/clock/words.js';
import { everyRow } from '../../every-page.js';
import { type Body, text, whole } from '../../form.js';
import { IntelligenceLogDocument, type IntelligenceLogQuery } from '../../generated/documents.js';
import { pagination, withPart } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { wordsFor } from '../../state-words.js';
import { type Visit, Visited } from '../../visit.js';

type Log = IntelligenceLogQuery['intelligenceLog'];
const columns = [
  { key: 'reference', header: 'Reference' }, { key: 'received', header: 'Received' }, { key: 'service', header: 'Service' }, { key: 'severity', header: 'Severity' },
  { key: 'categoryWords', header: 'About' }, { key: 'caveatWords', header: 'Who may see this' }, { key: 'happened', header: 'Happened' },
  { key: 'agencyName', header: 'From' }, { key: 'state', header: 'Where it stands' }, { key: 'triage', header: 'Triage by' }, { key: 'dispositionWords', header: 'What becomes of it' },
];
const filterNames = ['search', 'severity', 'state', 'category', 'serviceId', 'mine', 'sort'] as const;

/** The log of intelligence: search, filters and order live in the address. */
@Controller('intelligence')
export class IntelligenceLogPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async log(@Visited() visit: Visit): Promise<string> {
    const asked = visit.request.query as Body;
    const filters = Object.fromEntries(filterNames.map((name) => [name, text(asked[name])]));
    if (text(asked['format']) === 'csv') return this.csv(visit, filters);
    const log = await this.read(visit, filters, whole(asked['page']));
    const sortedBy = (sort: string): string => withPart(withPart(visit.request.url, 'page', '1'), 'sort', sort);
    return this.pages.view(visit, 'pages/intelligence/log', {
      title: 'Intelligence', wide: true, log, filters, adds: visit.actor.role !== 'auditor', circle: visit.actor.role !== 'contributor',
      triages: ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'auditor'].includes(visit.actor.role),
      sorts: { newest: sortedBy('newest'), severity: sortedBy('severity'), happened: sortedBy('happened') },
      csv: withPart(visit.request.url, 'format', 'csv'), pagination: pagination(visit.request.url, log),
    });
  }

  private async read(visit: Visit, filters: Record<string, string>, page: number): Promise<Log> {
    return (await this.pages.read(visit, IntelligenceLogDocument, { ...filters, serviceId: filters['serviceId'] || null, page: Math.max(1, page) })).intelligenceLog;
  }

  /** Every record that the filters leave, not only the page shown; who told us is not among what the log knows (R25). */
  private async csv(visit: Visit, filters: Record<string, string>): Promise<string> {
    const rows = await everyRow((page) => this.read(visit, filters, page));
    return this.pages.csv(visit, { name: 'intelligence.csv', of: 'intelligence', subjectKind: 'intelligence' }, columns, rows.map((row) => ({ ...row, received: dateTimeInWords(row.receivedAt), happened: dateInWords(row.happenedOn), triage: row.triageBy === null ? null : `${dateTimeInWords(row.triageBy)}${row.triageOverdue ? ' (overdue)' : ''}`, service: row.serviceName ?? row.notListed, state: wordsFor('record', row.state) })));
  }
}
