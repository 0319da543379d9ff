import { types } from 'node:util';

/** What the operating system says no to, in words a person can act on. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it is there already',
  EFBIG: 'the file would be larger than this system allows (ulimit -f)',
  EISDIR: 'it is a folder; expected a file',
  ELOOP: 'it is a symbolic link that leads back to itself',
  EMFILE: 'too many files are open; raise the limit (ulimit -n)',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it is not there, or a symbolic link to something that is not',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of its path is a file; expected a folder',
  ENOTEMPTY: 'it is a folder that is not empty',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Why the operating system refused a file or folder; undefined for an error of another kind. */
export function systemReason(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined;
  return REASONS[error.code] ?? error.message;
}

/** One line on a file or folder that cannot be used, e.g. `cannot open "cdk.out": permission denied`; undefined for an error of another kind. */
export function describeSystemError(error: unknown): string | undefined {
  const reason = systemReason(error);
  if (reason === undefined || !isSystemError(error)) return undefined;
  const { syscall, path, dest } = error;
  const file = [path, dest].flatMap((name) => (name === undefined ? [] : [`"${name}"`])).join(' to ');
  return `cannot ${VERBS[syscall] ?? syscall}${file === '' ? '' : ` ${file}`}: ${reason}`;
}

/** System calls whose names people do not know. */
const VERBS: Readonly<Record<string, string>> = {
  copyfile: 'copy',
  lstat: 'read',
  mkdir: 'make the folder',
  rm: 'remove',
  rmdir: 'remove',
  scandir: 'read the folder',
  stat: 'read',
  unlink: 'remove',
};

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

/** Errors of the network have a code and a call too, and no path: what they mean depends on who was called. */
function isSystemError(error: unknown): error is SystemError {
  if (!types.isNativeError(error) || !('code' in error) || !('syscall' in error)) return false;
  return (
    typeof error.code === 'string' && (('path' in error && typeof error.path === 'string') || error.code in REASONS)
  );
}
