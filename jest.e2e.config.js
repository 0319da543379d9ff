/** @type {import('jest').Config} */
module.exports = { ...require('./jest.base'), testMatch: ['<rootDir>/test/e2e/**/*.test.ts'], maxWorkers: '100%' };
