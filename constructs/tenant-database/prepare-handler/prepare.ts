import type { ConnectionOptions } from 'node:tls';
import { Client } from 'pg';
import type { PrepareFailure, PrepareRequest, PrepareResult } from './event';
import { prepareDatabase } from './statements';

/** A paused Aurora resumes in 15 seconds, in 30 after a day. */
const CONNECT_TIMEOUT_MS = 35_000;

const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Logs in as the master user and prepares the database for the service.
 *
 * @param ssl how the server proves who it is; without encryption nothing is sent
 */
export async function prepare(request: PrepareRequest, ssl: ConnectionOptions): Promise<PrepareResult> {
  const client = new Client({
    host: request.host,
    port: request.port,
    database: request.database,
    user: request.user,
    password: request.password,
    ssl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    application_name: 'first-login',
  });
  // What breaks the connection also fails the statement that is waiting; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    return failure('connect', error, request.password);
  }
  try {
    await prepareDatabase(client, request);
    return { prepared: true };
  } catch (error) {
    return failure('prepare', error, request.password);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function failure(step: PrepareFailure['step'], error: unknown, password: string): PrepareFailure {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const text = code === undefined ? String(message) : `${message} (${code})`;
  return { prepared: false, step, reason: text.replaceAll(password, '***') };
}
