import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs git on the repository that a folder is in and gives what it printed.
 *
 * @returns undefined if git refused, or is not there
 */
export async function git(directory: string, ...argv: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', ['-C', directory, ...argv], { env: await environment() });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/**
 * The environment without what ties git to another repository. A hook has it: without this, a worktree that is added within a hook is checked out
 * into the index of the commit that is being made.
 */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await run('git', ['rev-parse', '--local-env-vars']);
  const tied = new Set(stdout.split('\n'));
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !tied.has(name)));
}
