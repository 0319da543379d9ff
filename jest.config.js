/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.base'),
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
};
