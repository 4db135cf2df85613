import { say, type RegisterCommand } from './command.js';

export const migrateCommand: RegisterCommand = (program) => {
  program
    .command('migrate')
    .description('bring the schema, the queues and the grants up to date')
    .action(async () => {
      const { withDatabase } = await import('./with-database.js');
      await withDatabase(async () => say('The database is up to date.'));
    });
};
