// Once before all suites: a PostgreSQL server and a migrated template that every suite clones (see database.ts).
// Plain JavaScript: jest loads this file with Node itself.
import './typescript-hooks.mjs';

export default async function setUp() {
  const { openTestServer } = await import('./test-server.ts');
  globalThis.testServer = await openTestServer();
}
