import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './is-running';

/** Processes of other containers, which cannot be seen, may share the folder of all temporary files: what they use is not this old. */
const LEFT_MS = 24 * 60 * 60 * 1000;

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
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
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
