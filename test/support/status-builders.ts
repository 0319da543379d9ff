import { loadRegistry } from '../../lib/config/load-registry';
import type { Tenant } from '../../lib/config/tenant';
import type { ResourceDrift } from '../../lib/operations/stack-drift';
import type { TenantStatus } from '../../lib/operations/tenant-status';
import type { FleetStatus, TenantRow } from '../../lib/status-page/fleet-status';
import { aFleet, aTenant } from './tenants-folder';

/** When the fleets of tests are looked at. */
export const LOOKED_AT = new Date('2026-03-02T08:30:00.000Z');

/** Tenants with their defaults filled in; each has an account. */
export async function someTenants(changes: readonly Readonly<Record<string, unknown>>[]): Promise<Tenant[]> {
  const files = changes.map((each, index) =>
    aTenant({ network: { cidr: `10.${Math.floor(index / 64)}.${(index % 64) * 4}.0/22` }, ...each }),
  );
  const accounts = files.map(({ id }, index) => [String(id), String(200_000_000_000 + index)] as const);
  const { tenants } = await loadRegistry({ directory: aFleet(files, undefined, Object.fromEntries(accounts)) });
  return [...tenants];
}

/** A tenant that is as it should be, of release 1.0; `changes` replace fields. */
export function aRow(tenant: Tenant, changes: Partial<TenantStatus> = {}, nextStep = ''): TenantRow {
  const { id, ring, state, region, accountId } = tenant;
  const changedAt = '2026-03-01T12:05:00.000Z';
  const stacks = ['Access', 'Data', 'Network', 'Service'].map((name) => ({
    name: `${id}-${name}`,
    status: 'UPDATE_COMPLETE',
    changedAt,
  }));
  const status: TenantStatus = {
    tenant: id,
    ring,
    state,
    ...(accountId !== undefined && { accountId }),
    account: 'ACTIVE',
    environments: [{ region, bootstrap: 32, stacks }],
    release: {
      runs: {
        release: '1.0',
        commit: '0123456789abcdef0123456789abcdef01234567',
        accountId: accountId ?? '',
        since: '2026-03-01T12:06:00.000Z',
        by: 'rollout',
      },
    },
    lastDeploy: changedAt,
    problems: [],
    unread: [],
    ...changes,
  };
  return { tenant, status, nextStep };
}

/** Environments in which this drift was found, and what was looked at. */
export function drifted(tenant: Tenant, ...resources: readonly ResourceDrift[]): Pick<TenantStatus, 'environments'> {
  const drift = { compared: 12, drifted: resources, unknown: [] };
  return {
    environments: [
      {
        region: tenant.region,
        bootstrap: 32,
        stacks: [{ name: `${tenant.id}-Data`, status: 'UPDATE_COMPLETE', drift }],
      },
    ],
  };
}

/** A fleet that was looked at, in three rings; `changes` replace fields. */
export function aFleetStatus(rows: readonly TenantRow[], changes: Partial<FleetStatus> = {}): FleetStatus {
  return {
    organizationId: 'o-a1b2c3d4e5',
    rings: ['canary', 'early', 'general'],
    rows,
    looked: { health: false, drift: false },
    version: '1.2.3',
    at: LOOKED_AT,
    ...changes,
  };
}
