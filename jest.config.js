/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.base'),
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  // Jest leaves one core alone, which is half of a small machine.
  maxWorkers: '100%',
};
