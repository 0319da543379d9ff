import { sql, type Kysely, type Migration } from 'kysely';
import { SERVICE_SCHEMA } from './schema';

/**
 * Every change of the schema, by name, in the order of the names.
 *
 * Add to the end, never change what has been released. A migration must leave a schema that the release before
 * it can work with, since both run while an update is rolled out.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-notes': {
    async up(database: Kysely<unknown>): Promise<void> {
      await database.schema
        .withSchema(SERVICE_SCHEMA)
        .createTable('note')
        .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
        .addColumn('position', 'bigint', (column) => column.generatedAlwaysAsIdentity().notNull().unique())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
        .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
        .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
        .execute();
    },
  },

  /**
   * A statement that outlives the caller's patience only costs the tenant capacity. The limit belongs to the
   * role and not to the connection: RDS Proxy refuses it as a start-up parameter, and a `SET` on each connection
   * would pin the proxy's connection to the client.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html
   */
  '0002-statement-timeout': {
    async up(database: Kysely<unknown>): Promise<void> {
      await sql`
        do $$
        begin
          execute format('alter role %I in database %I set statement_timeout = %L', current_user, current_database(), '10s');
        end
        $$
      `.execute(database);
    },
  },
};
