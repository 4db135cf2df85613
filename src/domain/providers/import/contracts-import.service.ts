import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { SystemActors } from '../../../platform/access/system-actors.js';
import { Trail } from '../../../platform/audit/trail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { CouncilsService } from '../../councils/councils.service.js';
import { inBatches } from './batches.js';
import { planContracts } from './contract-plan.js';
import { contractRow, type ContractRow, contractsShape } from './contract-row.js';
import { ContractTables } from './contract.tables.js';
import { CsvFile, FileRefused } from './csv-file.js';
import { cellReader, recogniseShape, wrongWidth } from './header.js';
import { type ImportReport, ImportTally, type Progress } from './import-tally.js';

/**
 * Brings a council's own list of contracts in: services of every kind, also those outside the area, unregulated or not yet
 * rated, with the people who use them by funder. Safe to run again.
 */
@Injectable()
export class ContractsImport {
  constructor(
    private readonly councils: CouncilsService,
    private readonly systemActors: SystemActors,
    private readonly tables: ContractTables,
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly clock: Clock,
  ) {}

  /** @throws FileRefused when the whole file, or the council's name, cannot be used; then nothing was changed. */
  run(path: string, name: string, onProgress?: Progress): Promise<ImportReport> {
    return this.bring(path, () => this.importerOf(name), onProgress);
  }

  /**
   * As somebody who may import, into their own council and no other.
   * @throws FileRefused when the whole file cannot be used; then nothing was changed.
   */
  runAs(actor: Actor, path: string): Promise<ImportReport> {
    return this.bring(path, () => Promise.resolve(actor));
  }

  private async importerOf(name: string): Promise<Actor> {
    const council = await this.councils.byName(name);
    if (council === null) throw new FileRefused(`No council is called "${name}" here. Create it first: cli council create, or cli import cqc.`);
    return this.systemActors.of(council.id, 'import');
  }

  private async bring(path: string, actorOf: () => Promise<Actor>, onProgress: Progress = () => undefined): Promise<ImportReport> {
    const file = await CsvFile.open(path);
    const records = file.rows((bytes) => onProgress(bytes, file.size));
    const first = (await records.next()).value;
    if (first === undefined || !('cells' in first)) throw new FileRefused('The file has no header line of column names.');
    recogniseShape(first.cells, [contractsShape]);
    const actor = await actorOf();
    const tally = new ImportTally();
    for await (const batch of inBatches(this.rows(records, first.cells, tally))) await this.store(actor, batch, tally);
    onProgress(file.size, file.size);
    return { result: tally.result(), notes: [] };
  }

  private async *rows(records: ReturnType<CsvFile['rows']>, header: readonly string[], tally: ImportTally): AsyncGenerator<ContractRow> {
    const read = cellReader(header);
    const today = this.clock.today().toString();
    for await (const record of records) {
      tally.rows += 1;
      const cells = 'cells' in record ? read(record.cells) : null;
      if (cells === null) {
        tally.reject('cells' in record ? { line: record.line, reason: wrongWidth(record.cells, header) } : record);
        continue;
      }
      const row = contractRow(record.line, cells, today);
      if ('reason' in row) tally.reject(row);
      else yield row;
    }
  }

  private async store(actor: Actor, rows: readonly ContractRow[], tally: ImportTally): Promise<void> {
    const plan = await this.unit.run(actor, async () => {
      const plan = planContracts(rows, await this.tables.known(rows));
      await this.tables.write(plan.put);
      const { services, contracts, counts } = plan.put;
      if (contracts.length > 0 || counts.length > 0 || plan.changes.length > 0) {
        const after = { services: services.map(({ id }) => id), contracts: contracts.map(({ id, reference }) => ({ id, reference })), counts, changes: plan.changes };
        await this.trail.record({ subjectKind: 'council', subjectId: actor.councilId, action: 'contractsImported', after });
      }
      return plan;
    });
    tally.add(plan.outcomes);
    plan.rejected.forEach((rejection) => tally.reject(rejection));
  }
}
