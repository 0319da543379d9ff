import type { UseDatabase } from '../../../../constructs/tenant-api/handler/database/use-database';
import { DatabaseUnavailableError } from '../../../../constructs/tenant-api/handler/database/database-errors';
import { recordLogs, testService, type Answer } from './support/test-service';

const APP = 'https://app.example.com';
const OTHER_APP = 'https://admin.example.com';
const noDatabase: UseDatabase = () => Promise.reject(new Error('the database was used'));
const pausedDatabase: UseDatabase = () => Promise.reject(new DatabaseUnavailableError('the database does not answer'));

beforeEach(() => {
  recordLogs();
});

afterEach(() => jest.restoreAllMocks());

test.each([
  ['GET', '/health', 200, noDatabase],
  ['GET', '/unknown', 404, noDatabase],
  ['PATCH', '/notes', 405, noDatabase],
  ['POST', '/notes', 415, noDatabase],
  ['GET', '/notes', 500, noDatabase],
  ['GET', '/notes', 503, pausedDatabase],
])('lets an allowed page read the answer of %s %s with status %i', async (method, path, status, useDatabase) => {
  const answer = await testService(useDatabase, [OTHER_APP, APP])(method, path, { headers: { origin: APP } });

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
  ['a page whose origin only begins as an allowed one does', { Origin: `${APP}.evil.example` }],
  ['a page without an origin of its own', { Origin: 'null' }],
  ['no page', {}],
])('names no origin to %s', async (_, headers: Record<string, string>) => {
  const call = testService(noDatabase, [APP]);
  const answers = [await call('GET', '/health', { headers }), await call('GET', '/notes', { headers })];

  expect(answers.map(({ status }) => status)).toEqual([200, 500]);
  for (const answer of answers) expect(corsHeaders(answer)).toEqual({ Vary: 'Origin' });
});

test('answers a request without any header, as the console of API Gateway sends it', async () => {
  const answer = await testService(noDatabase, [APP])('GET', '/health', { headers: null });

  expect(answer.status).toBe(200);
  expect(corsHeaders(answer)).toEqual({ Vary: 'Origin' });
});

test('names the page that asks where every page may', async () => {
  const answer = await testService(noDatabase, ['*'])('GET', '/health', { headers: { Origin: APP } });

  expect(answer.headers).toMatchObject({ 'Access-Control-Allow-Origin': APP });
});

test('says nothing of origins where none is configured', async () => {
  const answer = await testService(noDatabase)('GET', '/health', { headers: { Origin: APP } });

  expect(corsHeaders(answer)).toEqual({});
});

function corsHeaders({ headers }: Answer): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^(?:access-control-.*|vary)$/i.test(name)));
}
