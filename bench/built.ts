/** The product as `npm run build` leaves it: what is measured is what ships. Typed by its sources, which dist/ does not describe. */
const load = <Module>(path: string): Promise<Module> => import(new URL(`../dist/${path}`, import.meta.url).href) as Promise<Module>;

export const embeddedPostgres = () => load<typeof import('../src/platform/database/embedded-postgres.ts')>('platform/database/embedded-postgres.js');
export const migrations = () => load<typeof import('../src/platform/database/migrate.ts')>('platform/database/migrate.js');
export const jobQueues = () => load<typeof import('../src/platform/jobs/queues.ts')>('platform/jobs/queues.js');
export const server = () => load<typeof import('../src/server.ts')>('server.js');
export const operations = () => load<typeof import('../src/platform/graphql/operations.ts')>('platform/graphql/operations.js');
export const actorSession = () => load<typeof import('../src/platform/database/actor-session.ts')>('platform/database/actor-session.js');
export const appOptions = () => load<typeof import('../src/platform/database/app-options.ts')>('platform/database/app-options.js');
export const documents = () => load<typeof import('../src/web/generated/documents.ts')>('web/generated/documents.js');
export const systemActors = () => load<typeof import('../src/platform/access/system-actors.ts')>('platform/access/system-actors.js');
