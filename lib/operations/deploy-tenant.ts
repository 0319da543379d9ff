import type { DeployableTenant } from '../config/is-deployable';
import { OperationError } from '../errors';
import type { CredentialProvider } from './operator-session';
import type { ToolkitEvent } from './quiet-toolkit';
import { type StatefulChange, describeChange, statefulChanges } from './stateful-change';
import { environmentsOf } from './tenant-environments';
import { tenantStacks } from './tenant-stacks';
import { type WaitForStacksContext, waitForStacks } from './wait-for-stacks';

/** Input of {@link deployTenant}. */
export interface DeployTenantRequest {
  readonly tenant: DeployableTenant;
  /** Folder of the tenant's cloud assembly. */
  readonly assembly: string;
  /** Stateful resources that may be replaced or removed, as {@link StatefulChange.resource} names them. */
  readonly allowReplacement: ReadonlySet<string>;
  /** Look only. */
  readonly dryRun: boolean;
}

/** What {@link deployTenant} works with. */
export interface DeployTenantContext {
  readonly credentials: CredentialProvider;
  readonly pause: WaitForStacksContext['pause'];
  readonly notify: (
    event: ToolkitEvent | Parameters<WaitForStacksContext['notify']>[0] | { readonly type: 'comparing' },
  ) => void;
}

/** What came of a deployment. */
export interface TenantDeployment {
  /** Names of the stacks with changes, in the order of the assembly. */
  readonly changed: readonly string[];
  /** Names of the stacks that were as they should be. */
  readonly unchanged: readonly string[];
}

/** A deployment that was compared with what is deployed, and may be begun. */
export interface PreparedDeployment extends TenantDeployment {
  /**
   * Changes what differs.
   *
   * @throws if a stack fails
   */
  readonly deploy: () => Promise<void>;
}

/**
 * Deploys the stacks of a tenant from the operator account, through the roles CDK's bootstrap made in the tenant's account.
 *
 * Before anything is changed, it is prepared as by {@link prepareDeployment}. A stack without changes is not touched.
 *
 * @throws OperationError if it cannot be prepared, or a stack fails
 */
export async function deployTenant(
  { dryRun, ...request }: DeployTenantRequest,
  context: DeployTenantContext,
): Promise<TenantDeployment> {
  const { deploy, ...deployment } = await prepareDeployment(request, context);
  if (!dryRun) await deploy();
  return deployment;
}

/**
 * Compares the stacks of a tenant with what is deployed. Changes nothing.
 *
 * What CloudFormation is still at work on, because a run was cut off, is waited for.
 *
 * @throws OperationError if a stateful resource would be replaced or removed and that was not allowed,
 *   or the operator cannot get into the tenant's account
 */
export async function prepareDeployment(
  { tenant, assembly, allowReplacement }: Omit<DeployTenantRequest, 'dryRun'>,
  context: DeployTenantContext,
): Promise<PreparedDeployment> {
  await waitUntilStill(tenant, context);
  const { credentials, notify } = context;
  const { DiffMethod, StackSelectionStrategy } = await import('@aws-cdk/toolkit-lib');
  const { quietToolkit } = await import('./quiet-toolkit');
  const unchanged: string[] = [];
  const toolkit = quietToolkit(credentials, tenant.region, (event) => {
    // The toolkit looks at every stack again, and leaves alone what is as it should be.
    if (event.type !== 'deploying' || !unchanged.includes(event.stackName)) notify(event);
  });
  const source = await toolkit.fromAssemblyDirectory(assembly);

  notify({ type: 'comparing' });
  const stacks = await toolkit.list(source);
  const differences = await toolkit.diff(source, { method: DiffMethod.TemplateOnly() });
  const refused: StatefulChange[] = [];
  const changed: string[] = [];
  for (const { id, name } of stacks) {
    const difference = differences[id] ?? differences[name];
    if (difference === undefined) throw new OperationError(`stack ${name} was not compared with what is deployed`);
    refused.push(...statefulChanges(name, difference).filter(({ resource }) => !allowReplacement.has(resource)));
    (difference.isEmpty ? unchanged : changed).push(name);
  }
  if (refused.length > 0) throw refusal(refused);

  return {
    changed,
    unchanged,
    deploy: async () => {
      await toolkit.deploy(source, { stacks: { strategy: StackSelectionStrategy.ALL_STACKS } });
    },
  };
}

async function waitUntilStill(tenant: DeployableTenant, { credentials, ...wait }: DeployTenantContext): Promise<void> {
  for (const environment of environmentsOf(tenant)) {
    await waitForStacks(() => tenantStacks(tenant.id, environment, credentials, 'tenantry-deploy'), wait).catch(
      (error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'AccessDenied') throw error;
        throw new OperationError(
          `the operator account cannot deploy to account ${environment.accountId} in ${environment.region}: ${error.message}; bootstrap it with: tenantry bootstrap ${tenant.id}`,
        );
      },
    );
  }
}

function refusal(changes: readonly StatefulChange[]): OperationError {
  return new OperationError(
    [
      'nothing was deployed, because data could be lost:',
      ...changes.map((change) => `  - ${describeChange(change)}`),
      `undo the change, or allow it by name: ${changes.map(({ resource }) => `--allow-replacement ${resource}`).join(' ')}`,
    ].join('\n'),
  );
}
