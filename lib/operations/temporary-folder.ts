import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './is-running';

/** Processes of other containers, which cannot be seen, may share the folder of all temporary files: what they use is not this old. */
const LEFT_MS = 24 * 60 * 60 * 1000;

/** In the names of this process's folders: in another container another process has the same number. */
const OWN = `${process.pid}-${randomBytes(4).toString('hex')}`;

/**
 * Gives a folder that is there until `use` is done with it. Removes what runs that were killed left a day ago or longer, too: folders are named by
 * the process.
 *
 * @param prefix beginning of its name
 */
export async function inTemporaryFolder<Result>(
  prefix: string,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  await removeLeftovers(prefix);
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${OWN}`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes at once what {@link inTemporaryFolder} made in this process, which is about to end in the middle of it. */
export function removeTemporaryFolders(): void {
  try {
    for (const name of readdirSync(tmpdir()).filter((each) => each.includes(OWN))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  } catch {
    // What stays is removed by a run of another day.
  }
}

async function removeLeftovers(prefix: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = name.startsWith(prefix) ? (/^(\d+)-\w+$/.exec(name.slice(prefix.length)) ?? []) : [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    // Another run may be removing it at the same time.
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > LEFT_MS) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
