import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { ServiceTables } from './schema';

/** A paused Aurora takes 15 seconds to resume: better to answer the caller than to hold him. */
const CONNECT_TIMEOUT_MS = 3_000;

/** A little more than the statement timeout of the role: ends what only a dead connection leaves unanswered. */
const ANSWER_TIMEOUT_MS = 11_000;

/** Where the database is and who logs in. */
export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** Called for each new connection, since a token of IAM lives for 15 minutes. */
  readonly password: () => Promise<string>;
  /** Told about a connection that broke while nobody used it. */
  readonly onIdleError: (error: Error) => void;
  /**
   * Certificate authorities to trust, in PEM.
   *
   * @default - those of Node, with the file that `NODE_EXTRA_CA_CERTS` names
   */
  readonly certificateAuthority?: string;
}

/**
 * Opens the database; no connection is made before the first query.
 *
 * One connection, as a Lambda function answers one request at a time. It is encrypted, and refused unless the server
 * proves to be `host`.
 */
export function connect({ certificateAuthority, ...options }: ConnectOptions): Kysely<ServiceTables> {
  const pool = new Pool({
    host: options.host,
    port: options.port,
    database: options.name,
    user: options.user,
    password: options.password,
    // The host name is checked by Node itself as long as nothing here says otherwise.
    ssl: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ca: certificateAuthority },
    max: 1,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // Without a listener, a server that closes an idle connection (a pause, a failover) would end the process.
  pool.on('error', options.onIdleError);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
