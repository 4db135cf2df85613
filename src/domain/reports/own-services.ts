import type { EscalationFacts } from './escalation-facts.js';
import { type EscalationReport, figure, type ReportRow, row, toFigure } from './figures.js';

type Own = EscalationFacts['ownServices'][number];
const columns = [['recommendations', 'Recommendations'], ['decisions', 'Decisions'], ['stated', 'Say how independence is kept']] as const;
const alone = 'Decided on no recommendation of a meeting';

/** Case 18: what was recommended and decided on services that an agency of the council's world runs, by who chaired. */
export function ownServicesPart({ ownServices }: EscalationFacts, names: Readonly<Record<string, string>>): EscalationReport {
  if (ownServices.length === 0) return { summary: [], tables: [], figures: [] };
  const line = ({ of, id, reference, on, code, service, agency, decidedBy }: Own): ReportRow =>
    row(reference, on, `${names[code] ?? code}: ${service}, run by ${agency}${decidedBy === null ? '' : `; decided by ${decidedBy}`}`, of === 'decision' ? `/decisions/made/${id}` : `/decisions/${id}`);
  const rowsOf = (column: (typeof columns)[number][0], chair: string | null | undefined): ReportRow[] => ownServices
    .filter((one) => (chair === undefined || one.chairedBy === chair) && (column === 'stated' ? one.stated : `${one.of}s` === column)).map(line);
  const chairs = [...new Set(ownServices.map(({ chairedBy }) => chairedBy))].toSorted((one, other) => Number(one === null) - Number(other === null) || (one ?? '').localeCompare(other ?? ''));
  const groups = [...chairs.map((chair, index) => ({ key: String(index), label: chair === null ? alone : `Chaired by ${chair}`, chair })), { key: 'all', label: 'All', chair: undefined }];
  return {
    summary: [`On services that an agency of this council’s world runs, ${toFigure('own.all.recommendations', rowsOf('recommendations', undefined).length)} recommended and ${toFigure('own.all.decisions', rowsOf('decisions', undefined).length)} decided.`],
    tables: [{
      key: 'own', caption: 'Services that an agency of this council’s world runs', columns: columns.map(([, words]) => words),
      note: 'The agency is the one that ran the provider on that day. How independence is kept is written where whoever chaired, or decided, belongs to it.',
      rows: groups.map(({ key, label }) => ({ label, cells: columns.map(([column]) => `own.${key}.${column}`), total: key === 'all' })),
    }],
    figures: groups.flatMap(({ key, label, chair }) => columns.map(([column, words]) => figure(`own.${key}.${column}`, `Services of an agency here, ${label.charAt(0).toLowerCase()}${label.slice(1)}: ${words.toLowerCase()}`, rowsOf(column, chair)))),
  };
}
