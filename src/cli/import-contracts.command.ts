import { group, type RegisterCommand } from './command.js';

export const importContractsCommand: RegisterCommand = (program) => {
  group(program, 'import', 'files into a council')
    .command('contracts')
    .description('the council’s own contracts and services; docs/import-contracts.md explains the columns')
    .argument('<file>', 'CSV file')
    .requiredOption('--council <name>', 'the council whose contracts they are')
    .option('--json', 'print the result as the last line, in JSON')
    .action(async (file: string, { council, json = false }: { council: string; json?: boolean }) => {
      const [{ withApplication }, { reportImport }, { ContractsImport }] = await Promise.all([
        import('./with-application.js'), import('./import-report.js'), import('../domain/providers/import/contracts-import.service.js'),
      ]);
      await withApplication((app) =>
        reportImport('Reading the contracts', json, (onProgress) => app.get(ContractsImport, { strict: false }).run(file, council, onProgress)),
      );
    });
};
