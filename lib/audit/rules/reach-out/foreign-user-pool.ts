import type { Rule } from '../../rule';
import { sweep } from '../../sweep/sweep';

/** Types about a pool, which they name by its id. */
const OF_THE_POOL = /^AWS::Cognito::/;
const ITS_ID = /^(User|Identity)PoolId$/;

/** User pools by id: whoever signs in there is believed. */
export const foreignUserPool: Rule = {
  id: 'reach-out/foreign-user-pool',
  severity: 'high',
  claim: "Every user pool that is named is the tenant's own, or the identity provider in the tenant's file.",
  explanation: 'An API that believes the tokens of another user pool lets the users of another tenant in.',
  fix: "refer to the user pool of the tenant's own stacks, or name the issuer in the tenant's file (api.authorizer)",
  *checkStack(view) {
    const { tenant } = view;
    if (tenant === undefined) return;
    const { authorizer } = tenant.api;
    const declared = authorizer.type === 'oidc' ? authorizer.issuer : '';
    for (const { pool, logicalId, leaf, type } of sweep(view)) {
      if (pool === undefined || declared.includes(pool)) continue;
      if (OF_THE_POOL.test(type) && ITS_ID.test(leaf.properties[0] ?? '')) continue;
      yield { logicalId, path: leaf.path, message: `user pool ${pool} is not in the tenant's stacks` };
    }
  },
};
