import type { Registry } from '../../config/registry';
import { ExitCode } from '../exit-code';
import type { CommandContext } from '../run';
import { failuresOf, fleetNextStep, fleetReleaseJson, fleetReleaseTable } from './fleet-release-report';
import type { OperatorOptions } from '../operator-credentials';
import { inOperatorAccount } from './fleet-session';

/** Says how far a release on Step Functions is. */
export async function showFleetRelease(
  registry: Registry,
  options: OperatorOptions & { readonly release?: string | undefined; readonly json: boolean },
  { reporter, exit }: CommandContext,
): Promise<void> {
  const status = await inOperatorAccount(registry, options, async (machines, operator) => {
    const { findExecution, fleetReleaseStatus } = await import('../../operations/fleet-release/fleet-release-status');
    const execution = await findExecution(machines, options.release);
    return fleetReleaseStatus(execution, { machines, registry, operator });
  });
  const { release, phase, reason, rings, unread, startedAt = '?', execution } = status;
  if (options.json) reporter.result(JSON.stringify(fleetReleaseJson(status), undefined, 2));
  else {
    const as = execution === release ? '' : ` as ${execution}`;
    reporter.result(
      `release ${release}, started ${startedAt}${as}, is ${phase}${reason === undefined ? '' : `: ${reason}`}`,
    );
    reporter.result(fleetReleaseTable(status));
  }
  for (const why of unread) reporter.warn(`tenants were not looked at: ${why}`);
  const next = fleetNextStep(status);
  if (next !== undefined) reporter.info(`next: ${next}`);
  exit(phase === 'halted' || failuresOf(rings).length > 0 ? ExitCode.Failed : ExitCode.Done);
}
