import type { RegisterCommand } from './command.js';
import { dbPrepareCommand } from './db-prepare.command.js';
import { demoResetCommand } from './demo-reset.command.js';
import { migrateCommand } from './migrate.command.js';
import { tokenCommand } from './token.command.js';

/** Every sub-command, in the order `--help` shows them. */
export const commands: readonly RegisterCommand[] = [migrateCommand, dbPrepareCommand, demoResetCommand, tokenCommand];
