import {
  type BigIntStats,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type StoredContent, type StoredFile, sha256 } from './stored-content';

/** What is kept under a key, and is what it was when it was stored. */
export class StoredEntry {
  private constructor(
    private readonly place: string,
    private readonly content: StoredContent,
    /** What each file is to the file system. */
    private readonly inodes: ReadonlyMap<string, Inode>,
    /** What was said about it. */
    public readonly about: unknown,
  ) {}

  /** Opens the entry in a folder; undefined if a file is not what was stored. */
  public static open(place: string, content: StoredContent, about: unknown): StoredEntry | undefined {
    const inodes = new Map<string, Inode>();
    for (const file of content.files) {
      const now = openFile(place, file);
      if (now === undefined) return undefined;
      inodes.set(file.path, now);
    }
    return new StoredEntry(place, content, inodes, about);
  }

  /** Puts its folders, files and links into a folder. */
  public restore(folder: string): void {
    const { folders, files, links } = this.content;
    for (const path of folders) mkdirSync(join(folder, path), { recursive: true });
    for (const { path } of files) linkOrCopy(join(this.place, path), join(folder, path));
    for (const { path, target } of links) unlessThere(() => symlinkSync(target, join(folder, path)));
  }

  /** Whether an earlier {@link restore} put these very files there, and nothing is beside them. */
  public isIn(folder: string): boolean {
    const { folders, files, links } = this.content;
    const inside = new Map<string, number>();
    for (const path of [...folders, ...[...files, ...links].map((each) => each.path)]) {
      inside.set(dirname(path), (inside.get(dirname(path)) ?? 0) + 1);
    }
    return (
      folders.every((path) => namesIn(join(folder, path))?.length === (inside.get(path) ?? 0)) &&
      links.every(({ path, target }) => targetOf(join(folder, path)) === target) &&
      files.every(({ path }) => {
        const there = lstatSync(join(folder, path), { bigint: true, throwIfNoEntry: false });
        const here = this.inodes.get(path);
        return there?.ino === here?.ino && there?.dev === here?.dev;
      })
    );
  }
}

/** A file to the file system. Of thousands of tenants more is not kept. */
type Inode = Readonly<Pick<BigIntStats, 'dev' | 'ino'>>;

/** A link where the file system can. What is there already stays: somebody was faster with the same. */
export function linkOrCopy(from: string, to: string): void {
  unlessThere(() => {
    try {
      linkSync(from, to);
    } catch (error) {
      if (isThere(error)) throw error;
      // Another file system, or one without links.
      copyFileSync(from, to);
    }
  });
}

function openFile(place: string, { path, size, mtimeNs, sha256: digest }: StoredFile): Inode | undefined {
  const file = join(place, path);
  const now = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  if (now?.isFile() !== true || now.size !== BigInt(size)) return undefined;
  const isSame = String(now.mtimeNs) === mtimeNs || sha256(file) === digest;
  return isSame ? { dev: now.dev, ino: now.ino } : undefined;
}

function unlessThere(put: () => void): void {
  try {
    put();
  } catch (error) {
    if (!isThere(error)) throw error;
  }
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

/** Names in a folder; undefined if it is none, or a link to one. */
function namesIn(folder: string): readonly string[] | undefined {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return readdirSync(folder);
}

function targetOf(link: string): string | undefined {
  return lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true ? readlinkSync(link) : undefined;
}
