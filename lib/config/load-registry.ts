import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Issue } from '../errors';
import { readAccountsLock } from './files/accounts-lock';
import type { ConfigFile, FileContent } from './files/config-file';
import { listConfigFiles, selectTenants } from './files/list-config-files';
import { readDataFile } from './files/read-data-file';
import { readModules } from './files/read-modules';
import type { Organization } from './organization';
import { parseOrganization, parseTenant } from './parse-files';
import type { Registry } from './registry';
import { resolveOrganization } from './resolve-organization';
import { resolveTenant } from './resolve-tenant';
import { checkFleet } from './rules/check-fleet';

/** What to load. */
export interface LoadRegistryOptions {
  /** Folder with `organization.ts`, the tenants' files and `accounts.lock.json`; the files are named in messages as joined to it. */
  readonly directory: string;

  /**
   * Ids of the tenants to load; the files of others are not opened, so that a large folder costs nothing.
   * What concerns several tenants is then checked among these alone.
   *
   * @default - all tenants of the folder
   */
  readonly only?: readonly string[];
}

/**
 * Reads a tenants folder, checks it and fills in the defaults.
 *
 * Asks AWS nothing, and writes nothing. First the shape of every file is checked, then, if all are in shape, what they say.
 *
 * @throws ConfigError with every issue found, if there is any
 * @throws UsageError if the folder cannot be read, or has no tenant of that id
 *
 * @example
 * const { tenants } = await loadRegistry({ directory: 'tenants', only: ['acme'] });
 */
export async function loadRegistry({ directory, only }: LoadRegistryOptions): Promise<Registry> {
  const listed = listConfigFiles(directory);
  const chosen = only === undefined ? listed.tenants : selectTenants(listed.tenants, only, directory);
  const contents = await readFiles(
    directory,
    listed.organization === undefined ? chosen : [listed.organization, ...chosen],
  );
  const lock = await readAccountsLock(directory);

  const organizationFile = parseOrganization(directory, listed.organization, contents);
  const tenantFiles = chosen.map((file) => parseTenant(file, contents));
  const loaded = new Set([listed.organization, ...chosen].map((file) => file?.file));
  throwIfAny([
    ...listed.issues.filter(({ file }) => loaded.has(file)),
    ...organizationFile.issues,
    ...tenantFiles.flatMap(({ issues }) => issues),
    ...lock.issues,
  ]);
  // Nothing is missing where there are no issues; the compiler does not know.
  if (listed.organization === undefined || organizationFile.value === undefined) throw new ConfigError([]);

  const organization = resolveOrganization(organizationFile.value, listed.organization.file);
  const tenants = tenantFiles
    .flatMap(({ file, value }) =>
      value === undefined ? [] : [resolveTenant(value, organization, lock.accounts.get(value.id), file)],
    )
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));

  const { errors, warnings } = checkFleet({
    organization,
    organizationFile: organizationFile.value,
    tenants,
    accounts: lock.accounts,
    accountsFile: lock.file,
    knownTenants: listed.tenants.map(({ id }) => id),
    complete: only === undefined,
  });
  throwIfAny([...blueprintIssues(directory, organization), ...errors]);
  return {
    organization,
    tenants,
    warnings: [...(only === undefined ? listed.warnings : []), ...warnings],
    directory,
  };
}

async function readFiles(directory: string, files: readonly ConfigFile[]): Promise<Map<string, FileContent>> {
  const contents = await readModules(
    directory,
    files.filter(({ format }) => format === 'ts'),
  );
  for (const file of files) {
    if (file.format !== 'ts') contents.set(file.name, await readDataFile(file));
  }
  return contents;
}

/** Whether a blueprint does what it should is not the configuration's business; that it is there, is. */
function blueprintIssues(directory: string, { blueprint, file }: Organization): Issue[] {
  if (blueprint === undefined || existsSync(join(directory, blueprint))) return [];
  return [
    {
      file,
      path: 'blueprint',
      message: `no file ${join(directory, blueprint)}; expected the path of a module relative to ${directory}, with its extension`,
    },
  ];
}

function throwIfAny(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new ConfigError(issues);
}
