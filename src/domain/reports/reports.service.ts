import { Injectable } from '@nestjs/common';
import { SystemActors } from '../../platform/access/system-actors.js';
import { Trail } from '../../platform/audit/trail.js';
import { endOfDay, londonDate, startOfDay } from '../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Documents } from '../../platform/documents/documents.service.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { escalationFacts, type EscalationFacts } from './escalation-facts.js';
import { escalationReport, footingFaults } from './escalation-report.js';
import type { EscalationReport } from './figures.js';
import { plainSentence, reportWords, stageChart } from './report-words.js';
import { Report, ReportAnnex } from './report.entity.js';
import type { ProduceReport } from './report.inputs.js';
import { withoutNames, withoutPaths } from './without-names.js';

const template = new URL('templates/escalation-report.typ', import.meta.url);

/** The only writer of reports: produced from the records, checked to foot, stored with its PDF, without names and with them. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly documents: Documents,
    private readonly trail: Trail,
    private readonly systems: SystemActors,
    private readonly reads: ReadUnit,
  ) {}

  /**
   * The quarterly escalation report to the Board's Quality and Audit sub-group (Coventry 1.4.9). Inside a unit.
   * @throws InvalidInput for a quarter that has not begun or an as-at in the future; Error when a total does not foot (R33)
   */
  async produce({ quarterStart, asAt }: ProduceReport): Promise<Outcome> {
    const { actor, at } = this.unit;
    const start = Temporal.PlainDate.from(quarterStart);
    const next = start.add({ months: 3 });
    const startsAt = startOfDay(start);
    const known = this.knownAt(asAt);
    if (Temporal.Instant.compare(startsAt, at) > 0) throw new InvalidInput([{ field: 'quarterStart', message: 'Choose a quarter that has begun' }]);
    if (Temporal.Instant.compare(known, at) > 0) throw new InvalidInput([{ field: 'asAt', message: 'Enter a day that has come, or leave it empty for now' }]);
    const period = { start: quarterStart, end: next.subtract({ days: 1 }).toString(), startsAt: startsAt.toString() };
    // A figure counts every record, whoever asks for it: who produces a report must not change what it says (ADR 0020).
    const counting = await this.systems.of(actor.councilId, 'reports');
    const facts = await this.reads.one<EscalationFacts>(counting, escalationFacts, [startsAt.toString(), startOfDay(next).toString(), known.toString()], null);
    if (facts === null) throw new Error('The facts of the report have no row.');
    const named = escalationReport(facts, period, this.unit.actor.stageNames);
    const content = withoutPaths(escalationReport(withoutNames(facts, quarterStart), period, this.unit.actor.stageNames));
    const faults = [named, content].flatMap(footingFaults);
    if (faults.length > 0) throw new Error(`The report does not foot: ${faults.join('; ')}.`);
    const id = newId();
    const reference = await this.unit.reference('RPT');
    const documentId = await this.storePaper(reference, period, known, content, 'board');
    await this.unit.manager.insert(Report, {
      councilId: actor.councilId, id, reference, kind: 'escalation', periodStart: period.start, periodEnd: period.end, asAt: known.toString(), content,
      documentId, recordedBy: actor.membershipId, recordedAt: at.toString(),
    });
    const annexId = await this.storePaper(reference, period, known, named, 'boardNamed');
    await this.unit.manager.insert(ReportAnnex, { councilId: actor.councilId, reportId: id, content: named, documentId: annexId });
    await this.trail.record({ subjectKind: 'report', subjectId: id, action: 'reportProduced', after: { reference, ...period, asAt: known.toString() } });
    return { id, version: 1, reference };
  }

  /** A day means its end, or now while it is still going on. */
  private knownAt(asAt: ProduceReport['asAt']): Temporal.Instant {
    const { at } = this.unit;
    if (asAt === null) return at;
    if ('instant' in asAt) return Temporal.Instant.from(asAt.instant);
    const day = Temporal.PlainDate.from(asAt.day);
    return day.equals(londonDate(at)) ? at : endOfDay(day);
  }

  private async storePaper(reference: string, period: { start: string; end: string }, asAt: Temporal.Instant, content: EscalationReport, audience: 'board' | 'boardNamed'): Promise<string> {
    const { actor, at } = this.unit;
    const isNamed = audience === 'boardNamed';
    const title = `Escalation report${isNamed ? ' with names' : ''}, ${dateInWords(period.start)} to ${dateInWords(period.end)}`;
    const data = {
      council: actor.councilName, title, reference, producedAt: at.toString(), marking: 'OFFICIAL-SENSITIVE',
      asAt: dateTimeInWords(asAt), producedBy: `${actor.personName}, ${actor.jobTitle}`,
      summary: content.summary.map(plainSentence), chart: await stageChart(content), chartAlt: reportWords.chartAlt(content),
      tables: content.tables.map((table) => ({ ...table, rows: reportWords.cells(content, table) })),
    };
    const stored = await this.documents.storePaper({ kind: 'escalationReport', title, fileName: `${reference}${isNamed ? '-named' : ''}.pdf`, audience }, { template, data });
    return stored.id;
  }
}
