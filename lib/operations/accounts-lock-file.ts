import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCOUNTS_LOCK, readAccountsLock } from '../config/files/accounts-lock';
import { ConfigError } from '../errors';
import { writeWholeFile } from '../write-whole-file';

/** How long to wait for another process that is writing the file. */
const RETRIES = { retries: 20, minTimeout: 50, maxTimeout: 1_000 };

/**
 * Writes the account of a tenant into `accounts.lock.json`; the other lines stay.
 *
 * @throws ConfigError if the file on disk cannot be read
 */
export function recordAccount(directory: string, tenantId: string, accountId: string): Promise<void> {
  return replaceFile(directory, async () => {
    const { accounts, issues } = await readAccountsLock(directory);
    if (issues.length > 0) throw new ConfigError(issues);
    return new Map([...accounts, [tenantId, accountId]]);
  });
}

/** Replaces all of `accounts.lock.json`, whatever is in it. */
export function replaceAccounts(directory: string, accounts: ReadonlyMap<string, string>): Promise<void> {
  return replaceFile(directory, async () => accounts);
}

/** One line a tenant, sorted by id. Written as a whole or not at all, by one process at a time: runs side by side lose nothing. */
async function replaceFile(directory: string, content: () => Promise<ReadonlyMap<string, string>>): Promise<void> {
  const file = join(directory, ACCOUNTS_LOCK);
  // The lock is taken on a file, so there has to be one.
  if (!existsSync(file)) await writeFile(file, '{}\n', { flag: 'wx' }).catch(ignoreExisting);
  // Loaded late as in `holdFile`.
  const { lock } = await import('proper-lockfile');
  const release = await lock(file, { retries: RETRIES });
  try {
    const lines = [...(await content())]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([tenantId, accountId]) => `  ${JSON.stringify(tenantId)}: ${JSON.stringify(accountId)}`);
    await writeWholeFile(file, lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`);
  } finally {
    await release();
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
