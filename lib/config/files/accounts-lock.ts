import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../errors';
import { parseJson } from './read-data-file';
import { readText } from './read-text';
import { repeatedKeys } from './repeated-keys';

/** Name of the file that maps tenants to accounts. */
export const ACCOUNTS_LOCK = 'accounts.lock.json';

/** Which account each tenant has. */
export interface AccountsLock {
  readonly file: string;
  readonly accounts: ReadonlyMap<string, string>;
  readonly issues: readonly Issue[];
}

/** What to do about a lock that cannot be right; the truth is in AWS Organizations. */
const REBUILD = 'run "tenantry sync" to rebuild the file';

/** Reads `accounts.lock.json`; a folder without one has no accounts yet. */
export async function readAccountsLock(directory: string): Promise<AccountsLock> {
  const file = join(directory, ACCOUNTS_LOCK);
  if (!isThere(file)) return { file, accounts: new Map(), issues: [] };
  const content = await readText(file);
  return content.ok ? parseAccountsLock(file, content.text) : unreadable(file, content.issues);
}

function parseAccountsLock(file: string, text: string): AccountsLock {
  const parsed = parseJson(file, text);
  if (!parsed.ok) return unreadable(file, parsed.issues);
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return {
      file,
      accounts: new Map(),
      issues: [
        { file, path: '', message: `expected tenant ids with account ids, e.g. {"acme": "111122223333"}; ${REBUILD}` },
      ],
    };
  }

  const issues: Issue[] = repeatedKeys(text, parsed.value).map((id) => ({
    file,
    path: id,
    message: `tenant "${id}" has more than one line; ${REBUILD}`,
  }));
  const accounts = new Map<string, string>();
  const entries: [string, unknown][] = Object.entries(parsed.value);
  for (const [id, account] of entries) {
    if (isAccountId(account)) accounts.set(id, account);
    else issues.push({ file, path: id, message: accountProblem(account) });
  }
  return { file, accounts, issues };
}

/** A link to nothing is there, and so is what this user may not look at: neither is a fleet without accounts. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function unreadable(file: string, issues: readonly Issue[]): AccountsLock {
  return {
    file,
    accounts: new Map(),
    issues: issues.map((issue) => ({ ...issue, message: `${issue.message}; ${REBUILD}` })),
  };
}

function isAccountId(account: unknown): account is string {
  return typeof account === 'string' && /^\d{12}$/.test(account);
}

function accountProblem(account: unknown): string {
  if (typeof account === 'number') {
    return `received the number ${account}; put account ids in quotes, or leading zeros are lost: "${String(account).padStart(12, '0')}"`;
  }
  return `received ${JSON.stringify(account)}; expected an account id of exactly 12 digits in quotes; ${REBUILD}`;
}
