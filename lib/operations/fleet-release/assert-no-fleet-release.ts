import { UsageError } from '../../errors';
import type { ReleaseMachinesOptions } from './release-machines';
import { withReleaseMachines } from './with-release-machines';

/**
 * Makes sure that no release is on its way on Step Functions, before one is driven from this machine. Where its state machines are not deployed, none is.
 *
 * @param regions regions with tenants
 * @throws UsageError if one is
 * @throws OperationError if AWS does not say: an operator whose organization has these machines may ask them
 */
export async function assertNoFleetRelease(options: ReleaseMachinesOptions, regions: readonly string[]): Promise<void> {
  const running = await withReleaseMachines(options, (machines) => machines.running(regions, { missing: 'idle' }));
  if (running.length === 0) return;
  throw new UsageError(
    `${running.join(', ')} ${running.length === 1 ? 'is' : 'are'} running on Step Functions, and two releases would deploy to the same tenants; wait for the end (tenantry rollout status --engine step-functions), or stop it: tenantry rollout abort --engine step-functions`,
  );
}
