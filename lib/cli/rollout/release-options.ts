import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { RELEASE_NAME, RELEASE_NAME_EXPECTED } from '../../config/release-name';
import { UsageError } from '../../errors';
import type { RolloutStore } from '../../operations/rollout/rollout-store';
import type { RolloutState } from '../../rollout/rollout-state';
import type { Reporter } from '../console-reporter';
import { gitCommit } from './git-commit';

/** Which of the releases on record is meant. */
export const knownReleaseOption = new Option('--release <name>', 'release; by default the latest').argParser(
  parseRelease,
);

/** Name of a release that is new. */
export const newReleaseOption = new Option(
  '--release <name>',
  'name of the release; by default the first 12 characters of the git commit',
).argParser(parseRelease);

/** What the release is made of. */
export const commitOption = new Option(
  '--commit <hash>',
  'commit the release is made of; by default that of the tenants folder',
);

/** What a release is called and made of. */
export interface ReleaseName {
  readonly release: string;
  readonly commit: string | undefined;
}

/** Characters of a commit that become the name of a release. */
const COMMIT_LENGTH = 12;

/**
 * The name of a new release, after its commit if it is given none.
 *
 * @throws UsageError if there is no commit either, or one that nothing can be named after
 */
export async function nameRelease(
  options: { readonly release?: string | undefined; readonly commit?: string | undefined; readonly tenants: string },
  reporter: Reporter,
): Promise<ReleaseName> {
  const git = options.commit === undefined ? await gitCommit(options.tenants) : undefined;
  if (git?.isChanged === true) {
    reporter.warn(
      `there are changes that are not in commit ${git.hash.slice(0, COMMIT_LENGTH)}; they are rolled out too`,
    );
  }
  const commit = options.commit ?? git?.hash;
  const release = options.release ?? commit?.slice(0, COMMIT_LENGTH);
  if (release !== undefined) {
    if (RELEASE_NAME.test(release)) return { release, commit };
    throw new UsageError(
      `the release cannot be named "${release}" after its commit: ${RELEASE_NAME_EXPECTED}; name it with --release`,
    );
  }
  throw new UsageError(
    `${options.tenants} is at no git commit the release could be named after; name it with --release`,
  );
}

/**
 * The release that is meant.
 *
 * @throws UsageError if there is none
 */
export async function findRelease(store: RolloutStore, name: string | undefined): Promise<RolloutState> {
  const state = name === undefined ? (await store.list()).at(-1) : await store.read(name);
  if (state !== undefined) return state;
  if (name === undefined)
    throw new UsageError('nothing has been rolled out from here; see tenantry rollout start --help');
  const known = (await store.list()).map(({ release }) => `"${release}"`);
  throw new UsageError(
    `unknown release "${name}"; expected ${known.length === 0 ? 'none, as there is none' : known.join(', ')}`,
  );
}

/** Names of releases become names of files. */
function parseRelease(value: string): string {
  if (RELEASE_NAME.test(value)) return value;
  throw new InvalidArgumentError(`${RELEASE_NAME_EXPECTED}, got "${value}"`);
}
