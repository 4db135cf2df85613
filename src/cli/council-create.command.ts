import { CommandFailed, group, say, type RegisterCommand } from './command.js';

interface Options {
  admin: string;
  adminName?: string;
  registerName?: string;
  procedure: string;
}

export const councilCreateCommand: RegisterCommand = (program) => {
  group(program, 'council', 'councils that use the service')
    .command('create')
    .description('start a council: its procedure, its automatic work, and the administrator who adds everybody else')
    .argument('<name>', 'the council as its people call it')
    .requiredOption('--admin <mail>', 'mail address of the administrator')
    .option('--admin-name <name>', 'the administrator’s name; otherwise the mail address')
    .option('--register-name <name>', 'the council as CQC’s register writes it; otherwise the same')
    .option('--procedure <name>', 'one of the files in procedures/', 'default')
    .action(async (name: string, { admin, adminName, registerName, procedure }: Options) => {
      const [{ z }, { withApplication }, { CouncilExists, CouncilsService }, { procedureNames }] = await Promise.all([
        import('zod'), import('./with-application.js'), import('../domain/councils/councils.service.js'), import('../../procedures/index.ts'),
      ]);
      if (!z.email().safeParse(admin).success) throw new CommandFailed(`--admin "${admin}" is not a mail address.`);
      if (name.trim() === '') throw new CommandFailed('Say the name of the council.');
      if (!procedureNames.includes(procedure)) throw new CommandFailed(`There is no procedure called "${procedure}". There are: ${procedureNames.join(', ')}.`);
      const administrator = { name: adminName ?? admin, email: admin };
      await withApplication(async (app) => {
        const councils = app.get(CouncilsService, { strict: false });
        await councils.create({ name, registerName: registerName ?? name, procedure, administrator }).catch((error: unknown) => {
          throw error instanceof CouncilExists ? new CommandFailed(error.message) : error;
        });
        say(`${name} is there. Now ${admin} signs in once and is shown a code; let them in with: npm run cli -- person link ${admin} CODE. Add the others with: npm run cli -- person add --help`);
      });
    });
};
