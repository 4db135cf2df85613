import { CommandFailed, type RegisterCommand } from './command.js';

export const tokenCommand: RegisterCommand = (program) => {
  program
    .command('token')
    .argument('<person>', 'e-mail address, name or subject of a demo person')
    .description('print a bearer token for /graphql, good for 12 hours (demo only)')
    .action(async (person: string) => {
      const { readSettings } = await import('../config/settings.js');
      const settings = readSettings();
      if (!settings.demo) throw new CommandFailed('Tokens are printed in the demo only: elsewhere they come from your identity provider.');
      const { withDatabase } = await import('./with-database.js');
      const { clockOf } = await import('../platform/clock/demo-clock.js');
      const { demoToken } = await import('../platform/identity/demo-token.js');
      const outcome = await withDatabase(({ appUrl }) => demoToken(appUrl, settings.oidc.issuer, person, clockOf(settings)));
      if ('problem' in outcome) throw new CommandFailed(outcome.problem);
      process.stdout.write(`${outcome.token}\n`);
    });
};
