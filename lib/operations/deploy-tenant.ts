import type { AssembledStack } from '../audit/assembly/audited-stack';
import { readAssembly } from '../audit/assembly/read-assembly';
import type { DeployableTenant } from '../config/is-deployable';
import { type DataChange, describeDataChange } from '../data-loss/data-change';
import { OperationError } from '../errors';
import { assembledKey, deployedKey } from './as-assembled';
import { compareDeployed } from './compare-deployed';
import { type EnvironmentCredentials, deployRoles } from './deploy-role';
import {
  type DeployedStacksRequest,
  type ListedStack,
  listStacks,
  readStacks,
  stackEnvironments,
  stacksIn,
} from './deployed-stacks';
import type { CredentialProvider } from './operator-session';
import type { ToolkitEvent } from './quiet-toolkit';
import { type WaitForStacksContext, waitForStacks } from './wait-for-stacks';

/** Input of {@link deployTenant}. */
export interface DeployTenantRequest {
  readonly tenant: DeployableTenant;
  /** Folder of the tenant's cloud assembly. */
  readonly assembly: string;
  /** Stateful resources that may be replaced or removed, as {@link DataChange.resource} names them. */
  readonly allowReplacement: ReadonlySet<string>;
  /** Look only. */
  readonly dryRun: boolean;
}

/** What {@link deployTenant} works with. */
export interface DeployTenantContext {
  readonly credentials: CredentialProvider;
  readonly pause: WaitForStacksContext['pause'];
  readonly notify: (
    event:
      | ToolkitEvent
      | Parameters<WaitForStacksContext['notify']>[0]
      | { readonly type: 'comparing' }
      | { readonly type: 'leftAsTheyAre'; readonly stacks: readonly string[] },
  ) => void;
}

/** What came of a deployment. */
export interface TenantDeployment {
  /** Names of the stacks with changes, in the order of the assembly. */
  readonly changed: readonly string[];
  /** Names of the stacks that were as they should be. */
  readonly unchanged: readonly string[];
  /** Names of the tenant's stacks that are not in the assembly any more: no deployment changes or deletes them. */
  readonly left: readonly string[];
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
 * @throws OperationError if data could be lost and that was not allowed, CloudFormation could not undo an earlier change, or the operator cannot get into
 * the tenant's account
 */
export async function prepareDeployment(
  { tenant, assembly, allowReplacement }: Omit<DeployTenantRequest, 'dryRun'>,
  context: DeployTenantContext,
): Promise<PreparedDeployment> {
  const { credentials, notify } = context;
  const assembled = readAssembly(assembly);
  const nowhere = assembled.filter(({ account, region }) => account === undefined || region === undefined);
  if (nowhere.length > 0) throw withoutEnvironment(nowhere);
  const request = { tenant, assembled };
  const asDeployer = deployRoles(credentials, 'tenantry-deploy');
  const listed = await waitUntilStill(request, asDeployer, context);

  const keys = new Set(assembled.map(assembledKey));
  const present = listed.filter((stack) => keys.has(deployedKey(stack)));
  const stuck = present.filter(({ status }) => NOT_UNDONE.has(status));
  if (stuck.length > 0) throw notUndone(stuck);

  notify({ type: 'comparing' });
  const deployed = await readStacks(present, asDeployer);
  const { changed, unchanged, data } = compareDeployed(assembled, deployed);
  const left = listed.filter((stack) => !keys.has(deployedKey(stack))).map(({ stackName }) => stackName);
  if (left.length > 0) notify({ type: 'leftAsTheyAre', stacks: left });
  const refused = data.filter(({ resource }) => !allowReplacement.has(resource));
  if (refused.length > 0) throw refusal(refused);

  return { changed, unchanged, left, deploy: () => deployAll(assembly, tenant.region, unchanged, context) };
}

async function deployAll(
  assembly: string,
  region: string,
  unchanged: readonly string[],
  { credentials, notify }: DeployTenantContext,
): Promise<void> {
  const { StackSelectionStrategy } = await import('@aws-cdk/toolkit-lib');
  const { quietToolkit } = await import('./quiet-toolkit');
  const toolkit = quietToolkit(credentials, region, (event) => {
    // The toolkit looks at every stack again, and leaves alone what is as it should be.
    if (event.type !== 'deploying' || !unchanged.includes(event.stackName)) notify(event);
  });
  const source = await toolkit.fromAssemblyDirectory(assembly);
  await toolkit.deploy(source, { stacks: { strategy: StackSelectionStrategy.ALL_STACKS } });
}

/** Waits as {@link waitForStacks} does, in all environments; gives the stacks as they then are. */
async function waitUntilStill(
  request: DeployedStacksRequest,
  asDeployer: EnvironmentCredentials,
  wait: DeployTenantContext,
): Promise<readonly ListedStack[]> {
  const { id } = request.tenant;
  const listed: ListedStack[] = [];
  for (const environment of stackEnvironments(request)) {
    const stacks = await waitForStacks(() => stacksIn(environment, request, asDeployer), wait).catch(
      (error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'AccessDenied') throw error;
        throw new OperationError(
          `the operator account cannot deploy to account ${environment.accountId} in ${environment.region}: ${error.message}; bootstrap it with: tenantry bootstrap ${id}`,
        );
      },
    );
    listed.push(...listStacks(environment, stacks));
  }
  return listed;
}

/** States from which there is one way out. */
const NOT_UNDONE: ReadonlySet<string> = new Set(['UPDATE_ROLLBACK_FAILED', 'IMPORT_ROLLBACK_FAILED']);

function notUndone(stacks: readonly ListedStack[]): OperationError {
  return new OperationError(
    [
      'nothing was deployed, because CloudFormation could not undo an earlier change, and takes no other until it has:',
      ...stacks.map(
        ({ stackName, status, region }) =>
          `  - ${stackName} (${status}): mend what its events name, then run: aws cloudformation continue-update-rollback --stack-name ${stackName} --region ${region}`,
      ),
    ].join('\n'),
  );
}

function withoutEnvironment(stacks: readonly AssembledStack[]): OperationError {
  const names = stacks.map(({ name }) => name).join(', ');
  return new OperationError(
    `nothing was deployed, because it cannot be compared with what is deployed: ${names}: expected an account and a region; give the stack an env`,
  );
}

function refusal(changes: readonly DataChange[]): OperationError {
  return new OperationError(
    [
      'nothing was deployed, because data could be lost:',
      ...changes.map((change) => `  - ${describeDataChange(change)}`),
      `undo the change, or allow it by name: ${changes.map(({ resource }) => `--allow-replacement ${resource}`).join(' ')}`,
    ].join('\n'),
  );
}
