import type { Organizations } from './organizations';
import { VendError } from './vend-error';

/** What to do about an organizational unit that is not there. */
export type MissingUnits = 'refuse' | 'create';

/**
 * Finds an organizational unit by its names from the root down.
 *
 * @throws VendError if one of them is missing and is not to be made
 */
export async function findUnit(
  organizations: Organizations,
  path: readonly string[],
  missing: MissingUnits,
): Promise<string> {
  let parentId = await organizations.root();
  for (const [depth, name] of path.entries()) {
    let id = (await organizations.units(parentId)).get(name);
    if (id === undefined && missing === 'create') {
      await organizations.createUnit(parentId, name);
      id = (await organizations.units(parentId)).get(name);
    }
    if (id === undefined) {
      throw new VendError(
        'UnitMissing',
        `the organization has no organizational unit "${path.slice(0, depth + 1).join('/')}"; create it in AWS Organizations, or have "tenantry vend" or "tenantry up" make it with --create-units`,
      );
    }
    parentId = id;
  }
  return parentId;
}
