import { type AccountClient, EnableRegionCommand, GetRegionOptStatusCommand } from '@aws-sdk/client-account';
import type { Clock } from '../../constructs/tenant-account/handler/rate-limits';
import { OperationError } from '../errors';

/** Makes a region usable in an account. */
export type EnableRegion = (accountId: string, region: string, notify: (status: string) => void) => Promise<void>;

/** What {@link regionEnabler} works with. */
export interface RegionEnablerOptions {
  /** Client with the management account's credentials. */
  readonly client: AccountClient;
  readonly clock: Clock;
}

const POLL_MS = 60_000;

/** Enabling takes minutes to several hours. */
const GIVE_UP_AFTER_MS = 6 * 3_600_000;

/** Refusals that pass: another change of regions is under way, in the account or in the organization, or calls come too fast. */
const REFUSED_FOR_NOW: ReadonlySet<string> = new Set(['ConflictException', 'TooManyRequestsException']);

/**
 * Makes the operation that opts an account in to a region, and waits until AWS is done.
 *
 * Safe to repeat after a run that was cut off: AWS is asked how far it is, and goes on by itself meanwhile.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function regionEnabler({ client, clock }: RegionEnablerOptions): EnableRegion {
  return async (accountId, region, notify) => {
    const input = { AccountId: accountId, RegionName: region };
    const deadline = clock.now() + GIVE_UP_AFTER_MS;
    for (let told = ''; clock.now() < deadline; await clock.pause(POLL_MS)) {
      const { RegionOptStatus: status = 'UNKNOWN' } = await client.send(new GetRegionOptStatusCommand(input));
      if (status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT') return;
      if (status !== told) notify(status);
      told = status;
      if (status === 'DISABLED') await client.send(new EnableRegionCommand(input)).catch(passing);
    }
    throw new OperationError(
      `region ${region} is still not enabled in account ${accountId} after six hours; AWS goes on by itself: run this again to go on waiting`,
    );
  };
}

function passing(error: unknown): void {
  if (!(error instanceof Error && REFUSED_FOR_NOW.has(error.name))) throw error;
}
