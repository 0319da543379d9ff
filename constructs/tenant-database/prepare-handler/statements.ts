import { escapeIdentifier, escapeLiteral } from 'pg';
import type { ClientBase } from 'pg';

/** What is prepared. */
export interface Preparation {
  readonly database: string;
  readonly serviceUser: string;
  readonly idleSessionTimeoutSeconds: number;
}

/** Any number: two preparations at the same time wait for each other. */
const LOCK = 5_432_001;

/** A request of an API lasts for seconds: what runs for longer is lost, and holds locks meanwhile. */
const STATEMENT_TIMEOUT = '10s';
const IDLE_IN_TRANSACTION_TIMEOUT = '10s';
const LOCK_TIMEOUT = '5s';

/**
 * Makes the user and the schema of the service, and closes the database to everybody else.
 *
 * Safe to repeat. In one transaction: the membership below is never seen by a log-in, which as a member of
 * `rds_iam` would be refused the master user's password.
 *
 * @param client connected as the master user, which is not a superuser
 */
export async function prepareDatabase(client: ClientBase, preparation: Preparation): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await makeUser(client, preparation);
  await makeSchema(client, preparation.serviceUser);
  await closeToOthers(client, preparation);
  await client.query('COMMIT');
}

async function makeUser(client: ClientBase, { serviceUser, idleSessionTimeoutSeconds }: Preparation): Promise<void> {
  const user = escapeIdentifier(serviceUser);
  if (!(await exists(client, 'SELECT FROM pg_roles WHERE rolname = $1', serviceUser))) {
    await client.query(`CREATE ROLE ${user} LOGIN`);
  }
  const settings = {
    search_path: user,
    statement_timeout: escapeLiteral(STATEMENT_TIMEOUT),
    lock_timeout: escapeLiteral(LOCK_TIMEOUT),
    idle_in_transaction_session_timeout: escapeLiteral(IDLE_IN_TRANSACTION_TIMEOUT),
    idle_session_timeout: escapeLiteral(`${idleSessionTimeoutSeconds}s`),
  };
  for (const [name, value] of Object.entries(settings)) await client.query(`ALTER ROLE ${user} SET ${name} = ${value}`);
}

async function makeSchema(client: ClientBase, serviceUser: string): Promise<void> {
  if (await exists(client, 'SELECT FROM pg_namespace WHERE nspname = $1', serviceUser)) return;
  const name = escapeIdentifier(serviceUser);
  // Only a member of a role may give it things.
  await client.query(`GRANT ${name} TO CURRENT_USER`);
  await client.query(`CREATE SCHEMA ${name} AUTHORIZATION ${name}`);
  await client.query(`REVOKE ${name} FROM CURRENT_USER`);
}

async function closeToOthers(client: ClientBase, { database, serviceUser }: Preparation): Promise<void> {
  const user = escapeIdentifier(serviceUser);
  await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${user}`);
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  // From here on the user logs in with tokens of IAM, and only with them.
  await client.query(`GRANT rds_iam TO ${user}`);
}

async function exists(client: ClientBase, query: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(query, [name]);
  return rowCount === 1;
}
