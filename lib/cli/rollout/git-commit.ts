import { git } from '../git';

/** Where files are in their history. */
export interface GitCommit {
  /** Full hash. */
  readonly hash: string;
  /** Whether files differ from it. */
  readonly isChanged: boolean;
}

/** The commit a folder is at; undefined where there is no git, no repository or no commit. */
export async function gitCommit(folder: string): Promise<GitCommit | undefined> {
  const hash = await git(folder, 'rev-parse', 'HEAD');
  const changes = await git(folder, 'status', '--porcelain');
  return hash === undefined || changes === undefined ? undefined : { hash, isChanged: changes !== '' };
}
