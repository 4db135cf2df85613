import type { KeyObject } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { GivenFile } from '../platform/audit/verify-seals.js';
import { CommandFailed, type RegisterCommand, say } from './command.js';

interface Options {
  readonly json?: true;
  readonly seals?: readonly string[];
  readonly publicKey?: readonly string[];
  readonly fileOnly?: true;
}
/** One place where the records do not prove themselves. */
export interface RecordFault {
  /** Name of the council; where the database does not know it, its id. */
  readonly council: string;
  readonly fault: string;
  readonly where: string;
}

/**
 * `cli verify`: every trail proves itself, every case is rebuilt by its log, everything sealed stands as it was sealed.
 * Exit code 1 with a line for each fault.
 */
export const verifyCommand: RegisterCommand = (program) => {
  program
    .command('verify')
    .description('prove the trail, the read record and the cases: no row altered, missing, cut off or rewritten; every log rebuilds its case')
    .option('--seals <file...>', 'files of seals; without it the one of SEAL_FILE')
    .option('--public-key <file...>', 'public keys in PEM; without it that of SEAL_KEY')
    .option('--file-only', 'only the seals files, without a database')
    .option('--json', 'print the outcome as one line of JSON')
    .action(async (options: Options) => {
      const faults = options.fileOnly ? await verifyFiles(options) : await verifyAll(options);
      if (options.json) process.stdout.write(`${JSON.stringify({ proves: faults.length === 0, faults })}\n`);
      if (faults.length > 0) throw new CommandFailed(['The records do not prove themselves.', ...faults.map(({ council, fault, where }) => `${council}: ${fault}: ${where}`)].join('\n'));
      say('Every record proves itself.');
    });
};

async function verifyAll(options: Options): Promise<RecordFault[]> {
  const [{ withApplication }, { readSettings }] = await Promise.all([import('./with-application.js'), import('../config/settings.js')]);
  // Who verifies needs no key that signs.
  const settings = readSettings(undefined, { sealing: options.publicKey === undefined });
  return withApplication((app) => verifyRecords(app, settings.seal, options), settings);
}

async function verifyFiles({ seals, publicKey }: Options): Promise<RecordFault[]> {
  const [{ sealsIn, verifySealChain }, keys] = await Promise.all([import('../platform/audit/verify-seals.js'), publicKeys(publicKey ?? [])]);
  if (!seals || !publicKey) throw new CommandFailed('Name the files: --seals FILE --public-key FILE');
  const files = await given(seals);
  return files.flatMap((file) => [...unreadable(file), ...councilsIn([file]).flatMap((councilId) => {
    const found = sealsIn(file, councilId);
    say(`${councilId}: ${found.seals.length} seals in ${file.path}`);
    const chain = verifySealChain(found.seals, keys, ({ number }) => `seal ${number} in ${file.path}`);
    return [...found.faults, ...chain].map((fault) => ({ council: councilId, ...fault }));
  })]);
}

/** Everything in the database, and the database against the files. */
export async function verifyRecords(app: INestApplicationContext, own: { readonly key?: KeyObject; readonly keyFile: string; readonly file: string }, options: Omit<Options, 'json' | 'fileOnly'>): Promise<RecordFault[]> {
  const [{ SystemActors }, { ReadUnit }, { verifyTrail }, { verifySeals }, { WorkflowVerification }, { WorkflowCouncils }] = await Promise.all([
    import('../platform/access/system-actors.js'), import('../platform/database/read-unit.js'), import('../platform/audit/verify-trail.js'),
    import('../platform/audit/verify-seals.js'), import('../platform/workflow/workflow-verification.js'), import('../platform/workflow/workflow-councils.js'),
  ]);
  const keys = await publicKeys(options.publicKey ?? [], options.publicKey === undefined ? own : undefined);
  const files = await given(options.seals ?? [own.file]);
  const found = files.flatMap(unreadable);
  const strangers = new Set(councilsIn(files));
  for (const councilId of await app.get(WorkflowCouncils).ids()) {
    strangers.delete(councilId);
    const actor = await app.get(SystemActors).of(councilId, 'deadlines');
    const trail = await verifyTrail(app.get(ReadUnit), actor);
    const seals = await verifySeals(app.get(ReadUnit), actor, keys, files);
    const cases = await app.get(WorkflowVerification).replayAll(actor);
    say(`${actor.councilName}: ${trail.rows} trail rows, ${cases.cases} cases, ${seals.seals} seals${seals.until === null ? '' : ` until ${Temporal.Instant.fromEpochMilliseconds(seals.until).toString()}`}`);
    const faults = [
      ...trail.faults.map(({ subjectKind, subjectId, seq, fault }) => ({ fault, where: `${subjectKind} ${subjectId}, row ${seq}` })),
      ...seals.faults,
      ...cases.faults.map(({ machine, workflowId, fault }) => ({ fault, where: `${machine} ${workflowId}` })),
    ];
    found.push(...faults.map((fault) => ({ council: actor.councilName, ...fault })));
  }
  return [...found, ...[...strangers].map((council) => ({ council, fault: 'council missing in the database', where: 'every seal of it' }))];
}

async function given(paths: readonly string[]): Promise<GivenFile[]> {
  const { SealFile } = await import('../platform/audit/seal-file.js');
  return Promise.all(paths.map(async (path) => ({ path, lines: await new SealFile(path).added() })));
}

function councilsIn(files: readonly GivenFile[]): string[] {
  return [...new Set(files.flatMap(({ lines }) => lines.flatMap(({ seal }) => (seal === null ? [] : [seal.councilId]))))];
}

function unreadable({ path, lines }: GivenFile): RecordFault[] {
  return lines.filter(({ seal }) => seal === null).map(({ line }) => ({ council: 'Seals file', fault: 'line that is no seal', where: `line ${line} of ${path}` }));
}

async function publicKeys(paths: readonly string[], own?: { readonly key?: KeyObject; readonly keyFile: string }): Promise<Map<string, KeyObject>> {
  const [{ createPublicKey }, { readFile }, { keyIdOf }, { existingSealKey }] = await Promise.all([
    import('node:crypto'), import('node:fs/promises'), import('../platform/audit/seal.js'), import('../platform/audit/seal-key.js'),
  ]);
  const read = await Promise.all(paths.map(async (path) => createPublicKey(await readFile(path))));
  const ownKey = own && existingSealKey(own);
  return new Map([...read, ...(ownKey ? [createPublicKey(ownKey)] : [])].map((key) => [keyIdOf(key), key]));
}
