import { assertRegionStays } from './assert-region-stays';
import type { VendContext } from './create-account';
import { type TenantAccountEvent, type TenantAccountProperties, type TenantAccountResult, physicalIdOf } from './event';
import { assertUnchanged, differences, findAccount } from './find-account';
import { findUnit } from './find-unit';
import { OutOfTime } from './limited-clock';
import type { SetContacts } from './set-contacts';
import { vendAccount } from './vend-account';
import { VendError } from './vend-error';
import { TENANT_TAG, type VendRequest, type VendedAccount } from './vend-request';

/** What the custom resource works with. */
export interface AccountResourceContext extends VendContext {
  readonly setContacts: SetContacts;
}

/**
 * Refuses what cannot be done, before anything is.
 *
 * What cannot be done is seen from what there is, never from what the resource was told before: CloudFormation undoes an update that was refused by
 * one with the old properties, and a refusal of that would leave the stack where nobody can update it.
 *
 * @throws VendError if the resource would come to be about another tenant
 */
export function assertPossible({
  RequestType,
  PhysicalResourceId: id,
  ResourceProperties: wanted,
}: TenantAccountEvent): void {
  if (RequestType !== 'Update' || id === undefined || id === physicalIdOf(wanted)) return;
  throw new VendError(
    'AccountChanged',
    `an account stays the account of its tenant: ${id} cannot become that of "${wanted.TenantId}"; undo it, and give the other tenant an account of its own`,
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
    return { IsComplete: true, Data: await provide(event, context) };
  } catch (error) {
    if (error instanceof OutOfTime) return { IsComplete: false };
    throw error;
  }
}

async function provide(event: TenantAccountEvent, context: AccountResourceContext) {
  const { organizations, setContacts } = context;
  const { ResourceProperties: properties, OldResourceProperties: before = properties } = event;
  const { Onboarding, Home, Tags, Contacts, TenantId: tenantId } = properties;
  // Units that are missing are found out before an account is asked for.
  const onboardingId = await findUnit(organizations, Onboarding, 'refuse');
  const homeId = await findUnit(organizations, Home, 'refuse');
  const { accountId, how } = await (event.RequestType === 'Create'
    ? vendAccount(requestOf(properties), context)
    : presentAccount(requestOf(properties), requestOf(before), context));
  const parentId = await organizations.parent(accountId);
  const isHome = parentId === homeId;
  if (!isHome && parentId !== onboardingId && how !== 'created') {
    await assertRegionStays({ accountId, tenantId, parentId, onboardingId, home: Home }, organizations);
  }
  // Tags that others put on the account stay.
  await organizations.tag(accountId, { ...Tags, [TENANT_TAG]: tenantId });
  if (!isHome) await organizations.moveTo(accountId, onboardingId);
  await setContacts(accountId, Contacts);
  if (!isHome && properties.WaitsForRegion !== 'true') await organizations.moveTo(accountId, homeId);
  return { AccountId: accountId, How: how };
}

/**
 * The account of a resource that was made: a change of it makes no second one.
 *
 * A name or e-mail address that differed from the account's before differs still: that is no matter of this change, nor is it where CloudFormation undoes one
 * that was refused.
 *
 * @throws VendError if it cannot be found, or would no longer have the name and e-mail address that it has
 */
async function presentAccount(
  wanted: VendRequest,
  before: VendRequest,
  { organizations }: AccountResourceContext,
): Promise<Pick<VendedAccount, 'accountId' | 'how'>> {
  const found = await findAccount(organizations, wanted);
  if (found === undefined) {
    throw new VendError(
      'AccountNotCreated',
      `no account has the tag "${TENANT_TAG}" = "${wanted.tenantId}", or the e-mail "${wanted.email}"; put the tag back on the tenant's account`,
    );
  }
  if (differences(found, before).length === 0) assertUnchanged(found, wanted);
  return { accountId: found.accountId, how: found.tagged ? 'found' : 'adopted' };
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
