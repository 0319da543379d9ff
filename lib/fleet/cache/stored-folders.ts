import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSealed, writeSealed } from './sealed-file';
import { type StoredContent, type StoredFile, contentOf, sha256 } from './stored-content';
import { StoredEntry, linkOrCopy } from './stored-entry';
import { tellAskedFor } from './tell-asked-for';

/** Version of what is stored; another one takes nothing from the earlier. */
export const STORED_FORMAT = 5;

/** What is known of an entry beside its files. */
const ENTRY = `entry-${STORED_FORMAT}.json`;

interface Entry {
  readonly about: unknown;
  readonly content: StoredContent;
}

/**
 * Files kept under a key, which are what they were when they were stored, or are not there.
 *
 * Files are linked where the file system can, so that a thousand folders come and go in a second; they are made read-only, because a
 * change in one place would be one in all. An entry is made beside its place and renamed: a run that is cut off leaves none, and of
 * two runs that store the same the second finds it there.
 */
export class StoredFolders {
  public constructor(private readonly directory: string) {}

  /** Whether there is an entry, whole or not. */
  public has(key: string): boolean {
    return existsSync(join(this.directory, key));
  }

  /** What was stored, if it is whole; an entry that is not is removed. */
  public find(key: string): StoredEntry | undefined {
    const place = join(this.directory, key);
    const known = readSealed(join(place, ENTRY)) as Entry | undefined;
    const entry = known && StoredEntry.open(place, known.content, known.about);
    if (entry === undefined) this.remove(key);
    else tellAskedFor(place);
    return entry;
  }

  /** Keeps what lies under `names` in a folder. */
  public store(key: string, folder: string, names: readonly string[], about: unknown): void {
    const fresh = join(this.directory, `${key}.${process.pid}`);
    const found = names.map((name) => contentOf(folder, name));
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    const content: StoredContent = {
      folders: found.flatMap(({ folders }) => folders),
      links: found.flatMap(({ links }) => links),
      files: found.flatMap(({ files }) => files).map((path) => keepFile(path, folder, fresh)),
    };
    writeSealed(join(fresh, ENTRY), { about, content } satisfies Entry);
    try {
      renameSync(fresh, join(this.directory, key));
    } catch {
      // Another run has stored it in the meantime.
      rmSync(fresh, { recursive: true, force: true });
    }
  }

  /** Removes entries, whole or not, that nobody has asked for in a while. */
  public prune(unusedMs: number): void {
    const now = Date.now();
    for (const name of readNames(this.directory)) {
      const unused = statSync(join(this.directory, name), { throwIfNoEntry: false });
      const most = UNFINISHED.test(name) ? Math.min(unusedMs, UNFINISHED_MS) : unusedMs;
      if (unused !== undefined && unused.mtimeMs < now - most) this.remove(name);
    }
  }

  /** Removes an entry, whole or not, if there is one. */
  public remove(key: string): void {
    const gone = join(this.directory, `${key}.gone-${process.pid}`);
    try {
      renameSync(join(this.directory, key), gone);
    } catch {
      return;
    }
    rmSync(gone, { recursive: true, force: true });
  }
}

/** Ends with the process that makes or removes it, perhaps on another machine: whether that still runs is not known. */
const UNFINISHED = /\.(?:gone-)?\d{1,10}$/;

/** An entry is made in much less. */
const UNFINISHED_MS = 60 * 60 * 1000;

function keepFile(path: string, folder: string, fresh: string): StoredFile {
  const [from, to] = [join(folder, path), join(fresh, path)];
  mkdirSync(dirname(to), { recursive: true });
  // A program in an asset stays one.
  chmodSync(from, READ_ONLY | (statSync(from).mode & EXECUTABLE));
  linkOrCopy(from, to);
  const { size, mtimeNs } = statSync(to, { bigint: true });
  return { path, size: Number(size), mtimeNs: String(mtimeNs), sha256: sha256(to) };
}

const READ_ONLY = 0o444;
const EXECUTABLE = 0o111;

function readNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
