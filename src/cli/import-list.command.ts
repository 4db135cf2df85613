import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { ListReport } from '../domain/spreadsheets/list-import.service.js';
import { CommandFailed, group, type RegisterCommand, say } from './command.js';
import { progressDisplay } from './progress.js';

interface Options {
  readonly council: string;
  readonly as?: string;
  readonly officer?: string;
  readonly sheet?: string;
  readonly map?: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
const lists = {
  watchlist: 'services above routine monitoring', restrictions: 'restrictions on placing that are in force', actions: 'open actions', intelligence: 'intelligence',
} as const;

/** `import watchlist|restrictions|actions|intelligence FILE`: a council’s own spreadsheets, marked as from earlier records. */
export const importListCommand: RegisterCommand = (program) => {
  for (const [kind, what] of Object.entries(lists) as [keyof typeof lists, string][]) {
    group(program, 'import', 'files into a council')
      .command(kind)
      .description(`${what}, from a spreadsheet; docs/import-spreadsheets.md explains the columns`)
      .argument('<file>', 'CSV or XLSX file')
      .requiredOption('--council <name>', 'the council whose list it is')
      .option('--as <person>', 'the officer who brings it in, by name or address')
      .option('--officer <person>', 'who leads a service, or owns an action, that nobody known here has')
      .option('--sheet <name>', 'the sheet of the workbook')
      .option('--map <file>', 'JSON: which column is which, and what its words mean')
      .option('--rejects <file>', 'where rows that were not brought in are written; beside the file if left out')
      .option('--dry-run', 'say what would come of it, and change nothing')
      .option('--json', 'print the result as the last line, in JSON')
      .action((file: string, options: Options) => bring(kind, file, options));
  }
};

async function bring(kind: keyof typeof lists, path: string, { map, rejects, json = false, ...options }: Options): Promise<void> {
  const [{ withApplication }, { ListImport }, { FileRefused }] = await Promise.all([
    import('./with-application.js'), import('../domain/spreadsheets/list-import.service.js'), import('../domain/providers/import/csv-file.js'),
  ]);
  const mapText = map === undefined ? undefined : await readFile(map, 'utf8').catch(() => { throw new CommandFailed(`There is no file at ${map}.`); });
  const progress = progressDisplay('Bringing the list in');
  let report: ListReport;
  try {
    report = await withApplication((app) =>
      app.get(ListImport, { strict: false }).run({ ...options, kind, path, map: mapText }, (done, all) => progress.update(done, all)));
  } catch (error) {
    throw error instanceof FileRefused ? new CommandFailed(error.message) : error;
  } finally {
    progress.stop();
  }
  const print = json ? say : (line: string) => void process.stdout.write(`${line}\n`);
  for (const line of linesOf(report, options.dryRun === true)) print(line);
  if (report.rejected.length > 0) {
    const where = rejects ?? join(dirname(path), `${basename(path, extname(path))}.rejects.csv`);
    await writeRejects(where, report.rejects);
    print(`Rows that were not brought in, with what to put right: ${where}`);
  }
  if (json) {
    const { rejects: _rows, ...result } = report;
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}

async function writeRejects(where: string, { headings, rows }: ListReport['rejects']): Promise<void> {
  const { toCsv } = await import('../platform/documents/csv.js');
  const columns = headings.map((header, place) => ({ key: String(place), header }));
  // It holds what the rows hold, so nobody else of the machine reads it.
  await writeFile(where, toCsv(columns, rows.map((cells) => Object.fromEntries(cells.entries().map(([place, cell]) => [String(place), cell])))), { mode: 0o600 });
}

function linesOf({ rows, broughtIn, unchanged, passedOver, rejected, notes }: ListReport, dryRun: boolean): string[] {
  return [
    ...rejected.flatMap(({ row, problems }) => problems.map(({ field, message }) => `row ${row}, ${field}: ${message}.`)),
    `${rows} rows read: ${broughtIn} ${dryRun ? 'would be brought in' : 'brought in'}, ${unchanged} unchanged, ${passedOver} passed over, ${rejected.length} rejected.`,
    ...notes,
    ...(dryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ];
}
