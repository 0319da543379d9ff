import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors';

/** File that marks a folder as a cloud assembly. */
const MARKER = 'cdk.out';

/** Between the name of an assembly and the process that makes a new one beside it. */
const PARTIAL = '.partial-';

/** Where a new assembly is made. */
export interface AssemblyFolders {
  /** Becomes the assembly; does not exist yet. */
  readonly fresh: string;
  /** For whatever is needed on the way; on the same file system, and gone afterwards. */
  readonly scratch: string;
}

/**
 * Lets `write` fill a fresh folder beside `directory`, then puts it in the place of `directory`.
 *
 * A run that is cut off leaves the earlier assembly as it was. Nothing of tenants that are gone stays behind.
 *
 * @throws UsageError if `directory` holds something that is not a cloud assembly
 */
export async function replaceAssembly<Result>(
  directory: string,
  write: (folders: AssemblyFolders) => Promise<Result>,
): Promise<Result> {
  const target = resolve(directory);
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, MARKER))) {
    throw new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "${MARKER}"); give an empty folder to --output, or remove it`,
    );
  }
  removeLeftovers(target);
  const partial = `${target}${PARTIAL}${process.pid}`;
  const folders = { fresh: join(partial, 'assembly'), scratch: join(partial, 'scratch') };
  mkdirSync(folders.scratch, { recursive: true });
  try {
    const result = await write(folders);
    rmSync(target, { recursive: true, force: true });
    renameSync(folders.fresh, target);
    return result;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Removes what runs that were killed had begun beside an assembly. */
function removeLeftovers(target: string): void {
  const prefix = `${basename(target)}${PARTIAL}`;
  if (!existsSync(dirname(target))) return;
  for (const name of readdirSync(dirname(target)).filter((candidate) => candidate.startsWith(prefix))) {
    if (!isRunning(Number(name.slice(prefix.length)))) {
      rmSync(join(dirname(target), name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
