import { group, type RegisterCommand } from './command.js';

export const dbPrepareCommand: RegisterCommand = (program) => {
  group(program, 'db', 'the database')
    .command('prepare')
    .description('print the SQL that a DBA runs once to make the roles and the database')
    .action(async () => {
      const { preparationSql } = await import('../platform/database/embedded-postgres.js');
      process.stdout.write(`${preparationSql()}\n`);
    });
};
