import { sql } from 'kysely';
import { iamPassword, type SignerInput } from '../../../../constructs/tenant-api/handler/database/iam-password';
import { migrate } from '../../../../constructs/tenant-api/handler/database/migrate';
import { migrations } from '../../../../constructs/tenant-api/handler/database/migrations';
import { ServiceDatabases } from './support/service-database';

let databases: ServiceDatabases;

beforeAll(async () => {
  databases = await ServiceDatabases.start();
});

afterAll(() => databases?.stop());

describe('migrations', () => {
  test('are applied once, whatever the number of functions that start at once', async () => {
    const name = await databases.create();

    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(databases.open(name), migrations)));

    expect(applied.flat().toSorted()).toEqual(['0001-notes', '0002-statement-timeout']);
    expect(await databases.asAdministrator(name, 'select name from service.kysely_migration order by name')).toEqual([
      { name: '0001-notes' },
      { name: '0002-statement-timeout' },
    ]);
  });

  test('leave a schema alone that a newer release has migrated further', async () => {
    const name = await databases.create();
    await migrate(databases.open(name), { ...migrations, '9999-future': { up: () => Promise.resolve() } });

    expect(await migrate(databases.open(name), migrations)).toEqual([]);
  });

  test('are rolled back as a whole when one fails, and tried again', async () => {
    const name = await databases.create();
    const failing = { ...migrations, '9999-broken': { up: () => Promise.reject(new Error('broken')) } };

    await expect(migrate(databases.open(name), failing)).rejects.toThrow('broken');
    expect(await migrate(databases.open(name), migrations)).toEqual(['0001-notes', '0002-statement-timeout']);
  });

  test('keep all tables in the schema of the service', async () => {
    const name = await databases.create();
    await migrate(databases.open(name), migrations);

    const tables = "select tablename from pg_tables where schemaname = 'service' order by tablename";
    expect(await databases.asAdministrator(name, tables)).toEqual(
      ['kysely_migration', 'kysely_migration_lock', 'note'].map((tablename) => ({ tablename })),
    );
    const elsewhere = "select count(*)::int from pg_tables where tableowner = 'service' and schemaname <> 'service'";
    expect(await databases.asAdministrator(name, elsewhere)).toEqual([{ count: 0 }]);
  });

  test('limit how long a statement of the service may take', async () => {
    const name = await databases.create();
    await migrate(databases.open(name), migrations);

    const { rows } = await sql`show statement_timeout`.execute(databases.open(name));
    expect(rows).toEqual([{ statement_timeout: '10s' }]);
  });
});

describe('connection', () => {
  test('is encrypted', async () => {
    const database = databases.open(await databases.create());

    const { rows } = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(database);
    expect(rows).toEqual([{ ssl: true }]);
  });

  test('is refused if the server proves to be another host', async () => {
    const database = databases.open(await databases.create(), { host: '127.0.0.1' });

    await expect(sql`select 1`.execute(database)).rejects.toThrow(/IP: 127.0.0.1 is not in the cert's list/);
  });

  test('is refused if nobody trusted vouches for the server', async () => {
    const database = databases.open(await databases.create(), { certificateAuthority: undefined });

    await expect(sql`select 1`.execute(database)).rejects.toThrow('self-signed certificate');
  });

  test('logs in with a fresh token of IAM each time', async () => {
    const inputs: SignerInput[] = [];
    let tokens = 0;
    const nextToken = () => {
      tokens += 1;
      return databases.login('').password();
    };
    const password = iamPassword(
      { hostname: 'db.example.com', port: 5432, username: 'service', region: 'eu-central-1' },
      (input) => {
        inputs.push(input);
        return Promise.resolve({ getAuthToken: nextToken });
      },
    );
    let now = 0;
    const useDatabase = databases.user(await databases.create(), { password }, () => now);
    const ask = () => useDatabase((database) => sql`select 1`.execute(database));

    await ask();
    await ask();
    expect(tokens).toBe(1);

    now += 60_001;
    await ask();
    expect(tokens).toBe(2);
    expect(inputs).toEqual([{ hostname: 'db.example.com', port: 5432, username: 'service', region: 'eu-central-1' }]);
  });

  test('is made with a token the SDK signs for the region, host, port and user', async () => {
    const credentials = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
    const before = { ...process.env };
    Object.assign(process.env, credentials);
    try {
      const sign = iamPassword({ hostname: 'db.example.com', port: 5432, username: 'service', region: 'eu-central-1' });
      const token = new URL(`https://${await sign()}`);

      expect(token.host).toBe('db.example.com:5432');
      expect(token.searchParams.get('Action')).toBe('connect');
      expect(token.searchParams.get('DBUser')).toBe('service');
      expect(token.searchParams.get('X-Amz-Credential')).toMatch(/\/eu-central-1\/rds-db\/aws4_request$/);
    } finally {
      process.env = before;
    }
  });

  test('is one per function', async () => {
    const database = databases.open(await databases.create());
    const pid = async () => (await sql`select pg_backend_pid()`.execute(database)).rows;

    const [first, ...others] = await Promise.all([pid(), pid(), pid()]);
    expect(others).toEqual([first, first]);
  });
});
