import { createHash } from 'node:crypto';
import type { Tenant } from '../config/tenant';
import { canonicalizer } from '../shapes/canonicalize';
import { isTellable } from '../shapes/own-values';
import type { AuditedStack } from './assembly/audited-stack';
import { textOf } from './assembly/template-file';

/**
 * What a tenant's stacks are, its own values aside: tenants of one shape differ in nothing but their id, account, external id, address
 * block, contacts, names and hours. A rule that finds nothing in one finds nothing in the others: it treats all of these as the tenant's own.
 *
 * @returns a digest; undefined where a value of the tenant's could be taken for something else
 */
export function shapeOf(tenant: Tenant, stacks: readonly AuditedStack[]): string | undefined {
  if (!isTellable(tenant.id)) return undefined;
  const own = canonicalizer(tenant);
  const digest = createHash('sha256').update(
    JSON.stringify([tenant.region, tenant.jurisdiction, tenant.jurisdictionRegions]),
  );
  for (const stack of stacks) {
    const { name, region, terminationProtection } = stack;
    digest
      .update(JSON.stringify([own.shapeOf(name), region, terminationProtection]))
      .update(own.shapeOf(textOf(stack)));
  }
  return digest.digest('hex');
}
