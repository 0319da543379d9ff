import { createServer, type Server } from 'node:net';
import { sql } from 'kysely';
import type { UseDatabase } from '../../../../constructs/tenant-api/handler/database/use-database';
import { ServiceDatabases } from './support/service-database';
import { recordLogs, testService } from './support/test-service';

let databases: ServiceDatabases;
let logs: readonly string[];

beforeAll(async () => {
  databases = await ServiceDatabases.start();
});

afterAll(() => databases?.stop());

beforeEach(() => {
  logs = recordLogs();
});

afterEach(() => jest.restoreAllMocks());

/** Fails a test that touches the database. */
const noDatabase: UseDatabase = () => Promise.reject(new Error('the database was used'));

describe('health', () => {
  test('answers without touching the database, so that a paused one stays asleep', async () => {
    expect(await testService(noDatabase)('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  test('asks the database when told to', async () => {
    const call = testService(databases.user(await databases.create()));

    expect(await call('GET', '/health', { query: { database: 'true' } })).toMatchObject({
      status: 200,
      body: { status: 'ok', database: 'ok' },
    });
  });

  test('answers a request that carries a body without meaning', async () => {
    expect((await testService(noDatabase)('GET', '/health', { body: '' })).status).toBe(200);
  });
});

describe('routes', () => {
  test.each(['/', '/unknown', '/notes/1/2'])('finds nothing at %s', async (path) => {
    expect(await testService(noDatabase)('GET', path)).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: { title: 'Not Found', status: 404, detail: 'there is nothing at this path', requestId: 'request-1' },
    });
  });

  test.each([
    { method: 'PATCH', path: '/notes', allow: ['GET', 'POST'] },
    { method: 'POST', path: '/notes/1', allow: ['DELETE', 'GET', 'PUT'] },
    { method: 'DELETE', path: '/health', allow: 'GET' },
  ])('refuses to $method $path and says what is possible', async ({ method, path, allow }) => {
    expect(await testService(noDatabase)(method, path)).toMatchObject({ status: 405, headers: { allow } });
  });

  test('refuses a path that cannot be decoded', async () => {
    expect((await testService(noDatabase)('GET', '/notes/%E0%A4%A')).status).toBe(400);
  });
});

describe('a database that does not answer', () => {
  const unavailable = {
    status: 503,
    headers: { 'retry-after': '15', 'content-type': 'application/problem+json' },
    body: { status: 503, detail: 'the database is starting or busy; try again in 15 seconds' },
  };

  test('is answered with 503 and when to try again, and counted', async () => {
    const call = testService(databases.user('unused', { port: await portOfNobody() }));

    expect(await call('GET', '/notes')).toMatchObject(unavailable);
    expect(logs.some((line) => line.includes('"DatabaseUnavailable":1'))).toBe(true);
  });

  test('is not waited for longer than a few seconds', async () => {
    const silent = await listen();
    const started = Date.now();

    const call = testService(databases.user('unused', { port: portOf(silent) }));
    expect(await call('GET', '/notes')).toMatchObject(unavailable);
    expect(Date.now() - started).toBeLessThan(5_000);
    silent.close();
  }, 10_000);

  test('is used again as soon as it answers', async () => {
    const name = await databases.create();
    const { port } = databases.server;
    const login = { port: await portOfNobody() };
    const call = testService(databases.user(name, login));

    expect((await call('GET', '/notes')).status).toBe(503);
    login.port = port;
    expect((await call('GET', '/notes')).status).toBe(200);
  });

  test('is connected to anew after it has closed the connection, as in a failover', async () => {
    const name = await databases.create();
    const call = testService(databases.user(name));
    expect((await call('GET', '/notes')).status).toBe(200);

    await databases.asAdministrator(
      'postgres',
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect((await call('GET', '/notes')).status).toBe(200);
  });

  test('is reported when a statement takes too long', async () => {
    const useDatabase = databases.user(await databases.create());
    const slow: UseDatabase = (work) =>
      useDatabase(async (database) => {
        await sql`set statement_timeout = '20ms'`.execute(database);
        await sql`select pg_sleep(1)`.execute(database);
        return work(database);
      });

    expect(await testService(slow)('GET', '/notes')).toMatchObject(unavailable);
  });
});

describe('an error nobody foresaw', () => {
  test('tells the caller nothing, and the logs neither data nor messages', async () => {
    const name = await databases.create();
    const call = testService(databases.user(name));
    await call('GET', '/notes');
    await databases.asAdministrator(name, 'alter table service.note add constraint no_secrets check (body = title)');

    const answer = await call('POST', '/notes', {
      body: { title: 'my secret', body: 'my other secret' },
      headers: { Authorization: 'Bearer my-token' },
    });

    expect(answer).toMatchObject({ status: 500, headers: { 'content-type': 'application/problem+json' } });
    expect(answer.body).toEqual({
      title: 'Internal Server Error',
      status: 500,
      detail: 'the request failed for a reason on our side; try again or quote the request id to support',
      requestId: 'request-1',
    });
    expect(logs.join('\n')).not.toMatch(/secret(?!s)|my-token|service-password/);
    const line: unknown = JSON.parse(logs.find((text) => text.includes('request failed')) ?? '{}');
    expect(line).toMatchObject({
      level: 'ERROR',
      tenantId: 'acme',
      requestId: 'request-1',
      function_request_id: 'invocation-1',
      cause: { code: '23514', constraint: 'no_secrets' },
    });
  });
});

/** A port nobody listens on. */
async function portOfNobody(): Promise<number> {
  const server = await listen();
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}

/** A server that takes connections and never says a word. */
function listen(): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).unref());
  return new Promise((resolve) => server.listen(0, 'localhost', () => resolve(server)));
}
