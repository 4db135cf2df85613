// npm run test:database -- --url postgres://superuser:password@host:5432/postgres [what jest takes]
// Runs the suites that use a database on that PostgreSQL (15 or newer) instead of the embedded one.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
if (!values.url) {
  process.stderr.write('Name the server, as a superuser: npm run test:database -- --url postgres://postgres:password@localhost:5432/postgres\n');
  process.exit(1);
}
const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin', 'jest.js');
const suites = positionals.length > 0 ? positionals : ['src/platform/', 'src/domain/', 'test/integration/'];
const { status } = spawnSync(process.execPath, [jest, ...suites], {
  stdio: 'inherit',
  env: { ...process.env, MPC_TEST_DATABASE_URL: values.url },
});
process.exit(status ?? 1);
