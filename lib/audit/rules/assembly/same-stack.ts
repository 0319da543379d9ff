import type { AuditedStack } from '../../assembly/audited-stack';
import type { Rule } from '../../rule';

/** Stacks of the assembly that are one stack to CloudFormation. */
export const sameStack: Rule = {
  id: 'assembly/same-stack',
  severity: 'high',
  claim: 'No two stacks have the same name in the same account and region.',
  explanation:
    'CloudFormation knows a stack by its name, account and region: what is deployed second takes the place of what was deployed first, and what only the first had is deleted.',
  fix: 'give one of them another name (stackName), account or region',
  *checkFleet({ stacks }) {
    const same = new Map<string, AuditedStack[]>();
    for (const stack of stacks) {
      if (stack.parent !== undefined) continue;
      const key = [stack.stackName, stack.account, stack.region].join('\n');
      const others = same.get(key);
      if (others === undefined) same.set(key, [stack]);
      else others.push(stack);
    }
    for (const group of [...same.values()].filter(({ length }) => length > 1)) {
      for (const stack of group) {
        const others = group.filter((each) => each !== stack).map(({ name }) => name);
        yield {
          stack,
          logicalId: '',
          path: '',
          message: `${others.join(', ')} is ${stack.stackName} in ${placeOf(stack)}, too`,
        };
      }
    }
  },
};

function placeOf({ account, region }: AuditedStack): string {
  const known = account === undefined ? 'an unknown account' : `account ${account}`;
  return `${known}, ${region === undefined ? 'an unknown region' : `region ${region}`}`;
}
