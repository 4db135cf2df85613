import type { RegisterCommand } from './command.js';
import { councilCreateCommand } from './council-create.command.js';
import { dbPrepareCommand } from './db-prepare.command.js';
import { demoResetCommand } from './demo-reset.command.js';
import { importContractsCommand } from './import-contracts.command.js';
import { importCqcCommand } from './import-cqc.command.js';
import { importListCommand } from './import-list.command.js';
import { migrateCommand } from './migrate.command.js';
import { personAddCommand, personLinkCommand } from './person.command.js';
import { sealsNewKeyCommand, sealsPublicKeyCommand, sealsSetCommand } from './seals.command.js';
import { rotateKeysCommand } from './rotate-keys.command.js';
import { serviceAccountAddCommand, serviceAccountEndCommand } from './service-account.command.js';
import { simulateCommand } from './simulate.command.js';
import { tokenCommand } from './token.command.js';
import { verifyCommand } from './verify.command.js';

/** Every sub-command, in the order `--help` shows them. */
export const commands: readonly RegisterCommand[] = [
  migrateCommand, dbPrepareCommand, councilCreateCommand, personAddCommand, personLinkCommand, serviceAccountAddCommand, serviceAccountEndCommand, importCqcCommand, importContractsCommand, importListCommand, demoResetCommand, simulateCommand, tokenCommand, rotateKeysCommand, verifyCommand, sealsSetCommand, sealsNewKeyCommand, sealsPublicKeyCommand,
];
