import { type DeployableTenant, isDeployable } from '../config/is-deployable';
import { readAccountsLock } from '../config/files/accounts-lock';
import type { Registry } from '../config/registry';
import type { Tenant } from '../config/tenant';
import { OperationError } from '../errors';
import { messageOf } from '../message-of';
import { bootstrapEnvironments } from './bootstrap-tenant';
import { type DeployTenantContext, type TenantDeployment, deployTenant } from './deploy-tenant';
import { explainCredentials } from './explain-credentials';
import { type Step, openJournal } from './journal';
import type { ManagementSession } from './management-session';
import type { CredentialProvider } from './operator-session';
import { inTemporaryFolder } from './temporary-folder';
import { type VendTenantContext, vendTenant } from './vend-tenant';

/** Input of {@link upTenant}. */
export interface UpTenantRequest {
  readonly tenant: Tenant;
  /** The tenants folder. */
  readonly directory: string;
  readonly operatorAccountId: string;
  /** Whether organizational units that are missing are created. */
  readonly missingUnits: 'create' | 'refuse';
  /** Stateful resources that may be replaced or removed. */
  readonly allowReplacement: ReadonlySet<string>;
}

/** What {@link upTenant} works with. */
export interface UpTenantContext {
  readonly management: ManagementSession;
  readonly operator: CredentialProvider;
  /** Loads one tenant afresh, with the account it was given meanwhile. */
  readonly reload: (tenantId: string) => Promise<Registry>;
  /** Writes the cloud assembly of the tenants of a registry. */
  readonly synthesize: (registry: Registry, outdir: string) => Promise<void>;
  readonly now: () => Date;
  readonly notify: (
    event:
      | Parameters<VendTenantContext['notify']>[0]
      | Parameters<DeployTenantContext['notify']>[0]
      | { readonly type: 'resumed'; readonly step: Step; readonly startedAt: string }
      | { readonly type: 'begun'; readonly step: Step }
      | { readonly type: 'bootstrapping'; readonly region: string }
      | { readonly type: 'completed'; readonly step: Step; readonly result: string },
  ) => void;
}

/** What {@link upTenant} did. */
export interface TenantUp extends TenantDeployment {
  readonly accountId: string;
  /** How the tenant came to its account, e.g. `created`. */
  readonly account: string;
  /** Regions that were bootstrapped now. */
  readonly bootstrapped: readonly string[];
}

/**
 * Gives a tenant all it has: an account that is ready, CDK's bootstrap in it, and its stacks.
 *
 * Every step asks AWS first whether it is done. A run that was cut off anywhere is finished by running it again.
 *
 * @throws OperationError if another run works on the tenant, or a step fails
 */
export async function upTenant(request: UpTenantRequest, context: UpTenantContext): Promise<TenantUp> {
  const { tenant, directory, operatorAccountId } = request;
  const { management, operator, notify } = context;
  const journal = await openJournal(directory, tenant.id, context.now);
  const step = async <Result>(name: Step, work: () => Promise<Result>, sum: (result: Result) => string) => {
    await journal.begin(name);
    notify({ type: 'begun', step: name });
    const result = await work();
    await journal.complete(name);
    notify({ type: 'completed', step: name, result: sum(result) });
    return result;
  };
  try {
    const { before } = journal;
    if (before?.inProgress !== undefined) {
      notify({ type: 'resumed', step: before.inProgress, startedAt: before.run.startedAt });
    }
    const account = await step(
      'vend',
      async () =>
        vendTenant(
          { ...request, accountsOfOthers: await accountsOfOthers(directory, tenant.id) },
          { ...management, notify },
        ),
      ({ accountId, how }) => `account ${accountId} (${how})`,
    );
    const { registry, deployable } = await reload(context, tenant.id);
    const bootstrapped = await step(
      'bootstrap',
      () =>
        bootstrapEnvironments(deployable, {
          operatorAccountId,
          operator,
          management: management.credentials,
          clock: management.clock,
          random: Math.random,
          notify,
          dryRun: false,
        }),
      (regions) => (regions.length === 0 ? 'already there' : `made in ${regions.join(' and ')}`),
    );
    const deployment = await step(
      'deploy',
      () =>
        inTemporaryFolder('tenantry-up-', async (assembly) => {
          await context.synthesize(registry, assembly);
          const { allowReplacement } = request;
          return deployTenant(
            { tenant: deployable, assembly, allowReplacement, dryRun: false },
            { credentials: operator, pause: (milliseconds) => management.clock.pause(milliseconds), notify },
          );
        }),
      ({ changed, unchanged }) =>
        `${changed.length} ${changed.length === 1 ? 'stack' : 'stacks'} changed, ${unchanged.length} as they should be`,
    );
    return { accountId: account.accountId, account: account.how, bootstrapped, ...deployment };
  } catch (error) {
    const explained = explainCredentials(error, 'the management or the operator account');
    await journal.fail(messageOf(explained));
    throw explained;
  } finally {
    await journal.release();
  }
}

async function accountsOfOthers(directory: string, tenantId: string): Promise<ReadonlySet<string>> {
  const { accounts } = await readAccountsLock(directory);
  return new Set([...accounts].filter(([id]) => id !== tenantId).map(([, account]) => account));
}

/** The tenant as its files say now, with its account. */
async function reload(
  { reload: load }: UpTenantContext,
  tenantId: string,
): Promise<{ readonly registry: Registry; readonly deployable: DeployableTenant }> {
  const registry = await load(tenantId);
  const deployable = registry.tenants.find((tenant) => tenant.id === tenantId);
  if (deployable === undefined || !isDeployable(deployable)) {
    throw new OperationError(
      `tenant "${tenantId}" is ${deployable?.state ?? 'gone'}; only an active tenant is deployed`,
    );
  }
  return { registry, deployable };
}
