import { readdirSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { type Issue, UsageError } from '../../errors';
import { groupBy } from '../../group-by';
import { systemReason } from '../../system-error';
import { nearestFirst } from '../nearest';
import type { ConfigFile } from './config-file';

/** Name, without extension, of the file that holds the organization. */
export const ORGANIZATION_ID = 'organization';

/** The files of a tenants folder. */
export interface ConfigFiles {
  readonly organization: ConfigFile | undefined;
  /** Sorted by id. */
  readonly tenants: readonly ConfigFile[];
  /** Files that claim the same tenant. */
  readonly issues: readonly Issue[];
  /** Files that look as if they were meant to be tenants. */
  readonly warnings: readonly Issue[];
}

const FORMATS: Readonly<Record<string, ConfigFile['format']>> = { ts: 'ts', json: 'json', yaml: 'yaml', yml: 'yaml' };

/** What other tools keep in the folder they run in. */
const OF_OTHER_TOOLS = new Set(['cdk.json', 'cdk.context.json', 'package.json', 'package-lock.json', 'tsconfig.json']);

/** Formats people may take for ones a tenant can be described in. */
const NEARLY = /^(js|cjs|mjs|cts|mts|jsonc|json5|toml|ts|json|ya?ml)$/i;

/**
 * Lists the files of a tenants folder, without opening any.
 *
 * Folders, helper modules (`_contacts.ts`), declarations, lock files and files of other kinds or other tools are passed over.
 *
 * @throws UsageError if the folder cannot be read
 */
export function listConfigFiles(directory: string): ConfigFiles {
  // Joined once, because a folder holds thousands of names.
  const inside = join(directory, '_').slice(0, -1);
  const files: ConfigFile[] = [];
  const others: string[] = [];
  for (const name of readNames(directory)) {
    const file = configFile(inside, name);
    if (file === undefined) others.push(name);
    else files.push(file);
  }
  const issues = [...groupBy(files, ({ id }) => id.toLowerCase()).values()].flatMap(severalFiles);
  const described = new Set(files.map(({ id }) => id));
  return {
    warnings: others.filter((name) => isNearlyConfig(name, described)).map((name) => passedOver(join(directory, name))),
    organization: files.find(({ id }) => id === ORGANIZATION_ID),
    tenants: files.filter(({ id }) => id !== ORGANIZATION_ID),
    issues,
  };
}

/**
 * The files of some tenants, in the order of the folder.
 *
 * @throws UsageError that names a known tenant near an unknown one
 */
export function selectTenants(
  tenants: readonly ConfigFile[],
  only: readonly string[],
  directory: string,
): ConfigFile[] {
  const known = tenants.map(({ id }) => id);
  const unknown = only.filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new UsageError(
      unknown.map((id) => `unknown tenant "${id}" in ${directory}; ${didYouMean(id, known)}`).join('\n'),
    );
  return tenants.filter(({ id }) => only.includes(id));
}

function didYouMean(id: string, known: readonly string[]): string {
  // Shells complete the names of files.
  const near =
    [id, parse(basename(id)).name]
      .map((name) => nearestFirst(name, known))
      .find(({ length }) => length > 0)
      ?.slice(0, 3) ?? [];
  if (near.length > 0) return `did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
  if (known.length === 0) return 'the folder has no tenant yet';
  const some = known.slice(0, 5).map((name) => `"${name}"`);
  return `its ${known.length === 1 ? 'only tenant is' : known.length > some.length ? `${known.length} tenants start with` : 'tenants are'} ${some.join(', ')}`;
}

function readNames(directory: string): string[] {
  try {
    // Names are sorted by code unit, so that the order is the same on every machine.
    return (
      readdirSync(directory, { withFileTypes: true })
        // A folder where a file should be is told, not passed over.
        .filter((entry) => !entry.isDirectory() || parse(entry.name).ext.slice(1) in FORMATS)
        .map(({ name }) => name)
        .toSorted()
    );
  } catch (error) {
    throw new UsageError(
      `cannot read the tenants folder "${directory}"${whyNot(error)}; expected the folder with the organization file and the tenant files: create it, or name another one`,
      { cause: error },
    );
  }
}

function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return ': there is none';
  if (code === 'ENOTDIR') return ': it is no folder';
  return `: ${systemReason(error) ?? String(error)}`;
}

/** @param inside path of the folder, up to and with the separator */
function configFile(inside: string, name: string): ConfigFile | undefined {
  const dot = name.lastIndexOf('.');
  const format = FORMATS[name.slice(dot + 1)];
  const id = name.slice(0, dot);
  const isConfig =
    format !== undefined &&
    id !== '' &&
    !/^[._]/.test(name) &&
    !/\.(lock|d|test|spec)$/.test(id) &&
    !OF_OTHER_TOOLS.has(name);
  return isConfig ? { id, name, format, file: `${inside}${name}` } : undefined;
}

/** A file of which a newcomer would think that it describes a tenant; one beside the real file is what a compiler made of it. */
function isNearlyConfig(name: string, described: ReadonlySet<string>): boolean {
  const { name: id, ext } = parse(name);
  return NEARLY.test(ext.slice(1)) && !(ext.slice(1) in FORMATS) && !/^[._]|\./.test(id) && !described.has(id);
}

function passedOver(file: string): Issue {
  const { name, ext } = parse(file);
  const message = `passed over, because of its extension "${ext}"; expected ${name}.ts, ${name}.json, ${name}.yaml or ${name}.yml, or a name that starts with "_" if it is no tenant`;
  return { file, path: '', message };
}

function severalFiles([first, ...others]: readonly ConfigFile[]): Issue[] {
  if (first === undefined) return [];
  const what = first.id === ORGANIZATION_ID ? 'the organization' : `tenant "${first.id}"`;
  return others.map(({ file }) => ({
    file,
    path: '',
    message: `${what} is already described by ${first.file}; keep one of the two files`,
  }));
}
