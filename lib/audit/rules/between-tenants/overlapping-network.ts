import type { AuditedStack } from '../../assembly/audited-stack';
import { textOf } from '../../assembly/template-file';
import type { Rule } from '../../rule';
import { literalText } from '../../values/value';

/** A block of addresses of a tenant. */
interface Block {
  readonly stack: AuditedStack;
  readonly logicalId: string;
  readonly cidr: string;
  readonly first: number;
  readonly last: number;
}

/** Networks of two tenants with the same addresses. */
export const overlappingNetwork: Rule = {
  id: 'between-tenants/overlapping-network',
  severity: 'medium',
  claim: 'No two tenants have addresses in common.',
  explanation:
    'Networks with the same addresses can be confused in flow logs and allow lists, and one peering by mistake reaches the wrong tenant.',
  fix: 'give each tenant a block of its own (network.cidr)',
  *checkFleet(fleet) {
    const blocks = fleet.stacks
      .flatMap((stack) => {
        if (stack.tenant === undefined || !textOf(stack).includes('"AWS::EC2::VPC')) return [];
        const found = blocksOf(stack, fleet.view(stack));
        fleet.letGo(stack);
        return found;
      })
      .toSorted((one, other) => one.first - other.first || one.last - other.last);
    let open: Block[] = [];
    const found = new Map<Block, Block>();
    for (const block of blocks) {
      open = open.filter(({ last }) => last >= block.first);
      for (const other of open) {
        if (other.stack.tenant === block.stack.tenant) continue;
        found.set(block, found.get(block) ?? other);
        found.set(other, found.get(other) ?? block);
      }
      open.push(block);
    }
    for (const [{ stack, logicalId, cidr }, other] of found) {
      yield {
        stack,
        logicalId,
        path: 'Properties.CidrBlock',
        message: `${cidr} has addresses in common with ${other.cidr} of tenant ${other.stack.tenant}`,
      };
    }
  },
};

function blocksOf(
  stack: AuditedStack,
  { resources, evaluate }: ReturnType<Parameters<NonNullable<Rule['checkFleet']>>[0]['view']>,
): Block[] {
  return resources.flatMap(([logicalId, { Type: type, Properties: properties }]) => {
    if (type !== 'AWS::EC2::VPC' && type !== 'AWS::EC2::VPCCidrBlock') return [];
    return evaluate(properties?.CidrBlock ?? '').flatMap((text) => {
      const cidr = literalText(text) ?? '';
      const range = rangeOf(cidr);
      return range === undefined ? [] : [{ stack, logicalId, cidr, first: range[0], last: range[1] }];
    });
  });
}

function rangeOf(cidr: string): readonly [number, number] | undefined {
  const [, a, b, c, d, length] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr) ?? [];
  if (length === undefined) return undefined;
  const size = 2 ** (32 - Number(length));
  const address = [a, b, c, d].reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(address / size) * size;
  return [first, first + size - 1];
}
