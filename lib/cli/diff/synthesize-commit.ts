import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { loadRegistry } from '../../config/load-registry';
import { ConfigError, UsageError } from '../../errors';
import { inTemporaryFolder } from '../../operations/temporary-folder';
import { synthesizeRegistry } from '../synthesize-registry';
import type { BaseRequest } from './base-assembly';
import { git } from './git';

/** Files that say which dependencies are installed; one of them is beside `node_modules`. */
const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** What to do where a commit cannot be synthesized from here. */
const BY_HAND =
  'check it out elsewhere, install its dependencies, run "tenantry synth --all --output base.out" there, and give that folder to --base';

/**
 * Synthesizes the tenants folder of a commit, and the blueprint with it, with this version of Tenantry, into a folder that is gone afterwards.
 *
 * The working tree stays as it is: the commit is checked out into a worktree of its own, which uses the installed dependencies.
 */
export async function withSynthesizedCommit<Result>(
  { base, tenants, reporter }: BaseRequest,
  use: (assembly: string) => Result,
): Promise<Result> {
  const place = existsSync(tenants) ? realpathSync(tenants) : resolve(tenants);
  const repository = await git(dirname(place), 'rev-parse', '--show-toplevel');
  const commit = await git(dirname(place), 'rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`);
  if (repository === undefined || commit === undefined) {
    throw new UsageError(
      `--base ${base}: neither the folder of a cloud assembly (it has no manifest.json) nor a commit of the repository that ${tenants} is in; name one of them`,
    );
  }
  return inTemporaryFolder('tenantry-base-', async (workspace) => {
    const tree = join(workspace, 'tree');
    try {
      if ((await git(repository, 'worktree', 'add', '--detach', tree, commit)) === undefined) {
        throw new UsageError(`--base ${base}: git cannot check ${commit} out into ${tree}; ${BY_HAND}`);
      }
      useInstalledDependencies(repository, tree, dirname(place), base);
      const directory = join(tree, relative(repository, place));
      if (!existsSync(directory)) {
        throw new UsageError(
          `--base ${base}: the commit has no folder ${relative(repository, place)}; name a later one`,
        );
      }
      reporter.info(
        `base: tenants folder and blueprint of ${base} (${commit.slice(0, 12)}), synthesized with this version of Tenantry …`,
      );
      const output = join(workspace, 'cdk.out');
      await synthesize(base, directory, output);
      return use(output);
    } finally {
      await git(repository, 'worktree', 'remove', '--force', tree);
    }
  });
}

/** The assembly is to be compared, not deployed: findings in what is past are nothing to do about, and nothing of it is kept. */
async function synthesize(base: string, directory: string, output: string): Promise<void> {
  try {
    const registry = await loadRegistry({ directory });
    await synthesizeRegistry(registry, {
      output,
      organization: true,
      cacheDirectory: false,
      jobs: undefined,
      say: () => undefined,
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError(
      `--base ${base}: this version of Tenantry cannot read its tenants folder; ${BY_HAND}\n${error.message}`,
      { cause: error },
    );
  }
}

/** Puts the `node_modules` that the tenants folder sees into the same place of the worktree. */
function useInstalledDependencies(repository: string, tree: string, from: string, base: string): void {
  let folder = from;
  while (!existsSync(join(folder, 'node_modules'))) {
    if (folder === repository || folder === dirname(folder)) return;
    folder = dirname(folder);
  }
  const place = relative(repository, folder);
  const changed = LOCK_FILES.find((name) => contentOf(join(folder, name)) !== contentOf(join(tree, place, name)));
  if (changed !== undefined) {
    throw new UsageError(
      `--base ${base}: its dependencies are not those that are installed here (${join(place, changed)} is another one); ${BY_HAND}`,
    );
  }
  const modules = join(tree, place, 'node_modules');
  if (!existsSync(modules)) symlinkSync(join(folder, 'node_modules'), modules, 'dir');
}

function contentOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
