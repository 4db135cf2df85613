import type { EscalationFacts } from './escalation-facts.js';
import { day, earlier, type EscalationReport, figure, type Figure, type Period, type ReportRow, row, toFigure } from './figures.js';

const noticeNames: Readonly<Record<string, string>> = { warning: 'Warning letter', remedy: 'Notice to remedy a breach', breach: 'Breach notice' };
const groundNames: Readonly<Record<string, string>> = {
  irremediableBreach: 'Breach that cannot be remedied', repeatedBreach: 'Repeated breach', unremediedNotice: 'Notice not remedied', cqcCancellation: 'Registration cancelled by CQC', insolvency: 'Insolvency', defaultCount: 'Defaults the contract counts',
};

/** How a case counts: where it stands while it is under way, and the ways in which it ends. */
interface Course {
  readonly prefix: string;
  readonly label: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly standing: ReadonlySet<string>;
  readonly ends: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
}
interface Case {
  readonly id: string;
  readonly group: string;
  readonly row: (on: string) => ReportRow;
}
const noticeCourse: Course = {
  prefix: 'notice', label: 'Notices', groups: noticeNames, standing: new Set(['issued', 'running', 'planUnderReview', 'awaitingRevisedPlan', 'verification', 'breached']),
  ends: { remedied: 'remedied', withdrawn: 'withdrawn', concluded: 'concluded' }, columns: ['start', 'came', 'remedied', 'withdrawn', 'concluded', 'end'],
};
const terminationCourse: Course = {
  prefix: 'termination', label: 'Terminations', groups: groundNames, standing: new Set(['decided', 'underNotice', 'inEffect']), ends: { rescinded: 'rescinded', completed: 'completed' },
  columns: ['start', 'came', 'rescinded', 'completed', 'end'],
};

/** Rows by figure, from the steps of each case: what stood, came, went and stands (R33). */
function counted({ prefix, standing, ends }: Course, cases: readonly Case[], moves: EscalationFacts['contractMoves'], period: Period): Map<string, ReportRow[]> {
  const found = new Map<string, ReportRow[]>();
  for (const one of cases) {
    const put = (column: string, on: string): void => void found.set(`${prefix}.${one.group}.${column}`, [...(found.get(`${prefix}.${one.group}.${column}`) ?? []), one.row(on)]);
    const steps = moves.filter(({ id }) => id === one.id);
    const before = steps.filter(({ at }) => earlier(at, period.startsAt)).at(-1);
    let stands = before !== undefined && standing.has(before.to);
    if (stands) put('start', period.start);
    for (const { to, at } of steps.filter((step) => !earlier(step.at, period.startsAt))) {
      const next = standing.has(to);
      if (next && !stands) put('came', day(at));
      if (!next && stands) put(ends[to] ?? to, day(at));
      stands = next;
    }
    if (stands) put('end', period.end);
  }
  return found;
}

function figuresOf({ prefix, label, groups, columns }: Course, found: ReadonlyMap<string, readonly ReportRow[]>): Figure[] {
  const keys = Object.keys(groups);
  return [...keys, 'all'].flatMap((group) => columns.map((column) => figure(
    `${prefix}.${group}.${column}`, `${label}, ${group === 'all' ? 'all' : (groups[group] ?? group).toLowerCase()}, ${column}`,
    group === 'all' ? keys.flatMap((one) => found.get(`${prefix}.${one}.${column}`) ?? []) : (found.get(`${prefix}.${group}.${column}`) ?? []),
  )));
}

const linesOf = ({ prefix, groups, columns }: Course, found: ReadonlyMap<string, readonly ReportRow[]>, all: string) => [
  ...Object.entries(groups).filter(([group]) => columns.some((column) => found.has(`${prefix}.${group}.${column}`))).map(([group, label]) => ({ label, cells: columns.map((column) => `${prefix}.${group}.${column}`), total: false })),
  { label: all, cells: columns.map((column) => `${prefix}.all.${column}`), total: true },
];

/** Steps into one state in the quarter. */
const stepsInto = (to: string, cases: readonly Case[], moves: EscalationFacts['contractMoves'], period: Period): ReportRow[] =>
  moves.filter((move) => move.to === to && move.from !== to && !earlier(move.at, period.startsAt)).flatMap(({ id, at }) => cases.filter((one) => one.id === id).map((one) => one.row(day(at))));

/** Notices issued, running, remedied, withdrawn and concluded (domain.md 6.1, part 4). */
export function noticePart({ notices, contractMoves, services }: EscalationFacts, period: Period): EscalationReport {
  const cases = notices.map(({ id, serviceId, reference, kind }): Case => {
    const words = `${noticeNames[kind] ?? kind}: ${services.find((service) => service.id === serviceId)?.name ?? 'service added later'}`;
    return { id, group: kind, row: (on) => row(reference, on, words, `/notices/${id}`) };
  });
  const found = counted(noticeCourse, cases, contractMoves, period);
  const breached = figure('notice.breached', 'Notices found not remedied', stepsInto('breached', cases, contractMoves, period));
  const figures = [...figuresOf(noticeCourse, found), breached];
  const count = (column: string): number => figures.find(({ key }) => key === `notice.all.${column}`)?.rows.length ?? 0;
  const linked = (column: string): string => toFigure(`notice.all.${column}`, count(column));
  return {
    summary: [`${linked('came')} ${count('came') === 1 ? 'notice' : 'notices'} issued under contracts, ${linked('remedied')} remedied, ${linked('withdrawn')} withdrawn and ${toFigure('notice.breached', breached.rows.length)} found not remedied; ${linked('end')} open at the end of the quarter.`],
    tables: [{
      key: 'notices', caption: 'Notices under contracts', columns: ['Open at start', 'Issued', 'Remedied', 'Withdrawn', 'Concluded, not remedied', 'Open at end'],
      note: 'Open at start and issued, less remedied, withdrawn and concluded, is open at end. A notice is open from its issue until it is remedied, withdrawn, or what follows it is decided.',
      rows: linesOf(noticeCourse, found, 'All notices'),
    }],
    figures,
  };
}

/** Contracts whose end was decided, taken back or completed (domain.md 6.1, part 4). A proposal is none. */
export function terminationPart({ terminations, contractMoves, services }: EscalationFacts, period: Period): EscalationReport {
  const cases = terminations.map(({ id, serviceId, reference, ground, contract }): Case => {
    const words = `${contract === null ? 'Contract' : `Contract ${contract}`}: ${services.find((service) => service.id === serviceId)?.name ?? 'service added later'}`;
    return { id, group: ground, row: (on) => row(reference, on, words, `/terminations/${id}`) };
  });
  const found = counted(terminationCourse, cases, contractMoves, period);
  const ended = figure('termination.ended', 'Contracts ended', stepsInto('inEffect', cases, contractMoves, period));
  const figures = [...figuresOf(terminationCourse, found), ended];
  const count = (column: string): number => figures.find(({ key }) => key === `termination.all.${column}`)?.rows.length ?? 0;
  const linked = (column: string): string => toFigure(`termination.all.${column}`, count(column));
  return {
    summary: [`${linked('came')} ${count('came') === 1 ? 'decision' : 'decisions'} to end a contract, ${linked('rescinded')} taken back; ${toFigure('termination.ended', ended.rows.length)} ${ended.rows.length === 1 ? 'contract' : 'contracts'} ended, and ${linked('end')} under way at the end of the quarter.`],
    tables: [{
      key: 'terminations', caption: 'Contracts that are ended, by ground', columns: ['Under way at start', 'Decided', 'Taken back', 'Completed', 'Under way at end'],
      note: 'Under way at start and decided, less taken back and completed, is under way at end. It is complete once everybody who used the service and everything left behind is settled.',
      rows: linesOf(terminationCourse, found, 'All terminations'),
    }],
    figures,
  };
}
