import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readSealed, writeSealed } from './sealed-file';

/** What is known of an entry beside its files. */
const ENTRY = 'entry.json';

interface Entry {
  readonly about: unknown;
  readonly files: readonly StoredFile[];
}

interface StoredFile {
  /** Path below the entry and below the folder it was stored from. */
  readonly path: string;
  readonly size: number;
  /** While this and the size are as they were, the content is not read again. */
  readonly mtimeMs: number;
  readonly sha256: string;
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

  /** What was stored `about` an entry that is whole; an entry that is not is removed. */
  public find(key: string): unknown {
    const place = join(this.directory, key);
    const entry = readSealed(join(place, ENTRY)) as Entry | undefined;
    if (entry !== undefined && entry.files.every((file) => isAsStored(place, file))) {
      // Entries nobody asks for are pruned.
      utimesSync(place, new Date(), new Date());
      return entry.about;
    }
    this.remove(key);
    return undefined;
  }

  /** Puts the files of an entry into a folder. */
  public restore(key: string, folder: string): void {
    const place = join(this.directory, key);
    const { files } = readSealed(join(place, ENTRY)) as Entry;
    for (const directory of new Set(files.map(({ path }) => dirname(join(folder, path))))) {
      mkdirSync(directory, { recursive: true });
    }
    for (const { path } of files) linkOrCopy(join(place, path), join(folder, path));
  }

  /** Keeps what lies under `names` in a folder. */
  public store(key: string, folder: string, names: readonly string[], about: unknown): void {
    const fresh = join(this.directory, `${key}.${process.pid}`);
    const paths = names.flatMap((name) =>
      readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
    );
    rmSync(fresh, { recursive: true, force: true });
    const files = paths.toSorted().map((path): StoredFile => {
      const [from, to] = [join(folder, path), join(fresh, path)];
      mkdirSync(dirname(to), { recursive: true });
      chmodSync(from, READ_ONLY);
      linkOrCopy(from, to);
      const { size, mtimeMs } = statSync(to);
      return { path, size, mtimeMs, sha256: sha256(to) };
    });
    writeSealed(join(fresh, ENTRY), { about, files } satisfies Entry);
    try {
      renameSync(fresh, join(this.directory, key));
    } catch {
      // Another run has stored it in the meantime.
      rmSync(fresh, { recursive: true, force: true });
    }
  }

  /** Removes entries, whole or not, that nobody has asked for in a while. */
  public prune(unusedMs: number): void {
    const until = Date.now() - unusedMs;
    for (const name of readNames(this.directory)) {
      const unused = statSync(join(this.directory, name), { throwIfNoEntry: false });
      if (unused !== undefined && unused.mtimeMs < until) this.remove(name);
    }
  }

  private remove(key: string): void {
    const gone = join(this.directory, `${key}.gone-${process.pid}`);
    try {
      renameSync(join(this.directory, key), gone);
    } catch {
      return;
    }
    rmSync(gone, { recursive: true, force: true });
  }
}

const READ_ONLY = 0o444;

function readNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isAsStored(place: string, { path, size, mtimeMs, sha256: digest }: StoredFile): boolean {
  const file = join(place, path);
  const now = statSync(file, { throwIfNoEntry: false });
  return now?.size === size && (now.mtimeMs === mtimeMs || sha256(file) === digest);
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Another file system, or one without links.
    copyFileSync(from, to);
  }
}
