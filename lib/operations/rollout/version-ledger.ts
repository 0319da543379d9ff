import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationError } from '../../errors';
import { makeStateFolder, stateFolder } from '../state-folder';
import { writeWholeFile } from '../../write-whole-file';

/** A release that ran, or runs, at a tenant. */
export interface LedgerEntry {
  readonly release: string;
  /** Commit it is made of, where there is one. */
  readonly commit?: string;
  readonly accountId: string;
  /** When it was there; ISO 8601, in UTC. */
  readonly since: string;
  /** What brought it. */
  readonly by: 'rollout' | 'rollback';
}

/** What ran where, and since when. */
export interface VersionLedger {
  readonly tenant: string;
  /** Oldest first: the last is what runs. */
  readonly entries: readonly LedgerEntry[];
}

const FOLDER = 'ledger';

/** How far the ledger of a tenant reaches back. */
const MAX_ENTRIES = 100;

/**
 * What is on record of a tenant; nothing for one no release was brought to.
 *
 * @throws OperationError if the file is not one of Tenantry
 */
export async function readLedger(tenantsDirectory: string, tenant: string): Promise<VersionLedger> {
  const file = join(stateFolder(tenantsDirectory, FOLDER), `${tenant}.json`);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return { tenant, entries: [] };
  try {
    const ledger: VersionLedger = JSON.parse(text);
    if (Array.isArray(ledger.entries)) return ledger;
  } catch {
    // Told below, as any other file that is no ledger.
  }
  throw new OperationError(
    `${file} is no ledger: expected {"tenant": "${tenant}", "entries": [...]}; delete it if nothing is to be rolled back to`,
  );
}

/** Writes down that a release runs at a tenant. One that runs already keeps its line. */
export async function recordRelease(tenantsDirectory: string, tenant: string, entry: LedgerEntry): Promise<void> {
  const { entries } = await readLedger(tenantsDirectory, tenant);
  if (entries.at(-1)?.release === entry.release) return;
  const file = join(await makeStateFolder(tenantsDirectory, FOLDER), `${tenant}.json`);
  const ledger: VersionLedger = { tenant, entries: [...entries, entry].slice(-MAX_ENTRIES) };
  await writeWholeFile(file, `${JSON.stringify(ledger, undefined, 2)}\n`);
}

/** What ran before a release; undefined if nothing is on record. */
export function releaseBefore({ entries }: VersionLedger, release: string): LedgerEntry | undefined {
  return entries.findLast((entry) => entry.release !== release);
}
