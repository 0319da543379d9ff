import type { DeployableTenant } from '../config/is-deployable';

/** One environment of a tenant. */
export interface TenantEnvironment {
  readonly accountId: string;
  readonly region: string;
}

/** Environments of a tenant: its home region, and the one its backups are copied to. */
export function environmentsOf({ accountId, region, backup }: DeployableTenant): TenantEnvironment[] {
  const regions = backup.enabled && backup.copyRegion !== undefined ? [region, backup.copyRegion] : [region];
  return regions.map((each) => ({ accountId, region: each }));
}
