import { type Stats, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Registry } from '../config/registry';
import { readBlueprint } from '../bundle-blueprint';
import type { Reporter } from './console-reporter';

/** Where `tenantry synth` and `cdk synth` write, unless told otherwise, and where other commands read. */
export const DEFAULT_ASSEMBLY = 'cdk.out';

/**
 * Warns of the assembly that commands read by default, where a file it is made of is newer: a change that is not in it would be judged, or compared, as
 * if it had not been made.
 *
 * An assembly that is named may have come from elsewhere, and is not looked at.
 */
export async function warnIfOlder(
  assembly: string,
  registry: Registry,
  reporter: Pick<Reporter, 'warn'>,
): Promise<void> {
  const made = assembly === DEFAULT_ASSEMBLY ? statIfThere(join(assembly, 'manifest.json')) : undefined;
  if (made === undefined) return;
  const newer = (await sourcesOf(registry)).find((source) => (statIfThere(source)?.mtimeMs ?? 0) > made.mtimeMs);
  if (newer === undefined) return;
  reporter.warn(`${assembly} is older than ${newer}, and does not show what has changed since: tenantry synth --all`);
}

/** The files of the tenants folder, those in folders in it, where modules may be that several share, and the modules of the blueprint. */
async function sourcesOf(registry: Registry): Promise<readonly string[]> {
  const { directory } = registry;
  const { files = [] } = (await readBlueprint(registry)) ?? {};
  // The folder itself tells of files that are gone, unless the assembly is in it, which changes it too.
  const folder = relative(directory, DEFAULT_ASSEMBLY) === DEFAULT_ASSEMBLY ? [] : [directory];
  return [...filesBelow(directory), ...files, ...folder];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isOfTools(entry.name) ? [] : filesBelow(path);
    return CONFIGURATION.test(entry.name) ? [path] : [];
  });
}

const CONFIGURATION = /\.(json|ya?ml|[cm]?[jt]sx?)$/;

function isOfTools(folder: string): boolean {
  return folder === 'node_modules' || folder.startsWith('.') || folder.startsWith(DEFAULT_ASSEMBLY);
}

function statIfThere(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
