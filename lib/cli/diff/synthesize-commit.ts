import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { loadRegistry } from '../../config/load-registry';
import type { Registry } from '../../config/registry';
import { UsageError } from '../../errors';
import { messageOf } from '../../message-of';
import { git } from '../git';
import { synthesizeRegistry } from '../synthesize-registry';
import type { BaseRequest } from './base-assembly';
import { BY_HAND, inBaseWorktree } from './base-worktree';

/** Files that say which dependencies are installed; one of them is beside `node_modules`, or above. */
const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/**
 * Synthesizes the tenants folder of a commit, and the blueprint with it, with this version of Tenantry, into a folder that is gone afterwards.
 *
 * The working tree stays as it is: the commit is checked out into a worktree of its own, which uses the installed dependencies.
 */
export async function withSynthesizedCommit<Result>(
  { base, tenants, cacheDirectory, reporter }: BaseRequest,
  use: (assembly: string) => Result,
): Promise<Result> {
  const place = existsSync(tenants) ? realpathSync(tenants) : resolve(tenants);
  const folder = existsSync(place) ? place : dirname(place);
  const repository = await git(folder, 'rev-parse', '--show-toplevel');
  const commit = await git(folder, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`);
  if (repository === undefined || commit === undefined) {
    throw new UsageError(
      `--base ${base}: neither the folder of a cloud assembly (it has no manifest.json) nor a commit of the repository that ${tenants} is in; name one of them`,
    );
  }
  return inBaseWorktree(repository, { base, commit }, async ({ workspace, tree }) => {
    const directory = join(tree, relative(repository, place));
    if (!existsSync(directory)) {
      throw new UsageError(`--base ${base}: the commit has no folder ${relative(repository, place)}; name a later one`);
    }
    useInstalledDependencies(repository, tree, folder, base);
    reporter.info(
      `base: tenants folder and blueprint of ${base} (${commit.slice(0, 12)}), synthesized with this version of Tenantry …`,
    );
    const output = join(workspace, 'cdk.out');
    await synthesize(directory, output, { base, tenants, cacheDirectory, reporter });
    return use(output);
  });
}

/** The assembly is to be compared, not deployed: findings in what is past are nothing to do about. */
async function synthesize(
  directory: string,
  output: string,
  { base, tenants, cacheDirectory, reporter }: BaseRequest,
): Promise<void> {
  try {
    const registry = namedAsIn(tenants, await loadRegistry({ directory }));
    await synthesizeRegistry(registry, {
      output,
      organization: true,
      isPast: true,
      // Nothing is made for a comparison where nobody has wanted it.
      cacheDirectory: cacheDirectory !== false && existsSync(cacheDirectory) && cacheDirectory,
      jobs: undefined,
      say: (line) => reporter.info(line),
    });
  } catch (cause) {
    // Whatever it is, a blueprint's own error for instance: it says nothing of the change that is looked at.
    throw new UsageError(
      `--base ${base}: its tenants folder and blueprint cannot be synthesized with this version of Tenantry; ${BY_HAND}\n${messageOf(cause)}`,
      { cause },
    );
  }
}

/** The registry of a folder with files that are named as they are in another one: a blueprint may write names down, and they are no change. */
function namedAsIn(tenants: string, registry: Registry): Registry {
  const named = <Configured extends { readonly file: string }>(configured: Configured): Configured => ({
    ...configured,
    file: join(tenants, relative(registry.directory, configured.file)),
  });
  return { ...registry, organization: named(registry.organization), tenants: registry.tenants.map(named) };
}

/** Puts every `node_modules` that the tenants folder sees into the same place of the worktree. */
function useInstalledDependencies(repository: string, tree: string, from: string, base: string): void {
  for (const folder of foldersUpTo(repository, from)) {
    const place = relative(repository, folder);
    const changed = LOCK_FILES.find((name) => contentOf(join(folder, name)) !== contentOf(join(tree, place, name)));
    if (changed !== undefined) {
      throw new UsageError(
        `--base ${base}: its dependencies are not those that are installed here (${join(place, changed)} is another one); ${BY_HAND}`,
      );
    }
    const [installed, modules] = [join(folder, 'node_modules'), join(tree, place, 'node_modules')];
    if (existsSync(installed) && !existsSync(modules)) symlinkSync(installed, modules, 'dir');
  }
}

/** A folder, and those that it is in, up to the top of the repository. */
function foldersUpTo(repository: string, folder: string): readonly string[] {
  return folder === repository || folder === dirname(folder)
    ? [folder]
    : [folder, ...foldersUpTo(repository, dirname(folder))];
}

function contentOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
