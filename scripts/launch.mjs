// Runs dist/<part>.js (main, worker or cli), built anew when src/ has changed since.
// Plain JavaScript that an old Node can read, so that it can say which Node is needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_NODE = 26;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

if (Number(process.versions.node.split('.')[0]) < NEEDED_NODE) {
  fail(`Node ${NEEDED_NODE} or newer is needed and this is ${process.versions.node}: run "npm ci", which brings it, and then "npm start" or "npm run cli".`);
}

/** Names, sizes and times of everything that is built: also tells when a file is gone. */
function fingerprint() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const found = statSync(path);
    if (!found.isDirectory()) return hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
    for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  for (const name of ['src', 'assets', 'nest-cli.json', '.swcrc', 'package.json']) visit(join(root, name));
  return hash.digest('hex');
}

function built() {
  try {
    return readFileSync(join(dist, '.built'), 'utf8');
  } catch {
    return '';
  }
}

function buildWhenStale() {
  const wanted = fingerprint();
  if (built() === wanted) return;
  takeTurn();
  try {
    if (built() === wanted) return;
    process.stderr.write('Building …\n');
    const outcome = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, encoding: 'utf8' });
    if (outcome.error) fail(`The build cannot start (${outcome.error.message}): run "npm run build".`);
    if (outcome.status !== 0) fail(`The build failed:\n${outcome.stdout}${outcome.stderr}`);
    writeFileSync(join(dist, '.built'), wanted);
  } finally {
    giveTurn();
  }
}

// A start and a command at the same moment: one builds, the other waits. A builder that was killed does not count.
const turn = join(root, '.cache', 'building');

const TURN_MS = 180_000;
const POLL_MS = 100;

function takeTurn() {
  mkdirSync(dirname(turn), { recursive: true });
  for (let waited = 0; ; waited += POLL_MS) {
    try {
      return writeFileSync(turn, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!builderLives() || waited > TURN_MS) giveTurn();
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
}

function builderLives() {
  try {
    const pid = Number(readFileSync(turn, 'utf8'));
    // Between making the file and writing the number it is empty.
    return pid === 0 || (pid !== process.pid && process.kill(pid, 0));
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function giveTurn() {
  rmSync(turn, { force: true });
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

const [part = 'main', ...args] = process.argv.slice(2);
process.chdir(root);
buildWhenStale();
process.setSourceMapsEnabled(true);
const file = join(dist, `${part}.js`);
process.argv = [process.execPath, file, ...args];
const { run } = await import(pathToFileURL(file).href);
await run();
