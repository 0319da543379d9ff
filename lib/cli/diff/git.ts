import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs git and gives what it printed.
 *
 * @returns undefined if git refused, or is not there
 */
export async function git(directory: string, ...argv: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', directory, ...argv]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}
