import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where files are in their history. */
export interface GitCommit {
  /** Full hash. */
  readonly hash: string;
  /** Whether files differ from it. */
  readonly isChanged: boolean;
}

/** The commit a folder is at; undefined where there is no git, no repository or no commit. */
export async function gitCommit(folder: string): Promise<GitCommit | undefined> {
  const git = async (...argv: readonly string[]): Promise<string> =>
    (await promisify(execFile)('git', ['-C', folder, ...argv])).stdout.trim();
  try {
    return { hash: await git('rev-parse', 'HEAD'), isChanged: (await git('status', '--porcelain')) !== '' };
  } catch {
    return undefined;
  }
}
