import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { isUndefinedTable } from './database-errors';
import { SERVICE_SCHEMA, type ServiceTables } from './schema';

/**
 * Brings the schema up to the given migrations, if it is not there yet.
 *
 * Safe to run from any number of functions at once: one applies the migrations under a lock in the database, the
 * others wait. A schema that is already ahead is left alone, so that a function of the release before an update
 * goes on working beside it.
 *
 * @returns names of the migrations this call applied
 * @throws the error of the migration that failed; what was applied before it in the same run is rolled back
 */
export async function migrate(
  database: Kysely<ServiceTables>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<readonly string[]> {
  const applied = await appliedMigrations(database);
  if (Object.keys(migrations).every((name) => applied.has(name))) return [];

  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: SERVICE_SCHEMA,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map(({ migrationName }) => migrationName);
}

/** One query, where the migrator needs half a dozen and its lock: most cold starts find nothing to do. */
async function appliedMigrations(database: Kysely<ServiceTables>): Promise<ReadonlySet<string>> {
  try {
    const { rows } = await sql<{
      name: string;
    }>`select name from ${sql.table(`${SERVICE_SCHEMA}.kysely_migration`)}`.execute(database);
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (isUndefinedTable(error)) return new Set();
    throw error;
  }
}
