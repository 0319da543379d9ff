import type { Rule } from '../../rule';
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
  },
};
