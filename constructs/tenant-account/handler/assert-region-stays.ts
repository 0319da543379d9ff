import type { Organizations } from './organizations';
import { VendError } from './vend-error';

/** An account that is to be moved to the unit where it is wanted. */
export interface AccountToMove {
  readonly accountId: string;
  readonly tenantId: string;
  /** Unit it is in. */
  readonly parentId: string;
  /** Unit from which it would go on. */
  readonly onboardingId: string;
  /** Names of the unit where it is wanted, from the root down, e.g. `['Tenants', 'eu', 'eu-central-1']`. */
  readonly home: readonly string[];
}

/**
 * Makes sure that an account does not leave the unit of one region for that of another: what is deployed in an account stays in its region, and the
 * policies of another one would stop it.
 *
 * @throws VendError with both ways out
 */
export async function assertRegionStays(account: AccountToMove, organizations: Organizations): Promise<void> {
  const { accountId, tenantId, parentId, onboardingId, home } = account;
  const to = regionOf(home);
  const present = to === undefined ? undefined : await unitLike(home, parentId, organizations);
  const from = present && regionOf(present);
  if (present === undefined || from === undefined || from === to) return;
  throw new VendError(
    'RegionChanged',
    `account ${accountId} of "${tenantId}" is in ${present.join('/')}, and is wanted in ${home.join('/')}: what is deployed in an account stays in its region; set the tenant's region back to "${from}", or, if nothing is deployed there yet, run: ` +
      `aws organizations move-account --account-id ${accountId} --source-parent-id ${parentId} --destination-parent-id ${onboardingId}`,
  );
}

/** Of units that are named after a region, which. */
function regionOf(unit: readonly string[]): string | undefined {
  const name = unit.at(-1) ?? '';
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(name) ? name : undefined;
}

/** How many levels of units are for regions: a jurisdiction, and in it the region. */
const LEVELS = 2;

/** Names of a unit if it is one beside `home`, of another jurisdiction perhaps. */
async function unitLike(
  home: readonly string[],
  unitId: string,
  organizations: Organizations,
): Promise<readonly string[] | undefined> {
  const top = home.slice(0, -LEVELS);
  let parentId: string | undefined = await organizations.root();
  for (const name of top) {
    if (parentId === undefined) return undefined;
    parentId = (await organizations.units(parentId)).get(name);
  }
  return parentId === undefined ? undefined : pathBelow(parentId, top, home.length - top.length, unitId, organizations);
}

async function pathBelow(
  parentId: string,
  path: readonly string[],
  levels: number,
  unitId: string,
  organizations: Organizations,
): Promise<readonly string[] | undefined> {
  for (const [name, id] of await organizations.units(parentId)) {
    const own = [...path, name];
    if (levels === 1 && id === unitId) return own;
    const found = levels > 1 ? await pathBelow(id, own, levels - 1, unitId, organizations) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
