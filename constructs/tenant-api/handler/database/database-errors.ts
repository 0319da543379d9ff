import { isNativeError } from 'node:util/types';

/**
 * Answers of PostgreSQL that another attempt in a few seconds may not get.
 *
 * A code of two characters stands for its class.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_STATES: readonly string[] = [
  '08', // The connection failed.
  '25006', // The server has just become a reader: a failover is going on.
  '53', // Out of connections, memory or disk.
  '55P03', // A lock was not to be had.
  '57014', // The statement took too long.
  '57P01', // The server is shutting down.
  '57P02', // The server has crashed.
  '57P03', // The server is starting, as Aurora does after a pause.
  '57P05', // The session was idle for too long.
];

/** Failures of the network below, as Node names them. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What the driver says of a lost or slow connection: it gives these errors no code. */
const DRIVER_MESSAGES: readonly string[] = [
  'Client has encountered a connection error and is not queryable',
  'Connection terminated',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
];

const UNDEFINED_TABLE = '42P01';

/** The database cannot answer right now, as while Aurora resumes from a pause or fails over; later it can. */
export class DatabaseUnavailableError extends Error {
  public override readonly name = 'DatabaseUnavailableError';
}

/** Whether another attempt in a few seconds may succeed. */
export function isPassing(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const code = codeOf(error);
  if (code === undefined) return DRIVER_MESSAGES.some((message) => error.message.startsWith(message));
  return NETWORK_CODES.has(code) || (isSqlState(code) && PASSING_STATES.some((state) => code.startsWith(state)));
}

/** Whether a statement named a table, or its schema, that does not exist. */
export function isUndefinedTable(error: unknown): boolean {
  return codeOf(error) === UNDEFINED_TABLE;
}

/** The SQLSTATE, or Node's name of a failure. */
export function codeOf(error: unknown): string | undefined {
  return isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code);
}
