import type { Rule } from '../../rule';
import { holdsData } from './stateful-types';

/** Whether stacks that hold data can be deleted by one call. */
export const stackProtection: Rule = {
  id: 'deletion/stack-protection',
  severity: 'medium',
  claim: 'Stacks that hold data are protected from termination.',
  explanation: 'Deleting a stack takes the tenant’s service down even where its data is retained.',
  fix: 'set terminationProtection on the stack',
  *checkStack({ stack, tenant, resources }) {
    if (tenant === undefined || stack.terminationProtection || stack.parent !== undefined) return;
    const holder = resources.find(([, { Type: type, Properties: properties }]) => holdsData(type, properties));
    if (holder === undefined) return;
    yield {
      logicalId: '',
      path: '',
      message: `the stack holds ${holder[1].Type} ${holder[0]} and can be deleted by one call`,
    };
  },
  *evidence({ stack, resources }) {
    if (stack.parent !== undefined || !resources.some(([, { Type: type, Properties: own }]) => holdsData(type, own)))
      return;
    yield { logicalId: '', path: '', value: stack.terminationProtection ? 'protected' : 'not protected' };
  },
};
