import type { Kysely } from 'kysely';
import { DatabaseUnavailableError, isPassing } from './database-errors';
import type { ServiceTables } from './schema';

/**
 * Longest pause between two requests after which a connection is used again.
 *
 * A Lambda function is frozen between requests, so it neither notices nor prevents that the server closes the
 * connection meanwhile, and its timers stand still. Keepalives of RDS give up a frozen client after some six minutes.
 */
const REUSE_WITHIN_MS = 60_000;

/**
 * Runs `work` with a database that is connected and migrated.
 *
 * @throws DatabaseUnavailableError if the database cannot answer right now
 */
export type UseDatabase = <Result>(work: (database: Kysely<ServiceTables>) => Promise<Result>) => Promise<Result>;

/** What a database is opened with. */
export interface UseDatabaseOptions {
  /** Opens the database; may be called again later, when a connection has become unusable. */
  readonly open: () => Kysely<ServiceTables>;
  /** Brings the schema up to date; called until it has succeeded once. */
  readonly migrate: (database: Kysely<ServiceTables>) => Promise<void>;
  /** Milliseconds on a clock that goes on while the function is frozen. */
  readonly now: () => number;
}

/** Opens the database at the first use, and again whenever its connection cannot be trusted any more. */
export function databaseUser({ open, migrate, now }: UseDatabaseOptions): UseDatabase {
  let current: Kysely<ServiceTables> | undefined;
  let migrated: Promise<void> | undefined;
  let lastUsed = 0;

  const discard = (database: Kysely<ServiceTables>): void => {
    if (current === database) current = undefined;
    // Nothing waits for a connection that may be dead, and nothing depends on how its end goes.
    void database.destroy().catch(() => undefined);
  };
  const acquire = (): Kysely<ServiceTables> => {
    if (current !== undefined && now() - lastUsed > REUSE_WITHIN_MS) discard(current);
    current ??= open();
    return current;
  };
  const ensureMigrated = (database: Kysely<ServiceTables>): Promise<void> => {
    migrated ??= migrate(database).catch((error: unknown) => {
      migrated = undefined;
      throw error;
    });
    return migrated;
  };

  return async (work) => {
    const database = acquire();
    try {
      await ensureMigrated(database);
      return await work(database);
    } catch (error) {
      if (!isPassing(error)) throw error;
      discard(database);
      throw new DatabaseUnavailableError('the database does not answer', { cause: error });
    } finally {
      lastUsed = now();
    }
  };
}
