import type { Organizations } from '../../constructs/tenant-account/handler/organizations';
import { TENANT_TAG } from '../../constructs/tenant-account/handler/vend-request';
import { OperationError } from '../errors';
import { replaceAccounts } from './accounts-lock-file';

/** Input of {@link syncAccounts}. */
export interface SyncAccountsRequest {
  /** The tenants folder, whose `accounts.lock.json` is rebuilt. */
  readonly directory: string;
  /** What the file says now, by tenant id. */
  readonly locked: ReadonlyMap<string, string>;
  /** Say what would change, and write nothing. */
  readonly dryRun: boolean;
}

/** A difference between `accounts.lock.json` and AWS Organizations. */
export interface AccountChange {
  readonly tenantId: string;
  /** Account on disk; absent if there was none. */
  readonly from?: string;
  /** Account in AWS Organizations; absent if no account carries the tenant's tag. */
  readonly to?: string;
  /** State of the account in AWS Organizations. */
  readonly state?: string;
}

/**
 * Rebuilds `accounts.lock.json` from AWS Organizations, where the tag of each account says whose it is.
 *
 * Accounts that are suspended or closed stay in the file: the tenant's id is never given away.
 *
 * @returns what changed, or would change, sorted by tenant
 * @throws OperationError if two accounts carry the tag of one tenant; nothing is written
 */
export async function syncAccounts(
  { directory, locked, dryRun }: SyncAccountsRequest,
  organizations: Organizations,
): Promise<AccountChange[]> {
  const owned = new Map<string, { readonly accountId: string; readonly state: string }>();
  for (const { Id, State, Status } of await organizations.accounts()) {
    const tenantId = (await organizations.tags(Id!)).get(TENANT_TAG);
    if (tenantId === undefined) continue;
    const other = owned.get(tenantId);
    if (other !== undefined) {
      throw new OperationError(
        `accounts ${other.accountId} and ${Id} both carry the tag "${TENANT_TAG}" = "${tenantId}"; take it off the one that is not the tenant's`,
      );
    }
    owned.set(tenantId, { accountId: Id!, state: State ?? Status ?? 'UNKNOWN' });
  }

  const changes = [...new Set([...locked.keys(), ...owned.keys()])].toSorted().flatMap((tenantId): AccountChange[] => {
    const from = locked.get(tenantId);
    const { accountId: to, state } = owned.get(tenantId) ?? {};
    return from === to ? [] : [{ tenantId, ...(from && { from }), ...(to && { to }), ...(state && { state }) }];
  });
  if (changes.length > 0 && !dryRun) {
    await replaceAccounts(directory, new Map([...owned].map(([tenantId, { accountId }]) => [tenantId, accountId])));
  }
  return changes;
}
