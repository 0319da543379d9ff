import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { connect, type ConnectOptions } from '../../../../../constructs/tenant-api/handler/database/connect';
import { migrate } from '../../../../../constructs/tenant-api/handler/database/migrate';
import { migrations } from '../../../../../constructs/tenant-api/handler/database/migrations';
import { databaseUser, type UseDatabase } from '../../../../../constructs/tenant-api/handler/database/use-database';
import { startPostgres, type Postgres } from '../../../../support/postgres';

const SERVICE_PASSWORD = 'service-password';

/** A real server on which each test makes databases of its own. */
export class ServiceDatabases {
  private readonly opened: { destroy(): Promise<void> }[] = [];

  private constructor(public readonly server: Postgres) {}

  /** Starts the server, with a user for the service that may do no more than it has to. */
  public static async start(): Promise<ServiceDatabases> {
    const databases = new ServiceDatabases(await startPostgres());
    await databases.asAdministrator('postgres', `create role service login password '${SERVICE_PASSWORD}'`);
    return databases;
  }

  /** An empty database; returns its name. */
  public async create(): Promise<string> {
    const name = `tenant_${randomBytes(6).toString('hex')}`;
    await this.asAdministrator('postgres', `create database ${name}`);
    await this.asAdministrator('postgres', `grant connect, create on database ${name} to service`);
    return name;
  }

  /** How the service logs in to a database. */
  public login(name: string): ConnectOptions {
    return {
      host: this.server.host,
      port: this.server.port,
      name,
      user: 'service',
      password: () => Promise.resolve(SERVICE_PASSWORD),
      onIdleError: () => undefined,
      certificateAuthority: this.server.ca,
    };
  }

  /** Opens a database as a function that has just started does. */
  public open(name: string, login: Partial<ConnectOptions> = {}): ReturnType<typeof connect> {
    const database = connect({ ...this.login(name), ...login });
    this.opened.push(database);
    return database;
  }

  /** The database as the service uses it after a cold start. */
  public user(name: string, login: Partial<ConnectOptions> = {}, now: () => number = Date.now): UseDatabase {
    return databaseUser({
      open: () => this.open(name, login),
      migrate: async (database) => void (await migrate(database, migrations)),
      now,
    });
  }

  /** Runs a statement as superuser. */
  public async asAdministrator(name: string, statement: string): Promise<readonly Record<string, unknown>[]> {
    const { host, port, user, password, ca } = this.server;
    const client = new Client({ host, port, user, password, database: name, ssl: { ca } });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  public async stop(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.destroy()));
    await this.server.stop();
  }
}
