import { createHash, type Hash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Digest of a file, or of all that is below a folder: names, contents, links, and who may execute them; that of nothing if there is
 * neither. A link that leads out of the folder stands for what it leads to too.
 */
export function digestOfFolder(path: string): string {
  const hash = createHash('sha256');
  const root = targetOf(path);
  if (root !== undefined) add({ hash, root, followed: new Set([root]) }, root, '');
  return hash.digest('hex');
}

/** Gives digests of files and folders that are taken not to change while it is used. */
export function folderDigests(): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    const digest = known.get(path) ?? digestOfFolder(path);
    known.set(path, digest);
    return digest;
  };
}

interface Digest {
  readonly hash: Hash;
  /** The folder itself, as no link leads to it. */
  readonly root: string;
  /** What links have led to: two folders may link to each other. */
  readonly followed: Set<string>;
}

function add(digest: Digest, path: string, name: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isSymbolicLink()) addLink(digest, path, name);
  else if (stats.isDirectory()) {
    digest.hash.update(`${name}/\n`);
    for (const entry of readdirSync(path).toSorted()) add(digest, join(path, entry), `${name}/${entry}`);
  }
  // A socket or a pipe of whoever works there is in no asset, and would be waited for.
  else if (stats.isFile()) digest.hash.update(`${name}\n${kindOf(stats)}${stats.size}\n`).update(readFileSync(path));
}

function addLink(digest: Digest, path: string, name: string): void {
  digest.hash.update(`${name} -> ${readlinkSync(path)}\n`);
  const target = targetOf(path);
  if (target === undefined || target.startsWith(digest.root + sep) || digest.followed.has(target)) return;
  digest.followed.add(target);
  add(digest, target, name);
}

/** What may be executed is packed as such. */
function kindOf({ mode }: Stats): string {
  return (mode & 0o111) === 0 ? '' : 'executable ';
}

/** What a path leads to in the end; undefined if that is nothing. */
function targetOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
