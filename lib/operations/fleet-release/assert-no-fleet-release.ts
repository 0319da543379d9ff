import { UsageError } from '../../errors';
import { withReleaseMachines } from './with-release-machines';

/** Where {@link assertNoFleetRelease} looks. */
export type AssertNoFleetReleaseRequest = Parameters<typeof withReleaseMachines>[0] & {
  /** Regions with tenants. */
  readonly regions: readonly string[];
};

/**
 * Makes sure that no release is on its way on Step Functions, before one is driven from this machine. Where its state machines are not deployed, none is.
 *
 * @throws UsageError if one is
 * @throws OperationError if AWS does not say: an operator whose organization has these machines may ask them
 */
export async function assertNoFleetRelease({ regions, ...session }: AssertNoFleetReleaseRequest): Promise<void> {
  const running = await withReleaseMachines(session, (machines) => machines.running(regions, { missing: 'idle' }));
  if (running.length === 0) return;
  throw new UsageError(
    `${running.join(', ')} ${running.length === 1 ? 'is' : 'are'} running on Step Functions, and two releases would deploy to the same tenants; wait for the end (tenantry rollout status --engine step-functions), or stop it: tenantry rollout abort --engine step-functions`,
  );
}
