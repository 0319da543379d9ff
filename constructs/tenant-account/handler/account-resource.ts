import type { VendContext } from './create-account';
import type { TenantAccountEvent, TenantAccountProperties, TenantAccountResult } from './event';
import { findAccount } from './find-account';
import { findUnit } from './find-unit';
import { OutOfTime } from './limited-clock';
import type { SetContacts } from './set-contacts';
import { vendAccount } from './vend-account';
import { VendError } from './vend-error';
import { TENANT_TAG, type VendRequest } from './vend-request';

/** What the custom resource works with. */
export interface AccountResourceContext extends VendContext {
  readonly setContacts: SetContacts;
}

/** Properties of an account that AWS cannot change, or only its root user can. */
const FIXED = ['TenantId', 'AccountName', 'Email', 'RoleName'] as const;

/**
 * Refuses what cannot be done, before anything is.
 *
 * @throws VendError if the name, the e-mail address, the role or the tenant would change
 */
export function assertPossible({
  RequestType,
  ResourceProperties: wanted,
  OldResourceProperties: old,
}: TenantAccountEvent): void {
  if (RequestType !== 'Update' || old === undefined) return;
  const changed = FIXED.filter((name) => wanted[name] !== old[name]);
  if (changed.length === 0) return;
  const changes = changed.map((name) => `${name} from "${old[name]}" to "${wanted[name]}"`).join(' and ');
  throw new VendError(
    'AccountChanged',
    `an account cannot change ${changes}: undo it in the tenant's file; the e-mail address can be changed by the root user of the account, after which the file follows`,
  );
}

/**
 * Brings an account to where it is wanted, as far as there is time: adopts or creates it, sets tags and contacts, moves it to its unit.
 * A deleted resource moves its account to `Suspended`; it never closes one.
 *
 * @returns not complete if there was not time enough; asked again, it goes on
 * @throws VendError if trying again will not help
 */
export async function settleAccount(
  event: TenantAccountEvent,
  context: AccountResourceContext,
): Promise<TenantAccountResult> {
  const properties = event.ResourceProperties;
  try {
    if (event.RequestType === 'Delete') {
      await rest(properties, context);
      return { IsComplete: true };
    }
    return { IsComplete: true, Data: await provide(properties, context) };
  } catch (error) {
    if (error instanceof OutOfTime) return { IsComplete: false };
    throw error;
  }
}

async function provide(properties: TenantAccountProperties, context: AccountResourceContext) {
  const { organizations, setContacts } = context;
  const { Onboarding, Home, Tags, Contacts, TenantId } = properties;
  // Units that are missing are found out before an account is asked for.
  const onboardingId = await findUnit(organizations, Onboarding, 'refuse');
  const homeId = await findUnit(organizations, Home, 'refuse');
  const { accountId, how } = await vendAccount(requestOf(properties), context);
  // Tags that others put on the account stay.
  await organizations.tag(accountId, { ...Tags, [TENANT_TAG]: TenantId });
  const isHome = (await organizations.parent(accountId)) === homeId;
  if (!isHome) await organizations.moveTo(accountId, onboardingId);
  await setContacts(accountId, Contacts);
  if (!isHome && properties.WaitsForRegion !== 'true') await organizations.moveTo(accountId, homeId);
  return { AccountId: accountId, How: how };
}

/** Where there is no account, a creation failed before it was asked for. */
async function rest(properties: TenantAccountProperties, { organizations }: AccountResourceContext): Promise<void> {
  const account = await findAccount(organizations, requestOf(properties)).catch((error: unknown) => {
    // A closed account rests already.
    if (error instanceof VendError && error.code === 'AccountNotActive') return undefined;
    throw error;
  });
  if (account?.tagged !== true) return;
  await organizations.moveTo(account.accountId, await findUnit(organizations, properties.Suspended, 'refuse'));
}

function requestOf({ TenantId, AccountName, Email, RoleName, Tags }: TenantAccountProperties): VendRequest {
  return {
    tenantId: TenantId,
    accountName: AccountName,
    email: Email,
    roleName: RoleName,
    tags: Tags,
    accountsOfOthers: new Set(),
  };
}
