/** What the unit tests (`jest.config.js`) and the end-to-end tests (`jest.e2e.config.js`) share. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true, tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/'],
  // A synthesis or a database takes seconds on a machine that does other work as well; what hangs is still found out.
  testTimeout: 60_000,
  setupFiles: ['<rootDir>/test/support/environment.ts'],
  globalSetup: '<rootDir>/test/support/begin-temporary-files.ts',
  globalTeardown: '<rootDir>/test/support/end-temporary-files.ts',
};
