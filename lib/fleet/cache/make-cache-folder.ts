import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the folder of a cache and keeps it out of git, as tools do with theirs; one that is there stays as it is. */
export function makeCacheFolder(directory: string): void {
  try {
    const isMade = mkdirSync(directory, { recursive: true }) !== undefined;
    if (isMade) writeFileSync(join(directory, '.gitignore'), '*\n', { flag: 'wx' });
  } catch {
    // What is kept there goes on without; if the folder itself cannot be used, that says so.
  }
}
