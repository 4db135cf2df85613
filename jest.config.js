/** Tests run straight from the TypeScript source, all specs of a worker in one realm (test/support/realm); see CONTRIBUTING.md. */
export default {
  testEnvironment: '<rootDir>/test/support/realm/environment.mjs',
  runtime: '<rootDir>/test/support/realm/runtime.mjs',
  transform: { '^.+\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/procedures/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // A ceiling for a busy machine, not an aim: most tests take well under a second.
  testTimeout: 180_000,
  // Half of a suite's time is spent waiting for PostgreSQL and the browser, so every core takes one.
  maxWorkers: '100%',
  // A worker that starts again loads everything again: only for one that leaks.
  workerIdleMemoryLimit: '1500MB',
};
