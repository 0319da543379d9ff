import { createHash, type Hash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no source: what is installed is known by its version, what is synthesized by what it was made of. */
const NO_SOURCE: ReadonlySet<string> = new Set(['node_modules', '.git', 'cdk.out']);

/** Digest of a file, or of the names and contents of all files below a folder; that of nothing if there is neither. */
export function digestOfFolder(path: string): string {
  const hash = createHash('sha256');
  add(hash, path, '');
  return hash.digest('hex');
}

function add(hash: Hash, path: string, name: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    hash.update(`${name}\n${stats.size}\n`).update(readFileSync(path));
    return;
  }
  for (const entry of readdirSync(path).toSorted()) {
    if (!NO_SOURCE.has(entry)) add(hash, join(path, entry), `${name}/${entry}`);
  }
}
