import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issue } from '../../errors';
import { parseJson } from './read-data-file';

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
  if (!existsSync(file)) return { file, accounts: new Map(), issues: [] };
  return parseAccountsLock(file, await readFile(file, 'utf8'));
}

function parseAccountsLock(file: string, text: string): AccountsLock {
  const parsed = parseJson(file, text);
  if (!parsed.ok)
    return {
      file,
      accounts: new Map(),
      issues: parsed.issues.map((issue) => ({ ...issue, message: `${issue.message}; ${REBUILD}` })),
    };
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return {
      file,
      accounts: new Map(),
      issues: [
        { file, path: '', message: `expected tenant ids with account ids, e.g. {"acme": "111122223333"}; ${REBUILD}` },
      ],
    };
  }

  const entries = Object.entries(parsed.value).map(([id, account]): [string, unknown] => [id, account]);
  const issues = [
    ...twiceNamed(text).map((id) => ({ file, path: id, message: `tenant "${id}" has more than one line; ${REBUILD}` })),
    ...entries.flatMap(([id, account]) => {
      const message = accountProblem(account);
      return message === undefined ? [] : [{ file, path: id, message }];
    }),
  ];
  const accounts = new Map(
    entries.flatMap(([id, account]) =>
      typeof account === 'string' && accountProblem(account) === undefined ? [[id, account]] : [],
    ),
  );
  return { file, accounts, issues };
}

function accountProblem(account: unknown): string | undefined {
  if (typeof account === 'string' && /^\d{12}$/.test(account)) return undefined;
  if (typeof account === 'number') {
    return `received the number ${account}; put account ids in quotes, or leading zeros are lost: "${String(account).padStart(12, '0')}"`;
  }
  return `received ${JSON.stringify(account)}; expected an account id of exactly 12 digits in quotes; ${REBUILD}`;
}

/** `JSON.parse` keeps the last of two lines for one tenant, as a merge can leave them, and says nothing. */
function twiceNamed(text: string): string[] {
  const names = [...text.matchAll(/"([^"\\]*)"\s*:/g)].map(([, name = '']) => name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
