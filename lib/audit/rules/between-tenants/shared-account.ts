import type { Rule } from '../../rule';

/** Accounts of two tenants. */
export const sharedAccount: Rule = {
  id: 'between-tenants/shared-account',
  severity: 'critical',
  claim: 'No two tenants share an account.',
  explanation: 'The account is what keeps tenants apart: within one, every role and key is a neighbour.',
  fix: 'give each tenant an account of its own',
  *checkFleet({ tenants, stacks }) {
    for (const stack of stacks.filter(({ parent, account }) => parent === undefined && account !== undefined)) {
      const others = tenants.filter(({ accountId, id }) => accountId === stack.account && id !== stack.tenant);
      const named = stack.name.split('/')[0];
      if (stack.tenant !== undefined && named !== stack.tenant && tenants.some(({ id }) => id === named)) {
        const message = `the stack is named after tenant ${named}, and goes to the account of tenant ${stack.tenant}`;
        yield { stack, logicalId: '', path: '', message };
      }
      if (others.length === 0) continue;
      yield {
        stack,
        logicalId: '',
        path: '',
        message: `account ${stack.account} is of ${others.map(({ id }) => `tenant ${id}`).join(' and ')} too`,
      };
    }
  },
};
