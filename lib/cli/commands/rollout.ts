import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../run';
import { rolloutAskCommand } from './rollout/ask';
import { rolloutResumeCommand } from './rollout/resume';
import { rolloutStartCommand } from './rollout/start';
import { rolloutStatusCommand } from './rollout/status';

/** `tenantry rollout`: a release goes to the fleet, ring by ring. */
export function rolloutCommand(context: CommandContext) {
  return new Command('rollout')
    .summary('bring a release to the fleet, ring by ring')
    .description(
      "Deploys a release to the tenants of one ring after another. A ring is left when it has baked and the alarms of its tenants are quiet; too many failures stop the release, and a tenant it fails gets back what ran before. How rings are gone through is said in the organization's file, under rollout.",
    )
    .addCommand(rolloutStartCommand(context))
    .addCommand(rolloutStatusCommand(context))
    .addCommand(rolloutAskCommand('pause', context))
    .addCommand(rolloutResumeCommand(context))
    .addCommand(rolloutAskCommand('abort', context))
    .addHelpText('after', EXAMPLES);
}

const EXAMPLES = `
Examples:
  $ tenantry rollout start --dry-run
  $ tenantry rollout start --profile operator --yes
  $ tenantry rollout status
  $ tenantry rollout pause                from another terminal
  $ tenantry rollout resume --profile operator`;
