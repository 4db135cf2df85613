import type { ImportReport, Progress } from '../domain/providers/import/import-tally.js';
import { CommandFailed, say } from './command.js';
import { progressDisplay } from './progress.js';

/**
 * Runs an import with its progress shown, then prints what it did: sentences, or with `json` one line on stdout with the
 * sentences on stderr. Rows that cannot be used are listed and are no failure.
 * @throws CommandFailed when the file as a whole is refused
 */
export async function reportImport(what: string, json: boolean, run: (onProgress: Progress) => Promise<ImportReport>): Promise<void> {
  const { FileRefused } = await import('../domain/providers/import/csv-file.js');
  const progress = progressDisplay(what);
  let report: ImportReport;
  try {
    report = await run((done, all) => progress.update(done, all));
  } catch (error) {
    throw error instanceof FileRefused ? new CommandFailed(error.message) : error;
  } finally {
    progress.stop();
  }
  const print = json ? say : (line: string) => void process.stdout.write(`${line}\n`);
  linesOf(report).forEach(print);
  if (json) process.stdout.write(`${JSON.stringify(report.result)}\n`);
}

function linesOf({ result, notes }: ImportReport): string[] {
  const { rows, otherCouncils, created, updated, unchanged, rejected } = result;
  return [
    ...rejected.map(({ line, reason }) => `line ${line}: ${reason}`),
    `${rows} lines read: ${created} created, ${updated} updated, ${unchanged} unchanged, ${otherCouncils} of other councils, ${rejected.length} rejected.`,
    ...notes,
  ];
}
