import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors';

/** File that marks a folder as a cloud assembly. */
const MARKER = 'cdk.out';

/**
 * Lets `write` fill a fresh folder beside `directory`, then puts it in the place of `directory`.
 *
 * A run that is cut off leaves the earlier assembly as it was. Nothing of tenants that are gone stays behind.
 *
 * @throws UsageError if `directory` holds something that is not a cloud assembly
 */
export function replaceAssembly<Result>(directory: string, write: (fresh: string) => Result): Result {
  const target = resolve(directory);
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, MARKER))) {
    throw new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "${MARKER}"); give an empty folder to --output, or remove it`,
    );
  }
  const fresh = `${target}.partial-${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    const result = write(fresh);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
    return result;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
