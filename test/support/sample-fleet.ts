import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCOUNTS_LOCK, readAccountsLock } from '../../lib/config/files/accounts-lock';

/** The tenants folder that comes with the package. */
const SAMPLE = join(__dirname, '../../tenants');

/**
 * Copies the sample fleet, and puts other account and organization ids in the place of the sample's wherever they occur.
 *
 * @param directory where to; does not exist yet
 * @param ids sample's id → id in the copy
 * @param without tenants to leave out, whatever the format of their file
 */
export async function copySampleFleet(
  directory: string,
  ids: ReadonlyMap<string, string>,
  without: readonly string[] = [],
): Promise<void> {
  await cp(SAMPLE, directory, { recursive: true });
  for (const name of await readdir(directory)) {
    const file = join(directory, name);
    if (without.some((tenantId) => name.startsWith(`${tenantId}.`))) await rm(file);
    else await writeFile(file, replaceAll(await readFile(file, 'utf8'), ids));
  }
}

/** Copies the files of one sample tenant into a copy of the fleet and notes its account. */
export async function addSampleTenant(directory: string, tenantId: string, accountId: string): Promise<void> {
  for (const name of (await readdir(SAMPLE)).filter((candidate) => candidate.startsWith(`${tenantId}.`))) {
    await cp(join(SAMPLE, name), join(directory, name));
  }
  const { accounts } = await readAccountsLock(directory);
  const sorted = [...accounts, [tenantId, accountId] as const].toSorted(([one], [other]) => (one < other ? -1 : 1));
  await writeFile(join(directory, ACCOUNTS_LOCK), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** Ids of all sample tenants. */
export async function sampleTenants(): Promise<string[]> {
  const names = await readdir(SAMPLE);
  return names.map((name) => name.split('.')[0] ?? '').filter((name) => !['accounts', 'organization'].includes(name));
}

/** Tenant id → account id, as the sample has them. */
export async function sampleAccounts(): Promise<ReadonlyMap<string, string>> {
  return (await readAccountsLock(SAMPLE)).accounts;
}

function replaceAll(text: string, ids: ReadonlyMap<string, string>): string {
  const sampleIds = [...ids.keys()].join('|');
  return text.replaceAll(new RegExp(sampleIds, 'g'), (id) => ids.get(id) ?? id);
}
