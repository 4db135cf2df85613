import { Command } from 'commander';
import { CommandFailed, say } from './cli/command.js';
import { commands } from './cli/commands.js';
import { SettingsInvalid } from './config/settings.js';
import { DatabaseUnavailable } from './platform/database/postgres-cluster.js';

/** `npm run cli -- …`: one sub-command, then the process ends. An expected failure is told in words, without a stack. */
export async function run(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const program = new Command('npm run cli --').description('Manage provider concerns').showHelpAfterError();
  for (const register of commands) register(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const expected = error instanceof CommandFailed || error instanceof DatabaseUnavailable || error instanceof SettingsInvalid;
    say(expected ? error.message : String((error as Error).stack));
    process.exitCode = 1;
  }
}
