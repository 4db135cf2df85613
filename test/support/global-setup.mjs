// Once before all suites: a PostgreSQL server and a migrated template that every suite clones (see database.ts).
// In a checkout that was never built the styles and scripts of the pages too, which journeys are judged with.
// Plain JavaScript: jest loads this file with Node itself.
import { existsSync } from 'node:fs';
import './typescript-hooks.mjs';

export default async function setUp() {
  // Written last.
  if (!existsSync(new URL('../../dist/web/assets/icon.svg', import.meta.url))) await import('../../scripts/build-styles.ts');
  const { openTestServer } = await import('./test-server.ts');
  globalThis.testServer = await openTestServer();
}
