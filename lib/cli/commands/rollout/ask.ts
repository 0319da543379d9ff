import { Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../../config/load-registry';
import { askRollout } from '../../../operations/rollout/drive-rollout';
import { type RolloutRequest, RolloutStore } from '../../../operations/rollout/rollout-store';
import { isOver } from '../../../rollout/is-over';
import { commandLine } from '../../command-line';
import { confirm } from '../../confirm';
import { ExitCode } from '../../exit-code';
import { jsonOption, operatorProfileOption, operatorRoleOption, tenantsOption, yesOption } from '../../fleet-options';
import { askFleetRelease } from '../../rollout/ask-fleet-release';
import { engineOption } from '../../rollout/engine-option';
import { findRelease, knownReleaseOption } from '../../rollout/release-options';
import type { CommandContext } from '../../run';

/** `tenantry rollout pause` and `tenantry rollout abort`: nothing new is started. */
export function rolloutAskCommand(request: RolloutRequest, context: CommandContext) {
  const { reporter, ask, exit } = context;
  const { summary, description, done } = WORDING[request];
  return new Command(request)
    .summary(summary)
    .description(description)
    .addOption(engineOption)
    .addOption(knownReleaseOption)
    .addOption(tenantsOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(yesOption)
    .addOption(jsonOption)
    .addHelpText('after', `\nExample:\n  $ tenantry rollout ${request}`)
    .action(async (options) => {
      const command = commandLine(`rollout ${request}`, [], options);
      if (options.engine === 'step-functions') {
        const registry = await loadRegistry({ directory: options.tenants });
        return askFleetRelease(request, { registry, options, command }, context);
      }
      const store = new RolloutStore(options.tenants);
      const { release } = await findRelease(store, options.release);
      if (request === 'abort') {
        const what = `release ${release} is aborted and cannot be resumed; tenants that have it keep it`;
        await confirm({ yes: options.yes, what, command }, ask);
      }
      const { asked, state } = await askRollout(release, request, { store, now: () => new Date() });
      if (options.json) reporter.result(JSON.stringify({ release, request, asked }, undefined, 2));
      else
        reporter.result(
          asked ? `release ${release}: asked; what was begun is finished first` : `release ${release} is ${done}`,
        );
      if (!asked && request === 'abort' && !isOver(state)) {
        reporter.info('to bring back what ran at tenants whose deployment was cut off: tenantry rollout resume');
      }
      exit(ExitCode.Done);
    });
}

const WORDING = {
  pause: {
    summary: 'start no more tenants for now',
    description:
      'Lets the run that drives the release, in another terminal, finish what it has begun and end. On Step Functions, rings that are at work go on, and no further one is started. tenantry rollout resume goes on.',
    done: 'paused',
  },
  abort: {
    summary: 'give a release up',
    description:
      'Lets the run that drives the release, in another terminal, finish what it has begun and end for good. On Step Functions, rings that are at work are stopped too, tenants in the middle are brought back to what they had, and rollout resume can still go on. Tenants that have the release keep it: roll out another one to replace it.',
    done: 'aborted',
  },
} as const;
