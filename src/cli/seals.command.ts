import { CommandFailed, group, type RegisterCommand } from './command.js';

const seals = 'what proves the trail from outside the database';

export const sealsNewKeyCommand: RegisterCommand = (program) => {
  group(program, 'seals', seals)
    .command('new-key')
    .description('print a new private key for SEAL_KEY')
    .action(async () => {
      const { generateKeyPairSync } = await import('node:crypto');
      process.stdout.write(`${generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')}\n`);
    });
};

export const sealsPublicKeyCommand: RegisterCommand = (program) => {
  group(program, 'seals', seals)
    .command('public-key')
    .description('print the public half of the key that seals, for whoever verifies')
    .action(async () => {
      const [{ createPublicKey }, { readSettings }, { existingSealKey }] = await Promise.all([import('node:crypto'), import('../config/settings.js'), import('../platform/audit/seal-key.js')]);
      const key = existingSealKey(readSettings().seal);
      if (key === null) throw new CommandFailed('There is no key yet: the demo makes one when it first seals.');
      process.stdout.write(createPublicKey(key).export({ format: 'pem', type: 'spki' }));
    });
};

export const sealsSetCommand: RegisterCommand = (program) => {
  group(program, 'seals', seals)
    .command('set')
    .description('seal now what is not sealed yet, as a worker does once a minute')
    .action(async () => {
      const [{ withApplication }, { Sealer }] = await Promise.all([import('./with-application.js'), import('../platform/audit/sealer.js')]);
      const set = await withApplication((app) => app.get(Sealer).seal());
      process.stdout.write(`${set} ${set === 1 ? 'seal' : 'seals'} set\n`);
    });
};
