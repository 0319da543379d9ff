import type { Rule } from '../../rule';
import { describeText } from '../../values/value';
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
      // The beginning of the names of a group of regions.
      if (found.endsWith('-') && allowed.every((each) => each.startsWith(found))) continue;
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
        if (!IS_REGION.test(properties.at(-1) ?? '')) continue;
        const unknown = value.find((text) => text.some(({ kind }) => kind === 'unknown'));
        if (unknown === undefined) continue;
        const message = `the region is ${describeText(unknown)}, which is not known before the deployment`;
        yield { logicalId, path, message };
      }
    }
  },
};

/** Properties that are a region, e.g. `Region`, `DestinationRegion`, `ReplicaRegions`. */
const IS_REGION = /region(s|name|id)?$/i;
