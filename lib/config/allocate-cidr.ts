import { createHash } from 'node:crypto';
import { type Cidr, blockAt, formatCidr, overlaps, parseCidr } from './cidr';

/** Size of a tenant's VPC that names no block: 1,024 addresses. */
export const ALLOCATED_PREFIX = 22;

/** Block the tenants' default CIDRs are cut from, unless the organization names another. */
export const DEFAULT_NETWORK_POOL = '10.0.0.0/8';

/**
 * The block of a tenant that names none.
 *
 * Depends on nothing but the tenant's id and the pool, so that adding a tenant never moves another's network.
 * Two tenants can therefore get the same block; a rule finds that and names a free one.
 *
 * @param networkPool an IPv4 block of /22 or larger
 */
export function allocateCidr(tenantId: string, networkPool: string): string {
  const pool = parseCidr(networkPool);
  if (pool === undefined) throw new Error(`"${networkPool}" is no IPv4 block`);
  const slot = createHash('sha256').update(tenantId).digest().readUInt32BE(0) % slots(pool);
  return formatCidr(slotAt(pool, slot));
}

/**
 * The next block of the pool, after a given one, that is free.
 *
 * @returns undefined if the pool is full
 */
export function nextFreeCidr(networkPool: Cidr, after: Cidr, used: readonly Cidr[]): Cidr | undefined {
  const count = slots(networkPool);
  const first = Math.floor((after.start - networkPool.start) / 2 ** (32 - ALLOCATED_PREFIX)) + 1;
  for (let step = 0; step < count; step += 1) {
    const block = slotAt(networkPool, (((first + step) % count) + count) % count);
    if (!used.some((other) => overlaps(block, other))) return block;
  }
  return undefined;
}

function slots(pool: Cidr): number {
  return Math.max(1, 2 ** (ALLOCATED_PREFIX - pool.prefix));
}

function slotAt(pool: Cidr, slot: number): Cidr {
  return blockAt(pool.start + slot * 2 ** (32 - ALLOCATED_PREFIX), ALLOCATED_PREFIX);
}
