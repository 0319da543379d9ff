import { isDeployable } from '../../config/is-deployable';
import type { Tenant } from '../../config/tenant';
import type { CredentialProvider } from '../operator-session';
import { orSay } from '../or-say';
import { environmentsOf } from '../tenant-environments';
import type { TenantVersion } from './tenant-version';
import { readVersions } from './tenant-versions';

/** What the table of a region has on record of a tenant. */
export interface VersionInRegion extends TenantVersion {
  readonly region: string;
}

/** What Step Functions brought to tenants. */
export interface FleetVersions {
  /** By tenant, its home region first; tenants nothing is on record of are not in it. */
  readonly byTenant: ReadonlyMap<string, readonly VersionInRegion[]>;
  /** Regions whose table could not be read, and why. */
  readonly unread: readonly string[];
}

/** Reads what Step Functions brought to tenants. Never fails: a fleet without Step Functions has no tables. */
export async function fleetVersions(tenants: readonly Tenant[], operator: CredentialProvider): Promise<FleetVersions> {
  const places = tenants
    .filter(isDeployable)
    .flatMap((tenant) => environmentsOf(tenant).map(({ region }) => ({ id: tenant.id, region })));
  const unread: string[] = [];
  const regions = new Map<string, ReadonlyMap<string, TenantVersion>>();
  for (const region of [...new Set(places.map((place) => place.region))].toSorted()) {
    const ids = places.filter((place) => place.region === region).map(({ id }) => id);
    const versions = await orSay(region, unread, readVersions(ids, region, operator));
    if (versions !== undefined) regions.set(region, versions);
  }
  const byTenant = new Map<string, VersionInRegion[]>();
  for (const { id, region } of places) {
    const version = regions.get(region)?.get(id);
    if (version !== undefined) byTenant.set(id, [...(byTenant.get(id) ?? []), { ...version, region }]);
  }
  return { byTenant, unread };
}
