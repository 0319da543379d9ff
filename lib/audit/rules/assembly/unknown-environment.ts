import type { Rule } from '../../rule';

/** Stacks that do not say where they go. */
export const unknownEnvironment: Rule = {
  id: 'assembly/unknown-environment',
  severity: 'medium',
  claim: 'Every stack says which account and region it goes to.',
  explanation: 'A stack that goes wherever the credentials point can go into the wrong tenant.',
  fix: 'give the stack an env with account and region',
  *checkStack({ stack }) {
    if (stack.parent !== undefined || (stack.account !== undefined && stack.region !== undefined)) return;
    const missing = stack.account === undefined ? 'account' : 'region';
    yield { logicalId: '', path: '', message: `the manifest names no ${missing} for stack ${stack.name}` };
  },
};
