import type { Rule } from '../../rule';

/** Where stacks go. */
export const stackRegion: Rule = {
  id: 'residency/stack-region',
  severity: 'critical',
  claim: "Every stack of a tenant goes to a region of the tenant's jurisdiction.",
  explanation: 'What a stack holds lies in its region.',
  fix: "deploy the stack to a region of the tenant's jurisdiction",
  *checkStack({ stack, tenant }) {
    if (tenant === undefined || stack.region === undefined || stack.parent !== undefined) return;
    if (tenant.jurisdictionRegions.includes(stack.region)) return;
    yield {
      logicalId: '',
      path: '',
      message: `the stack goes to ${stack.region}; jurisdiction ${tenant.jurisdiction} has ${tenant.jurisdictionRegions.join(', ')}`,
    };
  },
  *evidence({ stack }) {
    yield { logicalId: '', path: '', value: stack.region ?? 'not known before the deployment' };
  },
};
