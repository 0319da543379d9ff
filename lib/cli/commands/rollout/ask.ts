import { Command } from '@commander-js/extra-typings';
import { askRollout } from '../../../operations/rollout/drive-rollout';
import { type RolloutRequest, RolloutStore } from '../../../operations/rollout/rollout-store';
import { isOver } from '../../../rollout/is-over';
import { commandLine } from '../../command-line';
import { confirm } from '../../confirm';
import { ExitCode } from '../../exit-code';
import { jsonOption, tenantsOption, yesOption } from '../../fleet-options';
import { findRelease, knownReleaseOption } from '../../rollout/release-options';
import type { CommandContext } from '../../run';

/** `tenantry rollout pause` and `tenantry rollout abort`: nothing new is started. */
export function rolloutAskCommand(request: RolloutRequest, { reporter, ask, exit }: CommandContext) {
  const { summary, description, done } = WORDING[request];
  return new Command(request)
    .summary(summary)
    .description(description)
    .addOption(knownReleaseOption)
    .addOption(tenantsOption)
    .addOption(yesOption)
    .addOption(jsonOption)
    .addHelpText('after', `\nExample:\n  $ tenantry rollout ${request}`)
    .action(async (options) => {
      const store = new RolloutStore(options.tenants);
      const { release } = await findRelease(store, options.release);
      if (request === 'abort') {
        const what = `release ${release} is aborted and cannot be resumed; tenants that have it keep it`;
        await confirm({ yes: options.yes, what, command: commandLine('rollout abort', [], options) }, ask);
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
      'Lets the run that drives the release, in another terminal, finish what it has begun and end. tenantry rollout resume goes on.',
    done: 'paused',
  },
  abort: {
    summary: 'give a release up',
    description:
      'Lets the run that drives the release, in another terminal, finish what it has begun and end for good. Tenants that have the release keep it: roll out another one to replace it.',
    done: 'aborted',
  },
} as const;
