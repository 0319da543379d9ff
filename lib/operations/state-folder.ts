import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Folder of what is known of a fleet on this machine: beside the tenants folder, not to be committed. */
export function stateFolder(tenantsDirectory: string, name: string): string {
  return join(dirname(resolve(tenantsDirectory)), '.tenantry', name);
}

/** {@link stateFolder}, made if it is not there, and kept out of the repository. */
export async function makeStateFolder(tenantsDirectory: string, name: string): Promise<string> {
  const folder = stateFolder(tenantsDirectory, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(stateFolder(tenantsDirectory, '.'), '.gitignore'), '*\n');
  return folder;
}
