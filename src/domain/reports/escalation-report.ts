import type { StageNames } from '../../../procedures/index.ts';
import { inOwnWords, within } from '../../platform/access/own-words.js';
import { noticePart, terminationPart } from './contract-figures.js';
import type { EscalationFacts } from './escalation-facts.js';
import { day, earlier, type EscalationReport, figure, type Period, type ReportRow, row, toFigure } from './figures.js';
import { ownServicesPart } from './own-services.js';

/** Where an earlier record placed a service it stands apart, until a decision here moves it (ADR 0030). */
const stages = ['routine', 'enhanced', 'enhancedEarlier', 'seriousConcerns', 'seriousConcernsEarlier', 'closed'] as const;
type Stage = (typeof stages)[number];
const called = (names: StageNames, stage: Stage): string => (stage.endsWith('Earlier') ? `${names[stage.slice(0, -7) as 'enhanced']}, from earlier records` : names[stage as 'enhanced']);
const apart: Readonly<Record<string, Stage>> = { enhanced: 'enhancedEarlier', seriousConcerns: 'seriousConcernsEarlier' };
const kindNames: Record<string, string> = {
  fullStop: 'Full stop', partial: 'Partial', cap: 'Cap', cautionary: 'Cautionary', voluntary: 'Voluntary', regulatorImposed: 'Regulator-imposed',
  earlier: 'From earlier records',
};
const severities = ['P1', 'P2', 'P3', 'P4'];
const decisionWords: Readonly<Record<string, string>> = {
  D03: 'Start {enhanced}', D04: 'Invoke {seriousConcerns}', D08: 'Place a restriction', D09: 'Extend, vary or lift a restriction', D10: 'Issue a notice', D11: 'Extend or withdraw a notice', D14: 'End a contract', D16: 'Step down',
};

/** A proposal does not move a service: it stands where it stood until somebody decides (domain.md 1.3 A). What was brought in stays apart while it stays there. */
function stageOf({ to, event }: EscalationFacts['stageMoves'][number], proposedFrom: Stage): Stage {
  const top = to.split('.')[0] ?? 'routine';
  const earlier = apart[top];
  if (earlier !== undefined && (event.startsWith('BRING_IN') || (proposedFrom === earlier && event !== 'INVOKE_SERIOUS_CONCERNS'))) return earlier;
  return top === 'enhanced' || top === 'seriousConcerns' || top === 'closed' || top === 'routine' ? top : proposedFrom;
}

/** Makes the figures of a quarter from the rows the records hold. Pure: the same facts give the same report. */
export function escalationReport(facts: EscalationFacts, period: Period, names: StageNames): EscalationReport {
  const decisionNames = inOwnWords(names, decisionWords);
  const parts = [stagePart(facts, period, names), restrictionPart(facts, period), noticePart(facts, period), terminationPart(facts, period), intelligencePart(facts), meetingPart(facts), decisionPart(facts, decisionNames), ownServicesPart(facts, decisionNames), earlierPart(facts)];
  return { summary: parts.flatMap((part) => part.summary), tables: parts.flatMap((part) => part.tables), figures: parts.flatMap((part) => part.figures) };
}

function stagePart({ services, stageMoves }: EscalationFacts, period: Period, names: StageNames): EscalationReport {
  const found = new Map<string, ReportRow[]>();
  const put = (key: string, line: ReportRow): void => void found.set(key, [...(found.get(key) ?? []), line]);
  for (const service of services) {
    const path = `/services/${service.id}`;
    const words = service.provider === null ? service.name : `${service.name}, ${service.provider}`;
    let current: Stage | null = earlier(service.addedAt, period.startsAt) ? 'routine' : null;
    const moves = stageMoves.filter((move) => move.serviceId === service.id);
    for (const move of moves.filter(({ at }) => earlier(at, period.startsAt))) current = stageOf(move, current ?? 'routine');
    if (earlier(service.addedAt, period.startsAt)) put(`stage.${current ?? 'routine'}.start`, row('', period.start, words, path));
    else {
      current = 'routine';
      put('stage.routine.in', row('', day(service.addedAt), `${words}: added to the service`, path));
    }
    for (const move of moves.filter(({ at }) => !earlier(at, period.startsAt))) {
      const next = stageOf(move, current ?? 'routine');
      if (next === current || current === null) continue;
      const line = row(move.decision ?? '', day(move.at), `${words}: ${called(names, current)} to ${called(names, next)}`, path);
      put(`stage.${current}.out`, line);
      put(`stage.${next}.in`, line);
      current = next;
    }
    put(`stage.${current ?? 'routine'}.end`, row('', period.end, words, path));
  }
  const columns = ['start', 'in', 'out', 'end'] as const;
  const figures = [...stages, 'all' as const].flatMap((stage) => columns.map((column) => {
    const rows = stage === 'all' ? stages.flatMap((one) => found.get(`stage.${one}.${column}`) ?? []) : (found.get(`stage.${stage}.${column}`) ?? []);
    return figure(`stage.${stage}.${column}`, `${stage === 'all' ? 'All stages' : called(names, stage)}, ${column}`, rows);
  }));
  const count = (key: string): number => found.get(key)?.length ?? 0;
  const linked = (of: string): string => toFigure(`stage.${of}`, count(`stage.${of}`));
  const nounFor = (number: number): string => (number === 1 ? 'service' : 'services');
  const seriousEnd = count('stage.seriousConcerns.end');
  return {
    summary: [
      `${linked('seriousConcerns.end')} ${nounFor(seriousEnd)} at ${within(names.seriousConcerns)} at the end of the quarter, ${linked('seriousConcerns.start')} at its start: ${linked('seriousConcerns.in')} in, ${linked('seriousConcerns.out')} out.`,
      `${linked('enhanced.end')} ${nounFor(count('stage.enhanced.end'))} under ${within(names.enhanced)} at the end, ${linked('enhanced.start')} at the start.`,
    ],
    tables: [{
      key: 'stages', caption: 'Services by stage', columns: ['Start', 'In', 'Out', 'End'],
      note: 'Denominator: every service of the council known by the end of the quarter. Start and in, less out, is end. A proposal does not move a service.',
      rows: [
        ...stages.filter((stage) => !stage.endsWith('Earlier') || columns.some((column) => count(`stage.${stage}.${column}`) > 0))
          .map((stage) => ({ label: called(names, stage), cells: columns.map((column) => `stage.${stage}.${column}`), total: false })),
        { label: 'All stages', cells: columns.map((column) => `stage.all.${column}`), total: true },
      ],
    }],
    figures,
  };
}

const standing = new Set(['inForce', 'underReview', 'phasedLift']);

function restrictionPart({ restrictions, restrictionMoves, services }: EscalationFacts, period: Period): EscalationReport {
  const found = new Map<string, ReportRow[]>();
  const put = (key: string, line: ReportRow): void => void found.set(key, [...(found.get(key) ?? []), line]);
  for (const restriction of restrictions) {
    const service = services.find(({ id }) => id === restriction.serviceId);
    const words = `${kindNames[restriction.kind] ?? restriction.kind}: ${service?.name ?? 'service added later'}`;
    const kind = restriction.broughtIn ? 'earlier' : restriction.kind;
    const path = `/restrictions/${restriction.id}`;
    const at = (on: string): ReportRow => row(restriction.reference, on, words, path);
    let inForce = false;
    let counted = false;
    for (const move of restrictionMoves.filter(({ restrictionId }) => restrictionId === restriction.id)) {
      const next = standing.has(move.to.split('.')[0] ?? '');
      const before = earlier(move.at, period.startsAt);
      if (!before && !counted) {
        if (inForce) put(`restriction.${kind}.start`, at(period.start));
        counted = true;
      }
      if (!before && next && !inForce) put(`restriction.${kind}.new`, at(day(move.at)));
      if (!before && !next && inForce) put(`restriction.${kind}.lifted`, at(day(move.at)));
      inForce = next;
    }
    if (!counted && inForce) put(`restriction.${kind}.start`, at(period.start));
    if (inForce) put(`restriction.${kind}.end`, at(period.end));
  }
  const columns = ['start', 'new', 'lifted', 'end'] as const;
  const kinds = Object.keys(kindNames);
  const figures = [...kinds, 'all'].flatMap((kind) => columns.map((column) => figure(
    `restriction.${kind}.${column}`, `Restrictions, ${kind === 'all' ? 'all kinds' : (kindNames[kind] ?? kind).toLowerCase()}, ${column}`,
    kind === 'all' ? kinds.flatMap((one) => found.get(`restriction.${one}.${column}`) ?? []) : (found.get(`restriction.${kind}.${column}`) ?? []),
  )));
  const linked = (column: string): string => toFigure(`restriction.all.${column}`, total(column));
  const total = (column: string): number => kinds.reduce((sum, kind) => sum + (found.get(`restriction.${kind}.${column}`)?.length ?? 0), 0);
  return {
    summary: [`${linked('end')} placement ${total('end') === 1 ? 'restriction' : 'restrictions'} in force at the end of the quarter: ${linked('new')} new and ${linked('lifted')} lifted in it.`],
    tables: [{
      key: 'restrictions', caption: 'Placement restrictions by kind', columns: ['In force at start', 'New', 'Lifted', 'In force at end'],
      note: 'In force at start and new, less lifted, is in force at end. Voluntary and regulator-imposed restrictions are not the council’s, and nobody here decided what came from earlier records.',
      rows: [
        ...kinds.filter((kind) => kind !== 'earlier' || columns.some((column) => found.has(`restriction.earlier.${column}`)))
          .map((kind) => ({ label: kindNames[kind] ?? kind, cells: columns.map((column) => `restriction.${kind}.${column}`), total: false })),
        { label: 'All kinds', cells: columns.map((column) => `restriction.all.${column}`), total: true },
      ],
    }],
    figures,
  };
}

function intelligencePart({ intelligence }: EscalationFacts): EscalationReport {
  const line = (one: EscalationFacts['intelligence'][number]): ReportRow => row(one.reference, one.receivedOn, `${one.severity}, ${needWords(one.needsAction)}`, `/intelligence?search=${one.reference}`);
  const groups = [...severities.map((severity) => ({ key: severity, label: severity, of: intelligence.filter((one) => one.severity === severity) })), { key: 'all', label: 'All', of: intelligence }];
  const figures = groups.flatMap(({ key, label, of }) => [
    figure(`intelligence.${key}.received`, `Intelligence received, ${label}`, of.map(line)),
    figure(`intelligence.${key}.action`, `Intelligence needing action, ${label}`, of.filter((one) => one.needsAction === true).map(line), `intelligence.${key}.received`),
    figure(`intelligence.${key}.open`, `Intelligence not yet assessed, ${label}`, of.filter((one) => one.needsAction === null).map(line), `intelligence.${key}.received`),
  ]);
  const acted = intelligence.filter((one) => one.needsAction === true).length;
  return {
    summary: [`${toFigure('intelligence.all.received', intelligence.length)} intelligence ${intelligence.length === 1 ? 'record' : 'records'} received, of which ${toFigure('intelligence.all.action', percent(acted, intelligence.length))} needed action.`],
    tables: [{
      key: 'intelligence', caption: 'Intelligence received and how much needed action', columns: ['Received', 'Needed action', 'Not yet assessed'],
      note: 'Denominator: records received in the quarter; records of one event linked as duplicates are counted once. Percentages are of the records received in the same row.',
      rows: groups.map(({ key, label }) => ({ label, cells: ['received', 'action', 'open'].map((column) => `intelligence.${key}.${column}`), total: key === 'all' })),
    }],
    figures,
  };
}
const needWords = (needs: boolean | null): string => (needs === null ? 'not yet assessed' : needs ? 'needed action' : 'no action needed');

function meetingPart({ meetings }: EscalationFacts): EscalationReport {
  const held = meetings.map((one) => row(one.reference, one.on, one.title, `/meetings/${one.id}`));
  const inquorate = meetings.filter(({ inquorate: without }) => without).map((one) => row(one.reference, one.on, one.title, `/meetings/${one.id}`));
  const agencies = [...new Set(meetings.flatMap(({ attendance }) => attendance.map(({ agency }) => agency)))].sort((a, b) => a.localeCompare(b, 'en-GB'));
  const columns = ['present', 'deputy', 'apologies', 'absent'] as const;
  const places = (agency: string | null, how: string): ReportRow[] => meetings.flatMap((one) => one.attendance
    .filter((place) => (agency === null || place.agency === agency) && (place.attendance === 'expected' ? 'absent' : place.attendance) === how)
    .map((place) => row(one.reference, one.on, `${place.agency}: ${how}`, `/meetings/${one.id}`)));
  const figures = [figure('meetings.held', 'Meetings held', held), figure('meetings.inquorate', 'Meetings without quorum at some time', inquorate, 'meetings.held'),
    ...[...agencies, null].flatMap((agency, index) => columns.map((how) => figure(`attendance.${agency === null ? 'all' : index}.${how}`, `${agency ?? 'All agencies'}, ${how}`, places(agency, how))))];
  return {
    summary: [`${toFigure('meetings.held', meetings.length)} panel ${meetings.length === 1 ? 'meeting' : 'meetings'} held; ${toFigure('meetings.inquorate', inquorate.length)} without quorum at some time.`],
    tables: [
      { key: 'meetings', caption: 'Meetings', columns: ['Held', 'Without quorum at some time'], note: 'Meetings concluded whose date falls in the quarter.', rows: [{ label: 'Provider Escalation Panel', cells: ['meetings.held', 'meetings.inquorate'], total: false }] },
      {
        key: 'attendance', caption: 'Attendance by agency', columns: ['Present', 'Deputy', 'Apologies', 'Absent'],
        note: 'Denominator: places invited, one a person and meeting. Agencies are named as they were called on the day.',
        rows: [...agencies.map((agency, index) => ({ label: agency, cells: columns.map((how) => `attendance.${index}.${how}`), total: false })), { label: 'All agencies', cells: columns.map((how) => `attendance.all.${how}`), total: true }],
      },
    ],
    figures,
  };
}

function decisionPart({ decisions }: EscalationFacts, decisionNames: Readonly<Record<string, string>>): EscalationReport {
  const codes = [...new Set([...Object.keys(decisionNames), ...decisions.map(({ code }) => code)])].sort();
  const rowsOf = (code: string | null, approved: boolean): ReportRow[] => decisions
    .filter((one) => (code === null || one.code === code) && (one.outcome !== 'declined') === approved)
    .map((one) => row(one.reference, one.on, `${decisionNames[one.code] ?? one.code}: ${one.service}`, `/decisions/made/${one.id}`));
  const figures = [...codes, null].flatMap((code) => [true, false].map((approved) => figure(
    `decision.${code ?? 'all'}.${approved ? 'approved' : 'declined'}`, `${code === null ? 'All decisions' : (decisionNames[code] ?? code)}, ${approved ? 'approved' : 'declined'}`, rowsOf(code, approved))));
  return {
    summary: [`By authorised officers, ${toFigure('decision.all.approved', rowsOf(null, true).length)} decisions approved and ${toFigure('decision.all.declined', rowsOf(null, false).length)} declined.`],
    tables: [{
      key: 'decisions', caption: 'Decisions by authorised officers', columns: ['Approved', 'Declined'], note: 'Decisions made in the quarter, by kind.',
      rows: [...codes, null].map((code) => ({ label: code === null ? 'All decisions' : (decisionNames[code] ?? code), cells: ['approved', 'declined'].map((column) => `decision.${code ?? 'all'}.${column}`), total: code === null })),
    }],
    figures,
  };
}

const earlierNames = { stage: 'Services placed at a stage', restriction: 'Restrictions', intelligence: 'Intelligence records' } as const;

/** What came from earlier records, whose evidence is not held: apart from what was told and decided here. */
function earlierPart({ earlier }: EscalationFacts): EscalationReport {
  const kinds = Object.keys(earlierNames) as (keyof typeof earlierNames)[];
  const paths = { stage: '/services/', restriction: '/restrictions/', intelligence: '/intelligence/' } as const;
  const rowsOf = (kind: keyof typeof earlierNames | null): ReportRow[] => earlier.filter(({ of }) => kind === null || of === kind).map((one) => row(one.reference, one.on, one.words, `${paths[one.of]}${one.id}`));
  const figures = [...kinds, null].map((kind) => figure(`earlier.${kind ?? 'all'}`, `From earlier records, ${kind === null ? 'all' : earlierNames[kind].toLowerCase()}`, rowsOf(kind)));
  if (earlier.length === 0) return { summary: [], tables: [], figures: [] };
  return {
    summary: [`${toFigure('earlier.all', earlier.length)} ${earlier.length === 1 ? 'record was' : 'records were'} brought in from earlier records, evidence not held, and ${earlier.length === 1 ? 'is' : 'are'} counted apart.`],
    tables: [{
      key: 'earlier', caption: 'Brought in from earlier records', columns: ['Brought in'], note: 'Evidence is not held, and nobody here decided them. Intelligence among them is in no other figure; what they place or restrict stands in rows of its own above.',
      rows: [...kinds, null].map((kind) => ({ label: kind === null ? 'All' : earlierNames[kind], cells: [`earlier.${kind ?? 'all'}`], total: kind === null })),
    }],
    figures,
  };
}

/** "95.1% (117 of 123)"; without a denominator there is no percentage (6.4). */
export function percent(count: number, of: number): string {
  return of === 0 ? `${count} of 0` : `${((count / of) * 100).toFixed(1)}% (${count} of ${of})`;
}

/** Tables of what stood, came, went (in one way or several) and stands. */
const moving = new Set(['stages', 'restrictions', 'notices', 'terminations']);
const closes = ([start = 0, came = 0, ...rest]: readonly number[]): boolean => start + came - rest.slice(0, -1).reduce((all, one) => all + one, 0) === rest.at(-1);

/**
 * What does not foot: a total that is not the sum of its rows, or a movement that does not close (R33).
 * A report with any is not stored.
 */
export function footingFaults({ tables, figures }: EscalationReport): string[] {
  const count = new Map(figures.map(({ key, rows }) => [key, rows.length]));
  const of = (key: string | undefined): number => count.get(key ?? '') ?? Number.NaN;
  return tables.flatMap((table) => {
    const lines = table.rows.filter(({ total }) => !total);
    const sums = table.rows.filter(({ total }) => total).flatMap(({ label, cells }) => cells.flatMap((key, column) => {
      const sum = lines.reduce((all, line) => all + of(line.cells[column]), 0);
      return sum === of(key) ? [] : [`${table.caption}: ${label}, ${table.columns[column]} is ${of(key)}, its rows add up to ${sum}`];
    }));
    const moves = moving.has(table.key) ? table.rows.filter(({ cells }) => !closes(cells.map(of))).map(({ label }) => `${table.caption}: ${label} does not close`) : [];
    return [...sums, ...moves];
  });
}
