import type { Rule } from '../../rule';
import { describeText, literal } from '../../values/value';
import { isFreeText } from '../../sweep/free-text';
import { REGION } from '../../sweep/region-names';
import { sweep } from '../../sweep/sweep';

/** Regions that templates name. */
export const region: Rule = {
  id: 'residency/region',
  severity: 'high',
  claim: "Nothing names a region outside of the tenant's jurisdiction.",
  explanation: 'A replica, a copy, a destination, an endpoint or a setting in another region takes data there.',
  fix: "use a region of the tenant's jurisdiction",
  *checkStack(view) {
    const { tenant } = view;
    if (tenant === undefined) return;
    const allowed = tenant.jurisdictionRegions;
    for (const { region: found, what, logicalId, leaf } of sweep(view)) {
      if (found === undefined || allowed.includes(found)) continue;
      if (found.endsWith('-') && isWithinGroup(found, allowed)) continue;
      const where =
        found === 'global' ? 'any region of the world' : found.endsWith('-') ? `any region ${found}*` : found;
      yield {
        logicalId,
        path: leaf.path,
        message: `${what} is in ${where}; jurisdiction ${tenant.jurisdiction} has ${allowed.join(', ')}`,
      };
    }
    for (const [logicalId] of view.resources) {
      for (const { path, properties, value } of view.leaves(logicalId)) {
        if (isFreeText(properties)) continue;
        const known = literal(value);
        const named = isEverywhere(properties, known)
          ? 'all regions'
          : namedByKeys(properties, known).find((each) => !allowed.includes(each));
        if (named !== undefined) {
          const message = `it is about ${named}; jurisdiction ${tenant.jurisdiction} has ${allowed.join(', ')}`;
          yield { logicalId, path, message };
        }
        if (!IS_REGION.test(properties.at(-1) ?? '')) continue;
        const unknown = value.find((text) => text.some(({ kind }) => kind === 'unknown'));
        if (unknown === undefined) continue;
        const message = `the region is ${describeText(unknown)}, which is not known before the deployment`;
        yield { logicalId, path, message };
      }
    }
  },
};

/** Regions of Europe that are not in the EU, and in none of its groups. */
const OUTSIDE_OF_THE_EU = ['eu-central-2', 'eu-west-2'];

/** Whether a group of regions, by the beginning of their names, is no more than a jurisdiction of several of them. */
function isWithinGroup(group: string, allowed: readonly string[]): boolean {
  return allowed.length > 1 && allowed.every((each) => each.startsWith(group) && !OUTSIDE_OF_THE_EU.includes(each));
}

/** Whether a setting means every region there is. */
function isEverywhere(properties: readonly string[], value: string | undefined): boolean {
  return (
    (/^all(aws)?regions$/i.test(properties.at(-1) ?? '') && value?.toLowerCase() === 'true') ||
    value?.startsWith('ALL_REGIONS') === true
  );
}

/** Regions that the names of properties are, and the one that S3 calls `EU`. */
function namedByKeys(properties: readonly string[], value: string | undefined): readonly string[] {
  const isOldName = value === 'EU' && /^locationconstraint$/i.test(properties.at(-1) ?? '');
  return [...properties.filter((property) => WHOLE_REGION.test(property)), ...(isOldName ? ['eu-west-1'] : [])];
}

const WHOLE_REGION = new RegExp(`^${REGION}$`);

/** Properties that are a region, e.g. `Region`, `DestinationRegion`, `ReplicaRegions`. */
const IS_REGION = /region(s|name|id)?$/i;
