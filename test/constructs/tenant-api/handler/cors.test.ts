import type { UseDatabase } from '../../../../constructs/tenant-api/handler/database/use-database';
import { parseServiceEnvironment } from '../../../../constructs/tenant-api/handler/environment';
import { recordLogs, testService } from './support/test-service';

const APP = 'https://app.example.com';
const noDatabase: UseDatabase = () => Promise.reject(new Error('the database was used'));

beforeEach(() => {
  recordLogs();
});

afterEach(() => jest.restoreAllMocks());

test.each([
  ['GET', '/health', 200],
  ['GET', '/unknown', 404],
  ['GET', '/notes', 500],
])('lets an allowed page read the answer of %s %s, also if it is an error', async (method, path, status) => {
  const answer = await testService(noDatabase, [APP])(method, path, { headers: { origin: APP } });

  expect(answer).toMatchObject({
    status,
    headers: {
      'Access-Control-Allow-Origin': APP,
      'Access-Control-Expose-Headers': 'ETag, Location, Retry-After',
      Vary: 'Origin',
    },
  });
});

test.each([
  ['another page', { Origin: 'https://evil.example' }],
  ['no page', {}],
])('names no origin to %s', async (_, headers: Record<string, string>) => {
  const answer = await testService(noDatabase, [APP])('GET', '/health', { headers });

  expect(answer.headers).not.toHaveProperty('Access-Control-Allow-Origin');
  expect(answer.headers).toMatchObject({ Vary: 'Origin' });
});

test('names the page that asks where every page may', async () => {
  const answer = await testService(noDatabase, ['*'])('GET', '/health', { headers: { Origin: APP } });

  expect(answer.headers).toMatchObject({ 'Access-Control-Allow-Origin': APP });
});

test('says nothing of origins where none is configured', async () => {
  const { headers } = await testService(noDatabase)('GET', '/health', { headers: { Origin: APP } });

  expect(Object.keys(headers).filter((name) => /access-control|vary/i.test(name))).toEqual([]);
});

describe('the environment of the service', () => {
  const variables = {
    DATABASE_HOST: 'db.example.com',
    DATABASE_PORT: '5432',
    DATABASE_NAME: 'app',
    DATABASE_USER: 'service',
    TENANT_ID: 'acme',
    TENANT_TIER: 'free',
    TENANT_REGION: 'eu-central-1',
    AWS_REGION: 'eu-central-1',
  };

  test('lists the origins', () => {
    expect(parseServiceEnvironment({ ...variables, CORS_ALLOW_ORIGINS: `["${APP}"]` }).allowOrigins).toEqual([APP]);
  });

  test.each(['https://app.example.com', '{}', '[1]'])('refuses origins that are no list of texts: %s', (value) => {
    expect(() => parseServiceEnvironment({ ...variables, CORS_ALLOW_ORIGINS: value })).toThrow(
      `CORS_ALLOW_ORIGINS is "${value}", expected a JSON array such as ["https://app.example.com"]`,
    );
  });
});
