import { Client, type QueryResultRow } from 'pg';
import type { PrepareRequest } from '../../../constructs/tenant-database/prepare-handler/event';
import { prepare } from '../../../constructs/tenant-database/prepare-handler/prepare';
import { type Postgres, startPostgres } from '../../support/postgres';

/** As RDS makes it: may make roles and databases, and owns the database, but is not a superuser. */
const MASTER = 'tenant_admin';
const MASTER_PASSWORD = 'the-master-password';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
  await asSuperuser('CREATE ROLE rds_iam NOLOGIN');
  await asSuperuser(`CREATE ROLE ${MASTER} LOGIN CREATEROLE CREATEDB PASSWORD '${MASTER_PASSWORD}'`);
  await asSuperuser(`GRANT rds_iam TO ${MASTER} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  await asSuperuser('DROP DATABASE IF EXISTS app WITH (FORCE)');
  await asSuperuser('DROP ROLE IF EXISTS service');
  await asSuperuser(`CREATE DATABASE app OWNER ${MASTER}`);
});

describe('a prepared database', () => {
  beforeEach(async () => {
    await prepare(aRequest(), trust());
    // Only IAM can check a token; here the user gets a password to log in with.
    await asSuperuser("ALTER ROLE service PASSWORD 'test'");
  });

  test('lets the service make tables, which land in its own schema', async () => {
    await asService('CREATE TABLE notes (id int)');

    const tables = await asService("SELECT schemaname FROM pg_tables WHERE tablename = 'notes'");
    expect(tables).toEqual([{ schemaname: 'service' }]);
  });

  test('keeps the service out of the schema public', async () => {
    await expect(asService('CREATE TABLE public.notes (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
  });

  test('keeps the service from reading password hashes', async () => {
    await expect(asService('SELECT rolpassword FROM pg_authid')).rejects.toThrow(
      'permission denied for table pg_authid',
    );
  });

  test('keeps the service from making roles, databases and schemas', async () => {
    await expect(asService('CREATE ROLE another')).rejects.toThrow('permission denied to create role');
    await expect(asService('CREATE DATABASE another')).rejects.toThrow('permission denied to create database');
    await expect(asService('CREATE SCHEMA another')).rejects.toThrow('permission denied for database app');
  });

  test('lets the service log in with IAM only, and nobody take its place', async () => {
    const members = await asSuperuser(
      `SELECT pg_get_userbyid(roleid) AS role, pg_get_userbyid(member) AS member, inherit_option, set_option
         FROM pg_auth_members WHERE roleid IN ('service'::regrole, 'rds_iam'::regrole) ORDER BY role, member`,
    );

    expect(members).toEqual([
      { role: 'rds_iam', member: 'service', inherit_option: true, set_option: true },
      { role: 'rds_iam', member: MASTER, inherit_option: false, set_option: false },
      // PostgreSQL itself gives it to the maker of a role: may alter the role, but not act as it.
      { role: 'service', member: MASTER, inherit_option: false, set_option: false },
    ]);
  });

  test('turns other users away', async () => {
    await asSuperuser("CREATE ROLE stranger LOGIN PASSWORD 'test'");

    await expect(query({ user: 'stranger', password: 'test' }, 'SELECT 1')).rejects.toThrow(
      'permission denied for database "app"',
    );
    await asSuperuser('DROP ROLE stranger');
  });

  test('ends what takes too long', async () => {
    const settings = await asService(
      `SELECT name, setting, unit FROM pg_settings WHERE name IN
         ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout') ORDER BY name`,
    );

    expect(settings).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '10000', unit: 'ms' },
      { name: 'idle_session_timeout', setting: '60000', unit: 'ms' },
      { name: 'lock_timeout', setting: '5000', unit: 'ms' },
      { name: 'statement_timeout', setting: '10000', unit: 'ms' },
    ]);
  });

  test('stays as it is when prepared again, with what the service has in it', async () => {
    await asService('CREATE TABLE notes (id int)');
    const before = await catalog();

    expect(await prepare(aRequest(), trust())).toEqual({ prepared: true });

    expect(await catalog()).toEqual(before);
    expect(before).toHaveLength(5);
  });

  test('takes a new time-out when prepared again', async () => {
    await prepare(aRequest({ idleSessionTimeoutSeconds: 0 }), trust());

    expect(await asService('SHOW idle_session_timeout')).toEqual([{ idle_session_timeout: '0' }]);
  });
});

test('prepares once when asked twice at the same time', async () => {
  const results = await Promise.all([prepare(aRequest(), trust()), prepare(aRequest(), trust())]);

  expect(results).toEqual([{ prepared: true }, { prepared: true }]);
});

test('fails without a trace when the database has no IAM authentication', async () => {
  await asSuperuser('ALTER ROLE rds_iam RENAME TO absent');
  const result = await prepare(aRequest(), trust());
  await asSuperuser('ALTER ROLE absent RENAME TO rds_iam');

  expect(result).toEqual({ prepared: false, step: 'prepare', reason: 'role "rds_iam" does not exist (42704)' });
  expect(await asSuperuser("SELECT FROM pg_roles WHERE rolname = 'service'")).toEqual([]);
});

test('fails to connect with a password that was rotated', async () => {
  expect(await prepare(aRequest({ password: 'old' }), trust())).toEqual({
    prepared: false,
    step: 'connect',
    reason: 'password authentication failed for user "tenant_admin" (28P01)',
  });
});

test('fails to connect to a server that cannot prove who it is', async () => {
  const result = await prepare(aRequest(), { rejectUnauthorized: true });

  expect(result).toEqual({
    prepared: false,
    step: 'connect',
    // Node 24 adds advice in between.
    reason: expect.stringMatching(/^self-signed certificate.* \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/) as string,
  });
});

test('leaves the password out of a reason that repeats it', async () => {
  const result = await prepare(aRequest({ user: 'tenant_admin', password: 'tenant_admin' }), trust());

  expect(result).toMatchObject({ reason: 'password authentication failed for user "***" (28P01)' });
});

function aRequest(overrides: Partial<PrepareRequest> = {}): PrepareRequest {
  return {
    host: postgres.host,
    port: postgres.port,
    database: 'app',
    user: MASTER,
    password: MASTER_PASSWORD,
    serviceUser: 'service',
    idleSessionTimeoutSeconds: 60,
    ...overrides,
  };
}

function trust() {
  return { ca: postgres.ca, rejectUnauthorized: true };
}

/** All that is granted and set in the database, in words. */
function catalog(): Promise<QueryResultRow[]> {
  return query(
    { user: postgres.user, password: postgres.password },
    `SELECT 'database' AS kind, datacl::text AS detail FROM pg_database WHERE datname = 'app'
     UNION ALL SELECT 'schema ' || nspname, pg_get_userbyid(nspowner) || ' ' || coalesce(nspacl::text, '') FROM pg_namespace WHERE nspname IN ('public', 'service')
     UNION ALL SELECT 'role', rolname || ' ' || rolconfig::text FROM pg_roles WHERE rolname = 'service'
     UNION ALL SELECT 'table', schemaname || '.' || tablename FROM pg_tables WHERE schemaname = 'service'
     ORDER BY 1, 2`,
  );
}

function asService(text: string): Promise<QueryResultRow[]> {
  return query({ user: 'service', password: 'test' }, text);
}

function asSuperuser(text: string): Promise<QueryResultRow[]> {
  return query({ user: postgres.user, password: postgres.password, database: 'postgres' }, text);
}

async function query(
  login: { user: string; password: string; database?: string },
  text: string,
): Promise<QueryResultRow[]> {
  const client = new Client({
    host: postgres.host,
    port: postgres.port,
    database: 'app',
    ssl: { ca: postgres.ca },
    ...login,
  });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(text)).rows;
  } finally {
    await client.end();
  }
}
