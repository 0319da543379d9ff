import type { Rule } from '../../rule';

/** Whether there is a trail. */
export const trailPresent: Rule = {
  id: 'logging/trail',
  severity: 'high',
  claim: "Every tenant's account has a trail of its own, or the organization's.",
  explanation:
    'Without a trail nobody can tell who did what in the account, and no alarm on the use of the break-glass role can be raised.',
  fix: "define a trail in the tenant's stacks, or say trail: 'organization' in the organization's file where the organization has one",
  *checkTenant({ organization, view }, stacks) {
    const [stack] = stacks;
    if (organization.trail === 'organization' || stack === undefined) return;
    const hasTrail = stacks
      .map(view)
      .some(({ resources, isAlwaysMade }) =>
        resources.some(([logicalId, { Type: type }]) => type === 'AWS::CloudTrail::Trail' && isAlwaysMade(logicalId)),
      );
    if (hasTrail) return;
    yield { stack, logicalId: '', path: '', message: `none of the stacks of tenant ${stack.tenant} has a trail` };
  },
};
