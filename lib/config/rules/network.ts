import { nextFreeCidr } from '../allocate-cidr';
import { type Cidr, formatCidr, isPrivate, overlaps, parseCidr } from '../cidr';
import type { Tenant } from '../tenant';
import { type Rule, findings, forEachTenant } from './rule';

/** Largest VPC AWS allows, and the smallest that has room for the subnets of three zones. */
const LARGEST_PREFIX = 16;
const SMALLEST_PREFIX = 24;

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export const cidrIsUsable: Rule = forEachTenant(({ network: { cidr } }) => {
  const block = parseCidr(cidr);
  if (block === undefined) return [];
  return [
    (block.prefix < LARGEST_PREFIX || block.prefix > SMALLEST_PREFIX) && {
      path: 'network.cidr',
      message: `"${cidr}" has the wrong size; expected /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}`,
    },
    formatCidr(block) !== cidr && {
      path: 'network.cidr',
      message: `"${cidr}" is an address inside a block; expected the block's first address: "${formatCidr(block)}"`,
    },
    !isPrivate(block) && {
      path: 'network.cidr',
      message: `"${cidr}" is not private; expected a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
    },
  ];
});

/** A tenant and its block. */
interface Placed {
  readonly tenant: Tenant;
  readonly block: Cidr;
}

/** No two tenants' networks overlap, so that none can be peered with another by mistake. Closed tenants have no network. */
export const cidrsDoNotOverlap: Rule = ({ tenants, organization }) => {
  const placed = tenants
    .filter(({ state }) => state !== 'closed')
    .flatMap((tenant) => {
      const block = parseCidr(tenant.network.cidr);
      return block === undefined ? [] : [{ tenant, block }];
    })
    .toSorted((one, other) => one.block.start - other.block.start || one.block.prefix - other.block.prefix);
  const pool = parseCidr(organization.networkPool);
  const used = placed.map(({ block }) => block);

  return overlappingPairs(placed).flatMap((pair) => {
    const [keeps, moves] = whoMoves(pair);
    const free = pool && nextFreeCidr(pool, moves.block, used);
    // A block is offered once: two tenants that follow the advice must not meet again.
    if (free !== undefined) used.push(free);
    const advice =
      free === undefined
        ? `${organization.networkPool} has no free block left: enlarge networkPool of the organization`
        : `set network.cidr of "${moves.tenant.id}" to "${formatCidr(free)}", which is free`;
    const deployed = moves.tenant.accountId === undefined ? '' : ' (its VPC is replaced if it is deployed already)';
    return findings(moves.tenant.file, [
      {
        path: 'network.cidr',
        message: `${moves.tenant.network.cidr} of tenant "${moves.tenant.id}" overlaps ${keeps.tenant.network.cidr} of tenant "${keeps.tenant.id}"; ${advice}${deployed}`,
      },
    ]);
  });
};

/** Each block that overlaps the furthest-reaching one before it, with that one. */
function overlappingPairs(sorted: readonly Placed[]): (readonly [Placed, Placed])[] {
  const pairs: (readonly [Placed, Placed])[] = [];
  let furthest: Placed | undefined;
  for (const placed of sorted) {
    if (furthest !== undefined && overlaps(furthest.block, placed.block)) pairs.push([furthest, placed]);
    if (furthest === undefined || placed.block.end > furthest.block.end) furthest = placed;
  }
  return pairs;
}

/** The tenant without an account moves; else the later id, so that the answer is always the same. */
function whoMoves([one, other]: readonly [Placed, Placed]): readonly [Placed, Placed] {
  const oneHasAccount = one.tenant.accountId !== undefined;
  const otherHasAccount = other.tenant.accountId !== undefined;
  if (oneHasAccount !== otherHasAccount) return oneHasAccount ? [one, other] : [other, one];
  return one.tenant.id < other.tenant.id ? [one, other] : [other, one];
}

/** Regions where a new account sees two zones only. */
const TWO_ZONE_REGIONS: ReadonlySet<string> = new Set(['us-west-1']);

/** @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
export const regionHasTheZones: Rule = forEachTenant(({ region, network }) => [
  network.availabilityZones === 3 &&
    TWO_ZONE_REGIONS.has(region) && {
      path: 'network.availabilityZones',
      message: `3 zones, but a new account sees 2 in ${region}; set network.availabilityZones to 2, or choose another region`,
    },
]);
