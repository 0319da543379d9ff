import { Command, Option } from '@commander-js/extra-typings';
import { loadRegistry } from '../../../config/load-registry';
import { UsageError, formatIssue } from '../../../errors';
import { resumeRollout } from '../../../operations/rollout/drive-rollout';
import { RolloutStore } from '../../../operations/rollout/rollout-store';
import { planRollout } from '../../../rollout/plan-rollout';
import type { RolloutState } from '../../../rollout/rollout-state';
import { ExitCode } from '../../exit-code';
import {
  allowReplacementOption,
  dryRunOption,
  jsonOption,
  operatorProfileOption,
  operatorRoleOption,
  tenantsOption,
} from '../../fleet-options';
import { driveRelease } from '../../rollout/drive';
import { engineOption } from '../../rollout/engine-option';
import { gitCommit } from '../../rollout/git-commit';
import { commitOption, findRelease, knownReleaseOption } from '../../rollout/release-options';
import { resumeFleetRelease } from '../../rollout/resume-fleet-release';
import type { CommandContext } from '../../run';

const retryOption = new Option('--retry', 'give tenants that the release failed another try').default(false);

/** `tenantry rollout resume`: a release that was paused, halted or cut off. */
export function rolloutResumeCommand(context: CommandContext) {
  const { reporter, exit } = context;
  return new Command('resume')
    .summary('go on with a release')
    .description(
      'Goes on with a release that was paused, halted or cut off. Tenants that have it are left alone, tenants that were being deployed are deployed again, and tenants that were suspended since are stepped over. A release that was halted because of failures needs --retry. On Step Functions the release is started again as it was, under the next free name, and tenants that failed are always given another try.',
    )
    .addOption(engineOption)
    .addOption(knownReleaseOption)
    .addOption(commitOption)
    .addOption(retryOption)
    .addOption(allowReplacementOption)
    .addOption(tenantsOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(dryRunOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { tenants: directory, json, dryRun, retry } = options;
      if (options.engine === 'step-functions') {
        return resumeFleetRelease(await loadRegistry({ directory }), options, context);
      }
      const store = new RolloutStore(directory);
      const state = await findRelease(store, options.release);
      const { release, commit } = state;
      assertSameCommit(state, options.commit ?? (await gitCommit(directory))?.hash, directory);
      const registry = await loadRegistry({ directory });
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      if (dryRun) {
        const steps = retry ? ['waiting', 'deploying', 'rolledBack', 'untouched', 'stuck'] : ['waiting', 'deploying'];
        const left = state.rings
          .flatMap(({ tenants }) => tenants)
          .filter(({ progress }) => steps.includes(progress.step))
          .map(({ id }) => id);
        if (json) reporter.result(JSON.stringify({ dryRun, release, tenants: left }, undefined, 2));
        else
          reporter.result(
            left.length === 0 ? 'no tenant is left' : `release ${release} would go on to ${left.join(' ')}`,
          );
        return exit(ExitCode.Done);
      }
      const definition = { rings: state.rings.map((ring) => ring.definition) };
      const plan = planRollout(release, definition, registry.tenants);
      await driveRelease(
        { name: { release, commit }, registry, store, options },
        (driving) => resumeRollout({ release, plan, retry }, driving),
        context,
      );
    });
}

/** Half of a fleet on one commit and half on another would both be called by the same name. */
function assertSameCommit({ release, commit }: RolloutState, present: string | undefined, directory: string): void {
  if (commit === undefined || present === undefined || commit === present) return;
  throw new UsageError(
    `release ${release} is made of commit ${commit}, and ${directory} is at ${present}; check out ${commit}, or, if the tenants' stacks do not differ, say --commit ${commit}`,
  );
}

const EXAMPLES = `
Examples:
  $ tenantry rollout resume --profile operator
  $ tenantry rollout resume --retry --dry-run   who would get another try`;
