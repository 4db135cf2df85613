import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { stageNames } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { inOwnWords } from '../../platform/access/own-words.js';
import { SystemActors } from '../../platform/access/system-actors.js';
import { Clock } from '../../platform/clock/clock.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Cell, SheetRow } from '../../platform/files/read-workbook.js';
import { type FieldProblem, InvalidInput, NotFound, Refusal, TransitionRefused } from '../../platform/graphql/refusals.js';
import { ActionsService } from '../actions/actions.service.js';
import { CouncilsService } from '../councils/councils.service.js';
import { StagesService } from '../escalation/stages.service.js';
import { IntelligenceRecording } from '../intelligence/intelligence-recording.service.js';
import { FileRefused } from '../providers/import/csv-file.js';
import { columnKey } from '../providers/import/header.js';
import { EarlierRestrictions } from '../restrictions/earlier-restrictions.service.js';
import { type ColumnMap, columnMapOf, findColumns, type FoundColumns, noMap } from './column-map.js';
import { ImportsService, type RejectedRow, type RowIdentity } from './imports.service.js';
import { KnownNamesQueries } from './known-names.js';
import { type ImportKind, type ListColumn, listColumns } from './list-columns.js';
import { memberMeant } from './matching.js';
import { RowCells } from './row-cells.js';
import { type ListFile, openList } from './sheet-file.js';
import { type Reading, type Stated, statedAction, statedIntelligence, statedPlace, statedRestriction } from './stated-rows.js';

export interface ListToBring {
  readonly kind: ImportKind;
  readonly path: string;
  readonly council: string;
  /** The officer who brings it in, by name or address; without one the system’s own membership does. */
  readonly as?: string | undefined;
  /** Who leads a service or owns an action that nobody known here has. */
  readonly officer?: string | undefined;
  readonly sheet?: string | undefined;
  /** The text of a column map. */
  readonly map?: string | undefined;
  readonly dryRun?: boolean | undefined;
}
/** What became of a list: every row that holds something is counted once. */
export interface ListReport {
  readonly rows: number;
  readonly broughtIn: number;
  readonly unchanged: number;
  readonly passedOver: number;
  readonly rejected: readonly RejectedRow[];
  readonly notes: readonly string[];
  /** The rejected rows with the file’s own columns, to put right and bring in again. */
  readonly rejects: { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] };
}
interface Bringing {
  readonly kind: ImportKind;
  readonly file: ListFile;
  readonly actor: Actor;
  readonly reading: Reading;
  readonly columns: FoundColumns;
  readonly map: ColumnMap;
  readonly dryRun: boolean;
}
type Became = 'broughtIn' | 'unchanged';
class Rehearsed extends Error {}

const statedBy: { readonly [Kind in ImportKind]: (cells: RowCells<never>, reading: Reading) => Stated } = {
  watchlist: statedPlace, restrictions: statedRestriction, actions: statedAction, intelligence: statedIntelligence,
};
/** Columns whose words say who told us: no hash of a row holds them (R25). */
const sealedKeys = ['toldBy'];

/**
 * Brings a council’s own list in, row by row, each whole or not at all, through the services that keep such records. What comes in is
 * marked as from earlier records; the same row a second time changes nothing (ADR 0030).
 */
@Injectable()
export class ListImport {
  constructor(
    private readonly councils: CouncilsService,
    private readonly systemActors: SystemActors,
    private readonly names: KnownNamesQueries,
    private readonly unit: WriteUnit,
    private readonly clock: Clock,
    private readonly imports: ImportsService,
    private readonly stages: StagesService,
    private readonly restrictions: EarlierRestrictions,
    private readonly actions: ActionsService,
    private readonly intelligence: IntelligenceRecording,
  ) {}

  /** @throws FileRefused where the file as a whole, or who is to bring it in, cannot be used; then nothing was changed. */
  async run(list: ListToBring, onProgress: (done: number, all: number) => void = () => undefined): Promise<ListReport> {
    const bringing = await this.begin(list);
    const rows = bringing.file.rows.filter(({ number }) => number > bringing.columns.headerRow);
    const tally = { broughtIn: 0, unchanged: 0, passedOver: new Map<string, number>(), totals: 0, held: 0 };
    const rejected = bringing.file.unreadable.map(({ line, reason }): RejectedRow => ({ row: line, problems: [{ field: 'The row', message: reason }] }));
    const seen = new Map<string, number>();
    for (const [index, row] of rows.entries()) {
      const cells = new RowCells<never>(bringing.kind, row, bringing.columns, bringing.map, bringing.file.from1904);
      if (cells.isTotal()) tally.totals += 1;
      if (cells.isTotal() || cells.isBlank()) continue;
      tally.held += 1;
      const stated = statedBy[bringing.kind](cells, bringing.reading);
      const became = cells.problems.length > 0 ? cells.problems : await this.take(bringing, stated, row, seen);
      if (typeof became !== 'string') rejected.push({ row: row.number, problems: became });
      else if (became in { broughtIn: 1, unchanged: 1 }) tally[became as Became] += 1;
      else tally.passedOver.set(became, (tally.passedOver.get(became) ?? 0) + 1);
      onProgress(index + 1, rows.length);
    }
    const held = tally.held + bringing.file.unreadable.length;
    if (!bringing.dryRun) await this.unit.run(bringing.actor, () => this.imports.keepTally(bringing.file, bringing.kind, held, rejected, tally.broughtIn));
    return {
      rows: held, broughtIn: tally.broughtIn, unchanged: tally.unchanged, passedOver: [...tally.passedOver.values()].reduce((sum, one) => sum + one, 0), rejected,
      notes: notesOf(bringing.columns, tally.passedOver, tally.totals), rejects: rejectsOf(bringing, rejected),
    };
  }

  private async begin({ kind, path, council, as, officer, sheet, map, dryRun = false }: ListToBring): Promise<Bringing> {
    const found = await this.councils.byName(council);
    if (found === null) throw new FileRefused(`No council is called "${council}" here. Create it first: cli council create.`);
    const system = await this.systemActors.of(found.id, 'import');
    const actor = as === undefined ? system : await this.officer(system, as);
    const columnMap = map === undefined ? noMap : columnMapOf(map, kind);
    const file = await openList(path, sheet);
    const columns = findColumns(kind, file.rows, columnMap);
    const people = ['owner', 'leadOfficer'].flatMap((key) => columns.places.get(key) ?? []);
    const addresses = [officer, ...file.rows.flatMap(({ cells }) => people.map((place) => cells[place]))].filter((one) => typeof one === 'string' && one.includes('@'));
    const names = await this.names.of(actor, [...new Set(addresses.map((one) => String(one).trim()))]);
    const named = officer === undefined ? null : memberMeant(officer, names);
    if (named !== null && 'message' in named) throw new FileRefused(`--officer "${officer}": ${named.message}.`);
    return { kind, file, actor, columns, map: columnMap, dryRun, reading: { names, today: this.clock.today(), officer: named?.found ?? null } };
  }

  private async officer(system: Actor, called: string): Promise<Actor> {
    const [one, another] = await this.names.officers(system, called);
    if (one === undefined) throw new FileRefused(`No officer of the council is called "${called}": chair, coordinator, QA officer, safeguarding lead or authorised officer, in force today.`);
    if (another !== undefined) throw new FileRefused(`Several officers are called "${called}", or one in several roles: give the address of one who has one role.`);
    return one;
  }

  /** @returns what became of the row, why it states nothing that runs, or what is wrong with it. */
  private async take(bringing: Bringing, stated: Stated, row: SheetRow, seen: Map<string, number>): Promise<Became | string | readonly FieldProblem[]> {
    if (stated.kind === 'nothing') return stated.why;
    const identity = identityOf(bringing, row, seen);
    let became: Became = 'unchanged';
    try {
      await this.unit.run(bringing.actor, async () => {
        const before = await this.imports.lockRow(identity);
        if (before !== null && before !== identity.contentHash) throw new InvalidInput([{ field: 'reference', message: 'A row of this reference was brought in before and said something else. Change the record on its page here, or give the row a reference of its own' }]);
        if (before !== null) return;
        await this.imports.keepRow(bringing.file, identity, await this.bring(stated));
        became = 'broughtIn';
        if (bringing.dryRun) throw new Rehearsed();
      });
    } catch (error) {
      if (!(error instanceof Rehearsed)) return inOwnWords(stageNames(bringing.reading.names.procedure), problemsOf(bringing.kind, error));
    }
    return became;
  }

  /** @returns the id of the case it became. */
  private async bring(stated: Exclude<Stated, { kind: 'nothing' }>): Promise<string> {
    switch (stated.kind) {
      case 'watchlist': return (await this.stages.bringIn(stated.serviceId, stated.place)).id;
      case 'restrictions': return (await this.restrictions.bringIn(stated.restriction)).id;
      case 'actions': return (await this.actions.open(stated.action)).id;
      case 'intelligence': return (await this.intelligence.bringIn(stated.told)).id;
    }
  }
}

const plain = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' && 'fault' in cell ? '' : String(cell);
};

/** A row is the one of its reference, else the one of its words: from whichever file, and wherever it stands there. */
function identityOf({ kind, columns: { places } }: Bringing, row: SheetRow, seen: Map<string, number>): RowIdentity {
  const said = [...places].filter(([key]) => !sealedKeys.includes(key)).map(([key, place]) => [key, plain(row.cells[place]).trim()] as const).filter(([, text]) => text !== '');
  const contentHash = createHash('sha256').update(JSON.stringify(said.toSorted(([a], [b]) => a.localeCompare(b)))).digest('hex');
  const reference = said.find(([key]) => key === 'reference')?.[1];
  if (reference !== undefined) return { kind, key: `reference ${columnKey(reference)}`, contentHash, row: row.number };
  const nth = (seen.get(contentHash) ?? 0) + 1;
  seen.set(contentHash, nth);
  return { kind, key: `${contentHash} ${nth}`, contentHash, row: row.number };
}

const headingsOfFields: Readonly<Record<string, string>> = { serviceId: 'service', ownerMembershipId: 'owner', sourceType: 'source', category: 'theme', leadOfficerId: 'leadOfficer' };

/** A refusal of the service that keeps such records, in the words of the list. @throws what is no refusal */
function problemsOf(kind: ImportKind, error: unknown): readonly FieldProblem[] {
  if (!(error instanceof Refusal)) throw error;
  const headingOf = (field: string): string => (listColumns[kind] as Record<string, ListColumn>)[headingsOfFields[field] ?? field]?.heading ?? 'The row';
  if (error instanceof InvalidInput) return error.fields.map(({ field, message }) => ({ field: headingOf(field), message }));
  if (error instanceof NotFound) return [{ field: headingOf('service'), message: 'This service cannot be seen by whoever brings the list in. Leave the row out, or let somebody else bring it in' }];
  if (error instanceof TransitionRefused && error.unmet.length > 0) return error.unmet.map(({ sentence }) => ({ field: 'The row', message: sentence.replaceAll(/ \([A-Z]\d{2}(?:, [A-Z]\d{2})*\)/g, '') }));
  return [{ field: headingOf(kind === 'watchlist' ? 'stage' : 'The row'), message: 'The service stands elsewhere here already, and an earlier record does not move it. Leave the row out' }];
}

function notesOf({ passedOver }: FoundColumns, nothing: ReadonlyMap<string, number>, totals: number): string[] {
  return [
    ...[...nothing].map(([why, count]) => `${count} passed over: ${why}.`),
    ...(totals > 0 ? [`${totals} passed over: a total, not a record.`] : []),
    ...(passedOver.length > 0 ? [`Columns not read: ${passedOver.map((one) => `"${one}"`).join(', ')}.`] : []),
  ];
}

function rejectsOf({ file, columns }: Bringing, rejected: readonly RejectedRow[]): ListReport['rejects'] {
  const byNumber = new Map(file.rows.map((row) => [row.number, row]));
  return {
    headings: ['Row', 'What to put right', ...columns.headings],
    rows: rejected.map(({ row, problems }) => [
      String(row), problems.map(({ field, message }) => `${field}: ${message}.`).join(' '), ...columns.headings.map((_, place) => plain(byNumber.get(row)?.cells[place])),
    ]),
  };
}
