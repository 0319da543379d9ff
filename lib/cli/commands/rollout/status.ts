import { Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../../config/load-registry';
import { RolloutStore } from '../../../operations/rollout/rollout-store';
import { phaseOf } from '../../../rollout/rollout-phase';
import { failures } from '../../../rollout/rollout-state';
import { ExitCode } from '../../exit-code';
import { jsonOption, operatorProfileOption, operatorRoleOption, tenantsOption } from '../../fleet-options';
import { engineOption } from '../../rollout/engine-option';
import { findRelease, knownReleaseOption } from '../../rollout/release-options';
import { nextStepOf, rolloutJson, rolloutTable } from '../../rollout/rollout-report';
import { showFleetRelease } from '../../rollout/show-fleet-release';
import type { CommandContext } from '../../run';

/** `tenantry rollout status`: how far a release is. */
export function rolloutStatusCommand(context: CommandContext) {
  const { reporter, exit } = context;
  return new Command('status')
    .summary('say how far a release is')
    .description(
      'Says how many tenants of each ring have the release, which it failed and which were stepped over. Reads files of this machine only, or, with --engine step-functions, what the operator account has. Exit code 1 says that the release failed a tenant, or was halted on Step Functions.',
    )
    .addOption(engineOption)
    .addOption(knownReleaseOption)
    .addOption(tenantsOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      if (options.engine === 'step-functions') {
        return showFleetRelease(await loadRegistry({ directory: options.tenants }), options, context);
      }
      const store = new RolloutStore(options.tenants);
      const state = await findRelease(store, options.release);
      const phase = phaseOf(state, await store.isDriven(), new Date());
      const nextStep = nextStepOf(phase);
      if (options.json) {
        reporter.result(JSON.stringify({ ...rolloutJson(state, phase), ...(nextStep && { nextStep }) }, undefined, 2));
      } else {
        const reason = phase.reason === undefined ? '' : `: ${phase.reason}`;
        reporter.result(`release ${state.release}, started ${state.startedAt}, is ${phase.phase}${reason}`);
        reporter.result(rolloutTable(state));
        if (nextStep !== undefined) reporter.info(`next: ${nextStep}`);
      }
      exit(state.rings.some((ring) => failures(ring).length > 0) ? ExitCode.Failed : ExitCode.Done);
    });
}

const EXAMPLES = `
Examples:
  $ tenantry rollout status
  $ tenantry rollout status --engine step-functions --profile operator
  $ tenantry rollout status --release 2026-03-01 --json | jq '.rings[].tenants[] | select(.step != "deployed")'`;
