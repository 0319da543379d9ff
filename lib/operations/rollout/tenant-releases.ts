import type { DeployableTenant } from '../../config/is-deployable';
import { OperationError } from '../../errors';
import { type DeployTenantContext, deployTenant } from '../deploy-tenant';
import type { CredentialProvider } from '../operator-session';
import { environmentsOf } from '../tenant-environments';
import { tenantStacks } from '../tenant-stacks';
import { keepAssembly, keptAssembly, newAssembly } from './kept-assemblies';
import type { RolloutWork } from './run-rollout';
import { tenantAlarms } from './tenant-alarms';
import { waitForStacks } from './wait-for-stacks';
import { readLedger, recordRelease, releaseBefore } from './version-ledger';

/** The release, and whom it is for. */
export interface TenantReleasesRequest {
  readonly release: string;
  readonly commit: string | undefined;
  /** The tenants folder. */
  readonly directory: string;
  readonly tenants: readonly DeployableTenant[];
  /** Stateful resources the release may replace or remove. */
  readonly allowReplacement: ReadonlySet<string>;
}

/** What releases are brought to tenants with. */
export interface TenantReleasesContext {
  /** Of the operator account. */
  readonly operator: CredentialProvider;
  /** Writes the cloud assembly of a tenant into a folder. */
  readonly synthesize: (tenant: string, folder: string) => Promise<void>;
  readonly notify: (tenant: string, event: Parameters<DeployTenantContext['notify']>[0]) => void;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * Brings a release to tenants with CloudFormation, and keeps what is needed to bring the one before it back: each tenant's
 * ledger, and the assemblies of its present and its last release.
 */
export function tenantReleases(request: TenantReleasesRequest, context: TenantReleasesContext): RolloutWork {
  const { release, commit, directory } = request;
  const { operator, synthesize, now } = context;
  const byId = new Map(request.tenants.map((tenant) => [tenant.id, tenant]));
  const tenantOf = (id: string): DeployableTenant => {
    const tenant = byId.get(id);
    if (tenant === undefined) throw new OperationError(`tenant "${id}" has no account that can be deployed to`);
    return tenant;
  };
  const deploy = async (id: string, assembly: string, allowReplacement: ReadonlySet<string>): Promise<void> => {
    const tenant = tenantOf(id);
    for (const environment of environmentsOf(tenant)) {
      await waitForStacks(() => tenantStacks(id, environment, operator, 'tenantry-rollout'), context.pause);
    }
    await deployTenant(
      { tenant, assembly, allowReplacement, dryRun: false },
      { credentials: operator, notify: (event) => context.notify(id, event) },
    );
  };
  const record = (tenant: string, by: 'rollout' | 'rollback', of: { release: string; commit?: string | undefined }) =>
    recordRelease(directory, tenant, {
      release: of.release,
      ...(of.commit !== undefined && { commit: of.commit }),
      accountId: tenantOf(tenant).accountId,
      since: now().toISOString(),
      by,
    });

  return {
    deploy: async (tenant) => {
      const before = releaseBefore(await readLedger(directory, tenant), release)?.release;
      const assembly = await newAssembly(directory, tenant);
      await synthesize(tenant, assembly);
      await deploy(tenant, assembly, request.allowReplacement);
      await keepAssembly(directory, tenant, release, before);
      await record(tenant, 'rollout', { release, commit });
    },

    health: async (tenant) => {
      const alarms = await tenantAlarms(tenantOf(tenant), operator);
      return alarms.length === 0 ? undefined : `in alarm: ${alarms.join(', ')}`;
    },

    rollBack: async (tenant) => {
      const before = releaseBefore(await readLedger(directory, tenant), release);
      if (before === undefined) throw new OperationError('no release before this one is on record');
      const assembly = keptAssembly(directory, tenant, before.release);
      if (assembly === undefined) {
        throw new OperationError(`the templates of release ${before.release} are not kept on this machine`);
      }
      await deploy(tenant, assembly, new Set());
      await record(tenant, 'rollback', before);
      return before.release;
    },
  };
}
