import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { SystemActors } from '../../../platform/access/system-actors.js';
import { Trail } from '../../../platform/audit/trail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { type CouncilName, CouncilsService } from '../../councils/councils.service.js';
import { CsvFile, FileRefused, type Rejection } from './csv-file.js';
import { cellReader, wrongWidth } from './header.js';
import { inBatches } from './batches.js';
import { type ImportReport, ImportTally, type Progress } from './import-tally.js';
import { planRegister } from './register-plan.js';
import { type RegisterRow, registerRow, type RowRules } from './register-row.js';
import { type RegisterScan, scanRegister } from './register-scan.js';
import { RegisterTables } from './register.tables.js';

export interface RegisterImportOptions {
  /** The date the file was published, YYYY-MM-DD; where absent, the latest date in it. */
  readonly asAt?: string;
  /** The file is read twice, and both count. */
  readonly onProgress?: Progress;
}

/**
 * Brings CQC's published register into one council: providers, locations, ratings with their history, and a service for
 * each location. Ratings that fell are told once, as the event `ratingFell`. Safe to run again, and beside other imports.
 */
@Injectable()
export class RegisterImport {
  constructor(
    private readonly councils: CouncilsService,
    private readonly systemActors: SystemActors,
    private readonly tables: RegisterTables,
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /**
   * @param name the council as we or the file call it; where only the file knows it, it is created with the default procedure.
   * @throws FileRefused when the whole file, or the council's name, cannot be used; then nothing was changed.
   */
  async run(path: string, name: string, options: RegisterImportOptions = {}): Promise<ImportReport> {
    const scanned = await this.scan(path, options);
    const council = await this.council(name, scanned.scan);
    return this.bring(scanned, council, await this.systemActors.of(council.id, 'import'), options);
  }

  /**
   * As somebody who may import, into their own council and no other.
   * @throws FileRefused when the whole file cannot be used; then nothing was changed.
   */
  async runAs(actor: Actor, path: string, options: RegisterImportOptions = {}): Promise<ImportReport> {
    return this.bring(await this.scan(path, options), await this.councils.ofActor(actor), actor, options);
  }

  private async scan(path: string, { onProgress }: RegisterImportOptions): Promise<Scanned> {
    const file = await CsvFile.open(path);
    const today = this.clock.today().toString();
    return { file, today, scan: await scanRegister(file, today, (bytes) => onProgress?.(bytes, file.size * 2)) };
  }

  private async bring({ file, today, scan }: Scanned, council: CouncilName, actor: Actor, options: RegisterImportOptions): Promise<ImportReport> {
    const own = new Set(await this.unit.run(actor, () => this.tables.ownLocations()));
    const asAt = options.asAt ?? scan.asAt;
    const tally = new ImportTally();
    const reading: Reading = {
      file, scan, tally,
      rules: { shape: scan.shape, datesRatings: scan.datesRatings, today },
      authority: council.registerName.toLowerCase(),
      hasService: (cqcId) => own.has(cqcId),
      onBytes: (bytes) => options.onProgress?.(file.size + bytes, file.size * 2),
    };
    for await (const batch of inBatches(ownRows(reading))) await this.store(actor, batch, asAt, tally);
    options.onProgress?.(file.size * 2, file.size * 2);
    return { result: tally.result(), notes: notesOf(scan, council, asAt, tally.changedElsewhere) };
  }

  private async council(name: string, scan: RegisterScan): Promise<CouncilName> {
    const known = await this.councils.byName(name);
    if (known !== null) return known;
    const spelled = scan.authorities.get(name.trim().toLowerCase());
    if (spelled === undefined || spelled === '') {
      throw new FileRefused(`No council is called "${name}" here, and no row of the file names it. ${namesIn(scan)}`);
    }
    return this.councils.create({ name: spelled, registerName: spelled, procedure: 'default' });
  }

  private async store(actor: Actor, rows: readonly RegisterRow[], asAt: string | null, tally: ImportTally): Promise<void> {
    const outcomes = await this.unit.run(actor, async () => {
      const known = await this.tables.known([...new Set(rows.map((row) => row.cqcId))], [...new Set(rows.map((row) => row.provider.cqcId))]);
      const plan = planRegister(rows, known, asAt);
      await this.tables.write(plan, asAt);
      for (const { locationId, serviceId, from, to, publishedOn, cqcId } of plan.falls) {
        await this.jobs.publish('ratingFell', { locationId, serviceId, from, to, publishedOn, originKey: `rating-fell:${cqcId}:${publishedOn}` });
      }
      // What was kept until CQC published is looked at again (R28); what was asked about already is not asked again.
      if (plan.ratings.length > 0) await this.jobs.publish('registerRead', {});
      const created = [...plan.outcomes].filter(([, outcome]) => outcome === 'created').map(([cqcId]) => cqcId);
      const rated = plan.ratings.map(({ locationId, domain, rating, publishedOn }) => ({ locationId, domain, rating, publishedOn }));
      if (created.length > 0 || plan.changes.length > 0 || rated.length > 0) {
        await this.trail.record({ subjectKind: 'council', subjectId: actor.councilId, action: 'registerImported', after: { asAt, created, changes: plan.changes, rated } });
      }
      return plan.outcomes;
    });
    tally.add(outcomes);
  }
}

interface Scanned {
  readonly file: CsvFile;
  readonly scan: RegisterScan;
  /** YYYY-MM-DD in London. */
  readonly today: string;
}

interface Reading {
  readonly file: CsvFile;
  readonly scan: RegisterScan;
  readonly tally: ImportTally;
  readonly rules: RowRules;
  /** The council as the register writes it, in lower case. */
  readonly authority: string;
  readonly hasService: (cqcId: string) => boolean;
  readonly onBytes: (bytes: number) => void;
}

/**
 * The council's own rows, and those of locations elsewhere at which it has a service: nobody else would bring their ratings.
 * The tally counts other councils' locations and the rows that cannot be used.
 */
async function* ownRows({ file, scan, tally, rules, authority, hasService, onBytes }: Reading): AsyncGenerator<RegisterRow> {
  const read = cellReader(scan.header);
  const records = file.rows(onBytes);
  await records.next();
  for await (const record of records) {
    tally.rows += 1;
    const cells = 'cells' in record ? read(record.cells) : null;
    if (cells === null) {
      tally.reject('cells' in record ? { line: record.line, reason: wrongWidth(record.cells, scan.header) } : record);
      continue;
    }
    const named = cells('Location Local Authority').toLowerCase();
    const cqcId = cells('Location ID');
    if (named !== '' && named !== authority) {
      tally.other(cqcId || `line ${record.line}`);
      if (!hasService(cqcId)) continue;
    }
    const row: RegisterRow | Rejection = registerRow(record.line, cells, rules);
    if ('reason' in row) tally.reject(row);
    else yield row;
  }
}

function namesIn(scan: RegisterScan): string {
  const names = [...scan.authorities.values()].filter((name) => name !== '').sort();
  const most = 10;
  return names.length > most ? `The file names ${names.length} councils, among them ${names.slice(0, most).join(', ')}.` : `The file names ${names.join(', ') || 'no council'}.`;
}

function notesOf(scan: RegisterScan, council: CouncilName, asAt: string | null, changedElsewhere: number): string[] {
  return [
    asAt === null ? 'The file holds no date: its facts only fill in what was not known.' : `The file's facts are as at ${asAt}.`,
    ...(scan.datesRatings ? [] : ['This file does not say when a rating was published: its ratings are kept without a date, and none of them counts as a fall.']),
    ...(changedElsewhere === 0 ? [] : [`Of other councils' locations, ${changedElsewhere} at which ${council.name} has a service changed.`]),
    ...(scan.authorities.has(council.registerName.toLowerCase()) ? [] : [`No row of the file names ${council.registerName}.`]),
  ];
}
