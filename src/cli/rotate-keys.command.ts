import { type RegisterCommand, say } from './command.js';

/** `cli rotate-keys`: seals every source with the first key of SOURCE_KEYS, beside a running service. Run again, it does what is left. */
export const rotateKeysCommand: RegisterCommand = (program) => {
  program
    .command('rotate-keys')
    .description('seal every source with the first key of SOURCE_KEYS; safe beside a running service, and to run again')
    .action(async () => {
      const [{ withApplication }, { SourceKeys }] = await Promise.all([import('./with-application.js'), import('../domain/intelligence/source-keys.service.js')]);
      const rotated = await withApplication((app) => app.get(SourceKeys, { strict: false }).rotate());
      for (const { councilName, keyId, resealed, already } of rotated) process.stdout.write(`${councilName}: ${resealed} sealed anew with the key "${keyId}", ${already} had it already\n`);
      if (rotated.length === 0) say('There is no council yet: nothing is sealed.');
    });
};
