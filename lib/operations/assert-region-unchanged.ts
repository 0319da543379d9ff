import type { Organizations } from '../../constructs/tenant-account/handler/organizations';
import { VendError } from '../../constructs/tenant-account/handler/vend-error';
import type { Tenant } from '../config/tenant';

/** Organizational unit below which each jurisdiction has one, and each of its regions. */
export const TENANTS_UNIT = 'Tenants';

/** An account that is to be moved to the unit of its tenant's region. */
export interface AccountToMove {
  readonly accountId: string;
  /** Unit it is in. */
  readonly parentId: string;
  /** Unit from which it would go on. */
  readonly onboardingId: string;
  readonly tenant: Pick<Tenant, 'id' | 'region'>;
}

/**
 * Makes sure that an account does not leave the unit of another region: what is deployed in an account stays in its region, and the policies of
 * another one would stop it.
 *
 * @throws VendError with both ways out
 */
export async function assertRegionUnchanged(account: AccountToMove, organizations: Organizations): Promise<void> {
  const { accountId, parentId, onboardingId, tenant } = account;
  const unit = await regionUnit(parentId, organizations);
  if (unit === undefined || unit.region === tenant.region) return;
  throw new VendError(
    'RegionChanged',
    `account ${accountId} of "${tenant.id}" is in ${TENANTS_UNIT}/${unit.jurisdiction}/${unit.region}, and the tenant's file says ${tenant.region}: what is deployed in an account stays in its region; set region back to "${unit.region}", or, if nothing is deployed there yet, run: ` +
      `aws organizations move-account --account-id ${accountId} --source-parent-id ${parentId} --destination-parent-id ${onboardingId}`,
  );
}

/** Of which region a unit is; undefined if of none. */
async function regionUnit(
  unitId: string,
  organizations: Organizations,
): Promise<{ readonly jurisdiction: string; readonly region: string } | undefined> {
  const tenants = (await organizations.units(await organizations.root())).get(TENANTS_UNIT);
  const jurisdictions = tenants === undefined ? [] : [...(await organizations.units(tenants))];
  for (const [jurisdiction, jurisdictionId] of jurisdictions) {
    for (const [region, id] of await organizations.units(jurisdictionId)) {
      if (id === unitId) return { jurisdiction, region };
    }
  }
  return undefined;
}
