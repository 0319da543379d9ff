import { assertRegionStays } from '../../constructs/tenant-account/handler/assert-region-stays';
import type { VendContext } from '../../constructs/tenant-account/handler/create-account';
import { type MissingUnits, findUnit } from '../../constructs/tenant-account/handler/find-unit';
import { vendAccount } from '../../constructs/tenant-account/handler/vend-account';
import type { VendEvent, VendedAccount } from '../../constructs/tenant-account/handler/vend-request';
import type { Tenant } from '../config/tenant';
import { tenantTags } from '../config/tenant-tags';
import { recordAccount } from './accounts-lock-file';
import { isOptInRegion } from '../config/regions';
import type { AccountReadiness } from './account-readiness';
import type { EnableRegion } from './enable-region';
import { ORGANIZATION_ROLE } from './organization-role';
import type { SetContacts } from '../../constructs/tenant-account/handler/set-contacts';

export type { VendedAccount } from '../../constructs/tenant-account/handler/vend-request';

/** Organizational unit in which new accounts wait until they are ready. */
export const ONBOARDING_UNIT = ['Onboarding'];

/** Input of {@link vendTenant}. */
export interface VendTenantRequest {
  readonly tenant: Tenant;
  /** The tenants folder, whose `accounts.lock.json` is written. */
  readonly directory: string;
  /** Accounts that are known to be other tenants'. */
  readonly accountsOfOthers: ReadonlySet<string>;
  readonly missingUnits: MissingUnits;
}

/** What {@link vendTenant} works with. */
export interface VendTenantContext extends Omit<VendContext, 'notify'> {
  readonly readiness: AccountReadiness;
  readonly enableRegion: EnableRegion;
  readonly setContacts: SetContacts;
  readonly notify: (
    event:
      | VendEvent
      | { readonly type: 'contacts'; readonly set: readonly string[]; readonly withoutPhone: readonly string[] }
      | { readonly type: 'moved'; readonly unit: string }
      | { readonly type: 'region'; readonly region: string; readonly status: string }
      | { readonly type: 'ready' },
  ) => void;
}

/**
 * Gives a tenant its account: vends it, writes its id down, says whom to reach about it, opts it in to its region where that
 * takes it, waits until it can be used, and moves it to the unit of its region.
 *
 * Safe to repeat after a run that was cut off anywhere. The id is on disk before anything else is done with the account; a new
 * account waits in `Onboarding`, fenced, until it is ready.
 *
 * @throws VendError if AWS gives no account, an organizational unit is missing, or the account is in that of another region
 */
export async function vendTenant(request: VendTenantRequest, context: VendTenantContext): Promise<VendedAccount> {
  const { tenant, directory, accountsOfOthers, missingUnits } = request;
  const { organizations, readiness, enableRegion, setContacts, notify } = context;
  const home = ['Tenants', tenant.jurisdiction, tenant.region];
  const [onboardingId, homeId] = await context.turns.take(async () => [
    await findUnit(organizations, ONBOARDING_UNIT, missingUnits),
    await findUnit(organizations, home, missingUnits),
  ]);

  const account = await vendAccount(
    {
      tenantId: tenant.id,
      accountName: `tenantry-${tenant.id}`,
      email: tenant.email,
      roleName: ORGANIZATION_ROLE,
      tags: tenantTags(tenant),
      accountsOfOthers,
    },
    context,
  );
  await recordAccount(directory, tenant.id, account.accountId);

  const parentId = await organizations.parent(account.accountId);
  const isHome = parentId === homeId;
  if (!isHome && parentId !== onboardingId && account.how !== 'created') {
    const { accountId } = account;
    await assertRegionStays({ accountId, tenantId: tenant.id, parentId, onboardingId, home }, organizations);
  }
  if (!isHome && (await organizations.moveTo(account.accountId, onboardingId)) === 'moved') {
    notify({ type: 'moved', unit: ONBOARDING_UNIT.join('/') });
  }
  notify({ type: 'contacts', ...(await setContacts(account.accountId, tenant.contacts)) });
  if (isHome) return account;

  if (isOptInRegion(tenant.region)) {
    await enableRegion(account.accountId, tenant.region, (status) =>
      notify({ type: 'region', region: tenant.region, status }),
    );
  }
  await readiness(account.accountId, tenant.region);
  notify({ type: 'ready' });
  await organizations.moveTo(account.accountId, homeId);
  notify({ type: 'moved', unit: home.join('/') });
  return account;
}
