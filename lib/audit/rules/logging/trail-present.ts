import type { Rule } from '../../rule';

/** Whether there is a trail. */
export const trailPresent: Rule = {
  id: 'logging/trail',
  severity: 'high',
  claim: "Every tenant's account has a trail of its own, or the organization's.",
  explanation:
    'Without a trail nobody can tell who did what in the account, and no alarm on the use of the break-glass role can be raised.',
  fix: "define a trail in the tenant's stacks, or say trail: 'organization' in the organization's file where the organization has one",
  *checkFleet({ organization, stacks, tenants, view }) {
    if (organization.trail === 'organization') return;
    for (const { id } of tenants) {
      const own = stacks.filter(({ tenant }) => tenant === id);
      const [stack] = own;
      if (stack === undefined) continue;
      if (own.some((each) => view(each).resources.some(([, { Type: type }]) => type === 'AWS::CloudTrail::Trail')))
        continue;
      yield { stack, logicalId: '', path: '', message: `none of the stacks of tenant ${id} has a trail` };
    }
  },
};
