import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from '../../config/registry';
import type { RolloutRequest } from '../../operations/rollout/rollout-store';
import { confirm } from '../confirm';
import { ExitCode } from '../exit-code';
import type { CommandContext } from '../run';
import type { OperatorOptions } from '../operator-credentials';
import { inOperatorAccount } from './fleet-session';

/** Options of `tenantry rollout pause` and `abort` as Step Functions takes them. */
export interface FleetAskOptions extends OperatorOptions {
  readonly release?: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * Stops a release on Step Functions: for `pause` after the rings that are at work, for `abort` at once; tenants in the middle are brought back then.
 *
 * @param command the command line that does it without a question
 */
export async function askFleetRelease(
  request: RolloutRequest,
  {
    registry,
    options,
    command,
  }: { readonly registry: Registry; readonly options: FleetAskOptions; readonly command: string },
  { reporter, ask, exit }: CommandContext,
): Promise<void> {
  const asked = await inOperatorAccount(registry, options, async (machines) => {
    const [{ findExecution }, { stopRelease }] = await Promise.all([
      import('../../operations/fleet-release/fleet-release-status'),
      import('../../operations/fleet-release/stop-release'),
    ]);
    const execution = await findExecution(machines, options.release);
    const { release } = execution.input;
    if (request === 'abort') {
      const what = `release ${release} is aborted at once; tenants that have it keep it, and those that are being deployed to are brought back to what they had`;
      await confirm({ yes: options.yes, what, command }, ask);
    }
    return {
      release,
      execution: execution.name,
      ...(await stopRelease(machines, execution, request, { pause: sleep, waiting: (what) => reporter.info(what) })),
    };
  });
  const { release, stopped, rings, settling } = asked;
  if (options.json) reporter.result(JSON.stringify({ engine: 'step-functions', request, ...asked }, undefined, 2));
  else reporter.result(`release ${release} ${stopped ? DONE[request] : 'was not running'}`);
  for (const ring of rings) {
    reporter.info(request === 'pause' ? `ring ${ring} goes on to its end` : `ring ${ring} was stopped`);
  }
  for (const ring of settling) {
    reporter.info(`ring ${ring}: tenants whose deployment was cut off are being brought back to what they had`);
  }
  reporter.info('next: tenantry rollout status --engine step-functions');
  exit(ExitCode.Done);
}

const DONE = {
  pause: 'is paused; no further ring is started',
  abort: 'is aborted; no further tenant is begun',
} as const;
