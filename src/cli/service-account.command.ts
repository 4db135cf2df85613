import { CommandFailed, group, type RegisterCommand, say } from './command.js';

interface Options {
  council: string;
  issuer?: string;
  subject: string;
  role: string;
}
const about = 'other systems that use the API by themselves';

/** `cli service-account add`: another system, recognised by issuer and subject of its access tokens (docs/sign-in.md). */
export const serviceAccountAddCommand: RegisterCommand = (program) => {
  group(program, 'service-account', about)
    .command('add')
    .description('let another system use the API with its own access tokens')
    .argument('<name>', 'what it is called here, where a person’s name would stand')
    .requiredOption('--council <name>', 'the council it acts in')
    .requiredOption('--subject <subject>', 'what the identity provider calls it: the claim "sub" of its access tokens')
    .option('--issuer <address>', 'the issuer of its tokens; the one of the settings where absent')
    .option('--role <role>', 'contributor adds intelligence; brokerage asks whether a service may be placed with; importer sends CQC’s register and contracts', 'contributor')
    .action(async (name: string, options: Options) => {
      const [{ withApplication }, { addServiceAccount }] = await Promise.all([import('./with-application.js'), import('./add-service-account.js')]);
      if (name.trim() === '' || options.subject.trim() === '') throw new CommandFailed('Say its name and its subject.');
      say(await withApplication((app) => addServiceAccount(app, { ...options, name: name.trim() })));
    });
};

/** `cli service-account end`: its tokens open nothing from the next request on. */
export const serviceAccountEndCommand: RegisterCommand = (program) => {
  group(program, 'service-account', about)
    .command('end')
    .description('end another system’s access; what it did stays')
    .argument('<name>', 'as it is called here')
    .requiredOption('--council <name>', 'the council it acts in')
    .action(async (name: string, { council }: { council: string }) => {
      const [{ withApplication }, { endServiceAccount }] = await Promise.all([import('./with-application.js'), import('./add-service-account.js')]);
      say(await withApplication((app) => endServiceAccount(app, council, name)));
    });
};
