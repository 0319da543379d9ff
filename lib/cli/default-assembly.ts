import { type Stats, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../config/registry';
import type { Reporter } from './console-reporter';

/** Where `tenantry synth` and `cdk synth` write, unless told otherwise, and where other commands read. */
export const DEFAULT_ASSEMBLY = 'cdk.out';

/**
 * Warns of the assembly that commands read by default, where a file it is made of is newer: a change that is not in it would be judged, or compared, as
 * if it had not been made.
 *
 * An assembly that is named may have come from elsewhere, and is not looked at.
 */
export function warnIfOlder(
  assembly: string,
  { directory, organization: { blueprint } }: Pick<Registry, 'directory' | 'organization'>,
  reporter: Pick<Reporter, 'warn'>,
): void {
  const made = statIfThere(join(assembly, 'manifest.json'));
  if (assembly !== DEFAULT_ASSEMBLY || made === undefined) return;
  const sources = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(directory, name));
  // The folder itself tells of files that are gone.
  const newer = [...sources, ...(blueprint === undefined ? [] : [join(directory, blueprint)]), directory].find(
    (source) => (statIfThere(source)?.mtimeMs ?? 0) > made.mtimeMs,
  );
  if (newer === undefined) return;
  reporter.warn(`${assembly} is older than ${newer}, and does not show what has changed since: tenantry synth --all`);
}

function statIfThere(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
