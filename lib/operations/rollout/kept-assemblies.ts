import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '../state-folder';

const FOLDER = 'releases';

/** Cannot be the name of a release. */
const IN_THE_MAKING = '.next';

/** The cloud assembly by which a release was deployed to a tenant; undefined if it is not kept. */
export function keptAssembly(tenantsDirectory: string, tenant: string, release: string): string | undefined {
  const folder = join(stateFolder(tenantsDirectory, FOLDER), tenant, release);
  return existsSync(folder) ? folder : undefined;
}

/** An empty folder for the assembly of a tenant, which is kept once it was deployed. */
export async function newAssembly(tenantsDirectory: string, tenant: string): Promise<string> {
  const folder = join(await makeStateFolder(tenantsDirectory, FOLDER), tenant, IN_THE_MAKING);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Keeps the folder of {@link newAssembly} as that of a release, beside that of one other; the rest is deleted. */
export async function keepAssembly(
  tenantsDirectory: string,
  tenant: string,
  release: string,
  before: string | undefined,
): Promise<void> {
  const folder = join(stateFolder(tenantsDirectory, FOLDER), tenant);
  await rm(join(folder, release), { recursive: true, force: true });
  await rename(join(folder, IN_THE_MAKING), join(folder, release));
  const others = (await readdir(folder)).filter((name) => name !== release && name !== before);
  for (const name of others) await rm(join(folder, name), { recursive: true, force: true });
}
