import { chmod, stat, writeFile } from 'node:fs/promises';
import { types } from 'node:util';
import writeFileAtomic from 'write-file-atomic';

/**
 * Writes a file as a whole or not at all.
 *
 * @throws the system's error, which names the file also where the disk is full: there, the system's own names none
 */
export async function writeWholeFile(file: string, content: string): Promise<void> {
  try {
    // The package writes once, and takes what found room on a disk that is nearly full for all of it.
    await writeFileAtomic(file, '', { tmpfileCreated: (fresh) => fill(fresh, content) });
  } catch (error) {
    if (types.isNativeError(error) && 'syscall' in error && !('path' in error)) Object.assign(error, { path: file });
    throw error;
  }
}

/** It has the mode of the file it is to replace, which may be read-only. No other is touched: a share may refuse to set modes. */
async function fill(fresh: string, content: string): Promise<void> {
  const { mode } = await stat(fresh);
  const isReadOnly = (mode & OWNER_WRITES) === 0;
  if (isReadOnly) await chmod(fresh, mode | OWNER_WRITES);
  await writeFile(fresh, content);
  if (isReadOnly) await chmod(fresh, mode);
}

const OWNER_WRITES = 0o200;
