import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A file of an entry. */
export interface StoredFile {
  /** Path below the entry and below the folder it was stored from. */
  readonly path: string;
  readonly size: number;
  /** Nanoseconds; while this and the size are as they were, the content is not read again. */
  readonly mtimeNs: string;
  readonly sha256: string;
}

/** A symbolic link of an entry. */
export interface StoredLink {
  readonly path: string;
  /** What it says, not what that leads to. */
  readonly target: string;
}

/** What an entry consists of; each in the order of its names, folders before what is in them. */
export interface StoredContent {
  readonly folders: readonly string[];
  readonly links: readonly StoredLink[];
  readonly files: readonly StoredFile[];
}

/** What lies under a name in a folder, the name itself first; of files only the paths. */
export function contentOf(folder: string, name: string): ListedContent {
  const path = join(folder, name);
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return { folders: [], links: [{ path: name, target: readlinkSync(path) }], files: [] };
  if (!stats.isDirectory()) return { folders: [], links: [], files: [name] };
  const inside = readdirSync(path)
    .toSorted()
    .map((entry) => contentOf(folder, join(name, entry)));
  return {
    folders: [name, ...inside.flatMap(({ folders }) => folders)],
    links: inside.flatMap(({ links }) => links),
    files: inside.flatMap(({ files }) => files),
  };
}

interface ListedContent extends Pick<StoredContent, 'folders' | 'links'> {
  readonly files: readonly string[];
}

export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
