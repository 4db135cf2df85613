/** Tests run straight from the TypeScript source; see design notes in CONTRIBUTING.md. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/procedures/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  setupFiles: ['<rootDir>/test/support/load-nest.mjs'],
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  // A ceiling for a busy machine, not an aim: most tests take well under a second.
  testTimeout: 180_000,
  // Half of a suite's time is spent waiting for PostgreSQL and the browser, so every core takes one.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '900MB',
};
