import { group, say, type RegisterCommand } from './command.js';

export const demoResetCommand: RegisterCommand = (program) => {
  group(program, 'demo', 'the fictional council')
    .command('reset')
    .description('empty the database, so that the next start begins the story again')
    .action(async () => {
      const { readDatabaseSettings } = await import('../config/settings.js');
      const { resetDatabase } = await import('../platform/database/reset-database.js');
      await resetDatabase(readDatabaseSettings());
      say('The demo is gone; npm start begins it again.');
    });
};
