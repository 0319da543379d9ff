import type { DeployableTenant } from '../../config/is-deployable';
import type { Tenant } from '../../config/tenant';
import { OperationError } from '../../errors';
import { messageOf } from '../../message-of';
import { whyNot } from '../../rollout/plan-rollout';
import { type DeployTenantContext, type PreparedDeployment, prepareDeployment } from '../deploy-tenant';
import { openJournal } from '../journal';
import type { CredentialProvider } from '../operator-session';
import { tenantAlarms } from '../tenant-alarms';
import { keepAssembly, keptAssembly, newAssembly } from './kept-assemblies';
import { NothingChangedError, type RolloutWork } from './run-rollout';
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
  /** A tenant as its files have it now. */
  readonly load: (tenant: string) => Promise<Tenant | undefined>;
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
  const prepare = (id: string, assembly: string, allowReplacement: ReadonlySet<string>): Promise<PreparedDeployment> =>
    prepareDeployment(
      { tenant: tenantOf(id), assembly, allowReplacement },
      { credentials: operator, pause: context.pause, notify: (event) => context.notify(id, event) },
    );
  const record = (tenant: string, by: 'rollout' | 'rollback', of: { release: string; commit?: string | undefined }) =>
    recordRelease(directory, tenant, {
      release: of.release,
      ...(of.commit !== undefined && { commit: of.commit }),
      accountId: tenantOf(tenant).accountId,
      since: now().toISOString(),
      by,
    });

  return {
    whyNot: async (id) => {
      const tenant = await context.load(id);
      return tenant === undefined ? 'it is not in the fleet' : whyNot(tenant, release);
    },

    deploy: async (tenant) => {
      const journal = await withoutChange(() => openJournal(directory, tenant, now));
      try {
        const { before, deployment } = await withoutChange(async () => {
          const ledger = await readLedger(directory, tenant);
          const assembly = await newAssembly(directory, tenant);
          await synthesize(tenant, assembly);
          return {
            before: releaseBefore(ledger, release)?.release,
            deployment: await prepare(tenant, assembly, request.allowReplacement),
          };
        });
        await deployment.deploy();
        await keepAssembly(directory, tenant, release, before);
        await record(tenant, 'rollout', { release, commit });
      } finally {
        await journal.release();
      }
    },

    health: async (id) => {
      const tenant = byId.get(id);
      // One that was suspended or closed since it got the release has no alarms that anybody may read.
      if (tenant === undefined) return undefined;
      const alarms = await tenantAlarms(tenant, operator, 'tenantry-rollout');
      return alarms.length === 0 ? undefined : `in alarm: ${alarms.join(', ')}`;
    },

    rollBack: async (tenant) => {
      const journal = await openJournal(directory, tenant, now);
      try {
        const before = releaseBefore(await readLedger(directory, tenant), release);
        if (before === undefined) throw new OperationError('no release before this one is on record');
        const assembly = keptAssembly(directory, tenant, before.release);
        if (assembly === undefined) {
          throw new OperationError(`the templates of release ${before.release} are not kept on this machine`);
        }
        await (await prepare(tenant, assembly, new Set())).deploy();
        await record(tenant, 'rollback', before);
        return before.release;
      } finally {
        await journal.release();
      }
    },
  };
}

/** Says of an error that it came before anything was changed. */
async function withoutChange<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new NothingChangedError(messageOf(cause), { cause });
  }
}
