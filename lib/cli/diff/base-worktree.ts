import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../../errors';
import { isRunning } from '../../operations/is-running';
import { inTemporaryFolder } from '../../operations/temporary-folder';
import { git } from '../git';

/** Where a commit is checked out. */
export interface BaseWorktree {
  /** Temporary folder that the worktree is in, for whatever else is made for it. */
  readonly workspace: string;
  /** Top of the checked out commit. */
  readonly tree: string;
}

const PREFIX = 'tenantry-base-';

/** What to do where a commit cannot be synthesized from here. */
export const BY_HAND =
  'check it out elsewhere, install its dependencies, run "tenantry synth --all --output base.out" there, and give that folder to --base';

/**
 * Checks a commit out into a worktree that is gone afterwards. Removes what runs that were killed have left, too: their folders are named by the process.
 *
 * @throws UsageError if git refuses
 */
export async function inBaseWorktree<Result>(
  repository: string,
  { base, commit }: { readonly base: string; readonly commit: string },
  use: (worktree: BaseWorktree) => Promise<Result>,
): Promise<Result> {
  await removeLeftovers(repository);
  return inTemporaryFolder(PREFIX, async (workspace) => {
    const tree = join(workspace, 'tree');
    try {
      if ((await git(repository, 'worktree', 'add', '--detach', tree, commit)) === undefined) {
        throw new UsageError(`--base ${base}: git cannot check ${commit} out into ${tree}; ${BY_HAND}`);
      }
      return await use({ workspace, tree });
    } finally {
      await git(repository, 'worktree', 'remove', '--force', tree);
    }
  });
}

async function removeLeftovers(repository: string): Promise<void> {
  const listed = (await git(repository, 'worktree', 'list', '--porcelain')) ?? '';
  for (const [, tree = '', pid] of listed.matchAll(LEFTOVER)) {
    // One that is not here may be of a machine that shares the repository alone.
    if (!existsSync(tree) || isRunning(Number(pid))) continue;
    await git(repository, 'worktree', 'remove', '--force', tree);
    await rm(dirname(tree), { recursive: true, force: true });
  }
}

const LEFTOVER = new RegExp(`^worktree (.*/${PREFIX}(\\d+)-[^/]+/tree)$`, 'gm');
