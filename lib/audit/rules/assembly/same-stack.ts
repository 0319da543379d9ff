import type { AuditedStack } from '../../assembly/audited-stack';
import { groupBy } from '../../../group-by';
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
    const own = stacks.filter(({ parent }) => parent === undefined);
    const same = groupBy(own, ({ stackName, account, region }) => [stackName, account, region].join('\n'));
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
