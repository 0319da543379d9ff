import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { UsageError } from '../errors';
import { isRunning } from '../operations/is-running';
import { systemReason } from '../system-error';

/** File that marks a folder as a cloud assembly; the folder of a project has a folder of that name. */
const MARKER = 'cdk.out';

/** Between the name of an assembly and the process that makes a new one beside it. */
const PARTIAL = '.partial-';

/** Where a new assembly is made. */
export interface AssemblyFolders {
  /** Becomes the assembly; does not exist yet. */
  readonly fresh: string;
  /** For whatever is needed on the way; on the same file system, and gone afterwards. */
  readonly scratch: string;
  /** The assembly that is replaced, if there is one. */
  readonly earlier: string;
  /**
   * Takes folders over from the earlier assembly in the end, which costs less than making them again.
   *
   * @param otherwise makes them in `fresh`, if somebody has replaced one in the meantime
   */
  readonly keep: (names: readonly string[], otherwise: () => void) => void;
}

/** Folders that are taken over. */
interface Kept {
  readonly folders: readonly { readonly name: string; readonly inode: bigint | undefined }[];
  readonly otherwise: () => void;
}

/**
 * Lets `write` fill a fresh folder beside `directory`, then puts it in the place of `directory`.
 *
 * A run that is cut off leaves the earlier assembly as it was; in the moment of the exchange, none. Nothing of tenants that are gone
 * stays behind. Where `directory` is a symbolic link, what it leads to is replaced.
 *
 * @throws UsageError if `directory` holds something that is not a cloud assembly, or is around the folder that the process works in
 */
export async function replaceAssembly<Result>(
  directory: string,
  write: (folders: AssemblyFolders) => Promise<Result>,
): Promise<Result> {
  const target = placeOf(directory);
  assertReplaceable(directory, target);
  removeLeftovers(target);
  const partial = `${target}${PARTIAL}${process.pid}`;
  const [fresh, scratch] = [join(partial, 'assembly'), join(partial, 'scratch')];
  mkdirSync(scratch, { recursive: true });
  const kept: Kept[] = [];
  const keep: AssemblyFolders['keep'] = (names, otherwise) => {
    kept.push({ folders: names.map((name) => ({ name, inode: inodeOf(join(target, name)) })), otherwise });
  };
  try {
    const result = await write({ fresh, scratch, earlier: target, keep });
    exchange(target, fresh, kept);
    return result;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Removes the folders that {@link replaceAssembly} gave to a process that has ended: a process it had started may have made them
 * again after the next run removed them.
 */
export function removeAbandoned({ scratch }: Pick<AssemblyFolders, 'scratch'>): void {
  rmSync(dirname(scratch), { recursive: true, force: true });
}

/** Where the assembly lies in the end, beside which there is room on the same file system. */
function placeOf(directory: string): string {
  const path = resolve(directory);
  return existsSync(path) ? realpathSync(path) : path;
}

function assertReplaceable(directory: string, target: string): void {
  const toHere = relative(target, process.cwd());
  if (toHere === '' || (!toHere.startsWith('..') && !isAbsolute(toHere))) {
    throw new UsageError(
      `"${directory}" is or holds the folder this command runs in, which would be replaced; give --output a folder of its own, e.g. cdk.out`,
    );
  }
  let names: readonly string[];
  try {
    names = readdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new UsageError(
      `"${directory}" cannot be read (${systemReason(error) ?? String(error)}); give --output an empty folder, or a name that is not taken`,
    );
  }
  if (names.length > 0 && statSync(join(target, MARKER), { throwIfNoEntry: false })?.isFile() !== true) {
    throw new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "${MARKER}"); give an empty folder to --output, or remove it`,
    );
  }
}

/** Puts the fresh assembly, with what it keeps of the earlier one, in its place; the rest of the earlier one stays beside it. */
function exchange(target: string, fresh: string, kept: readonly Kept[]): void {
  const earlier = join(dirname(fresh), 'earlier');
  try {
    moveAway(target, earlier);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    throw new UsageError(
      `"${target}" is where a file system is mounted, and cannot be replaced; give --output a folder in it`,
    );
  }
  const moved: string[] = [];
  try {
    const isSame = ({ folders }: Kept): boolean =>
      folders.every(({ name, inode }) => inode !== undefined && inodeOf(join(earlier, name)) === inode);
    for (const each of kept) if (!isSame(each)) each.otherwise();
    for (const { name } of kept.filter(isSame).flatMap(({ folders }) => folders)) {
      renameSync(join(earlier, name), join(fresh, name));
      moved.push(name);
    }
    // Another run may have put its assembly there in the meantime: the last one stays.
    moveAway(target, join(dirname(fresh), 'other'));
    renameSync(fresh, target);
  } catch (error) {
    for (const name of moved) renameSync(join(fresh, name), join(earlier, name));
    if (existsSync(earlier)) renameSync(earlier, target);
    throw error;
  }
}

/** Does nothing where there is nothing. */
function moveAway(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    // In a container, a folder of the image cannot be renamed (overlayfs).
    if (code !== 'EXDEV') throw error;
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    rmSync(from, { recursive: true });
  }
}

/** Tells a folder from another that has its name; undefined if there is none. */
function inodeOf(folder: string): bigint | undefined {
  return statSync(folder, { bigint: true, throwIfNoEntry: false })?.ino;
}

/** Removes what runs that were killed had begun beside an assembly. */
function removeLeftovers(target: string): void {
  const prefix = `${basename(target)}${PARTIAL}`;
  if (!existsSync(dirname(target))) return;
  for (const name of readdirSync(dirname(target)).filter((candidate) => candidate.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length));
    // In a container the next run often has the number of the one before.
    if (owner === process.pid || !isRunning(owner)) {
      // A process that the killed run had started may still write there.
      rmSync(join(dirname(target), name), { recursive: true, force: true, maxRetries: 5 });
    }
  }
}
