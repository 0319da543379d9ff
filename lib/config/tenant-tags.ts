import type { Tenant } from './tenant';

/**
 * The tags of everything a tenant has: what bills, searches and policies tell tenants apart by.
 *
 * The company's own tags cannot overwrite these.
 */
export function tenantTags({ id, tier, jurisdiction, costCenter, tags }: Tenant): Readonly<Record<string, string>> {
  return {
    ...tags,
    'tenantry:tenant-id': id,
    'tenantry:tier': tier,
    'tenantry:jurisdiction': jurisdiction,
    'tenantry:cost-center': costCenter,
  };
}
