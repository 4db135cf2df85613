import { CommandFailed, group, type RegisterCommand } from './command.js';

interface Options {
  council: string;
  asAt?: string;
  json?: boolean;
}

export const importCqcCommand: RegisterCommand = (program) => {
  group(program, 'import', 'files into a council')
    .command('cqc')
    .description('providers, locations and ratings from CQC’s published register ("latest ratings" or the 45-column file)')
    .argument('<file>', 'CSV file as CQC publishes it')
    .requiredOption('--council <name>', 'the council whose locations are taken; created when only the file knows it')
    .option('--as-at <date>', 'the day the file was published, YYYY-MM-DD; otherwise the latest date in it')
    .option('--json', 'print the result as the last line, in JSON')
    .action(async (file: string, { council, asAt, json = false }: Options) => {
      if (asAt !== undefined && !isDate(asAt)) throw new CommandFailed(`--as-at ${asAt} is not a date: write it as 2021-01-31.`);
      const [{ withApplication }, { reportImport }, { RegisterImport }] = await Promise.all([
        import('./with-application.js'), import('./import-report.js'), import('../domain/providers/import/register-import.service.js'),
      ]);
      await withApplication((app) =>
        reportImport('Reading the register', json, (onProgress) =>
          app.get(RegisterImport, { strict: false }).run(file, council, { onProgress, ...(asAt !== undefined && { asAt }) }),
        ),
      );
    });
};

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
