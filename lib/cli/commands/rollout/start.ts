import { Command, Option } from '@commander-js/extra-typings';
import { loadRegistry } from '../../../config/load-registry';
import { MAX_FLEET_CONCURRENCY, MAX_ROLLOUT_CONCURRENCY } from '../../../config/rollout';
import { formatIssue } from '../../../errors';
import { RolloutStore } from '../../../operations/rollout/rollout-store';
import { assertMayStart, startRollout } from '../../../operations/rollout/drive-rollout';
import { planRollout } from '../../../rollout/plan-rollout';
import { rolloutDefinition } from '../../../rollout/rollout-definition';
import { commandLine } from '../../command-line';
import { confirm } from '../../confirm';
import { ExitCode } from '../../exit-code';
import {
  allowReplacementOption,
  concurrencyUpTo,
  dryRunOption,
  jsonOption,
  operatorProfileOption,
  operatorRoleOption,
  tenantsOption,
  yesOption,
} from '../../fleet-options';
import { driveRelease } from '../../rollout/drive';
import { assertEngineDoes, assertOneMachineDoes, engineOption } from '../../rollout/engine-option';
import { commitOption, nameRelease, newReleaseOption } from '../../rollout/release-options';
import { planText } from '../../rollout/rollout-report';
import { startFleetRelease } from '../../rollout/start-fleet-release';
import type { CommandContext } from '../../run';

const concurrencyOption = new Option(
  '--concurrency <n>',
  `tenants to deploy at the same time, 1 to ${MAX_ROLLOUT_CONCURRENCY}, or ${MAX_FLEET_CONCURRENCY} on Step Functions, in every ring; by default what the organization's file says`,
).argParser(concurrencyUpTo(MAX_FLEET_CONCURRENCY));

const assemblyOption = new Option(
  '--assembly <dir>',
  'cloud assembly to release on Step Functions; by default the fleet is synthesized into cdk.out',
);

/** `tenantry rollout start`: a new release. */
export function rolloutStartCommand(context: CommandContext) {
  const { reporter, ask, exit } = context;
  return new Command('start')
    .summary('start a release')
    .description(
      'Deploys what is in the tenants folder now to all tenants in use, ring by ring. Tenants that are suspended, on their way out, without an account or pinned to another release are stepped over. The run can be cut off at any moment and resumed.',
    )
    .addOption(engineOption)
    .addOption(newReleaseOption)
    .addOption(commitOption)
    .addOption(assemblyOption)
    .addOption(concurrencyOption)
    .addOption(allowReplacementOption)
    .addOption(tenantsOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(dryRunOption)
    .addOption(yesOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { tenants: directory, json, dryRun, yes, concurrency, engine } = options;
      assertEngineDoes(options);
      const registry = await loadRegistry({ directory });
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      const name = await nameRelease(options, reporter);
      const command = commandLine('rollout start', [], options);
      if (engine === 'step-functions') return startFleetRelease({ name, registry, options, command }, context);
      const definition = rolloutDefinition(registry.organization, concurrency === undefined ? {} : { concurrency });
      assertOneMachineDoes(definition, registry.organization.file);
      const plan = planRollout(name.release, definition, registry.tenants);
      const store = new RolloutStore(directory);
      await assertMayStart(store, name.release);
      if (dryRun) {
        const { commit } = name;
        if (json) reporter.result(JSON.stringify({ dryRun, ...(commit && { commit }), ...plan }, undefined, 2));
        else reporter.result(`release ${name.release}\n${planText(plan)}`);
        return exit(ExitCode.Done);
      }
      const counts = plan.rings.map(({ definition: { name: ring }, tenants }) => `${ring} ${tenants.length}`);
      const what = `release ${name.release} is deployed to the tenants of one ring after another: ${counts.join(', ')}`;
      await confirm({ yes, what, command }, ask);

      await driveRelease(
        { name, registry, store, options },
        (driving) => startRollout(plan, name.commit, driving),
        context,
      );
    });
}

const EXAMPLES = `
Examples:
  $ tenantry rollout start --dry-run                         which tenants, in which order
  $ tenantry rollout start --profile operator
  $ tenantry rollout start --release 2026-03-01 --yes --json   in a pipeline
  $ tenantry rollout start --engine step-functions             nobody has to stay`;
