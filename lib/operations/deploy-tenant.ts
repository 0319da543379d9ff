import type { DeployableTenant } from '../config/is-deployable';
import { OperationError } from '../errors';
import type { CredentialProvider } from './operator-session';
import type { ToolkitEvent } from './quiet-toolkit';
import { type StatefulChange, describeChange, statefulChanges } from './stateful-change';

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
  readonly notify: (event: ToolkitEvent | { readonly type: 'comparing' }) => void;
}

/** What came of a deployment. */
export interface TenantDeployment {
  /** Names of the stacks with changes, in the order of the assembly. */
  readonly changed: readonly string[];
  /** Names of the stacks that were as they should be. */
  readonly unchanged: readonly string[];
}

/**
 * Deploys the stacks of a tenant from the operator account, through the roles CDK's bootstrap made in the tenant's account.
 *
 * Before anything is changed, every stack is compared with what is deployed. A stack without changes is not touched.
 *
 * @throws OperationError if a stateful resource would be replaced or removed and that was not allowed, or a stack fails
 */
export async function deployTenant(
  { tenant, assembly, allowReplacement, dryRun }: DeployTenantRequest,
  { credentials, notify }: DeployTenantContext,
): Promise<TenantDeployment> {
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

  if (dryRun) return { changed, unchanged };
  await toolkit.deploy(source, { stacks: { strategy: StackSelectionStrategy.ALL_STACKS } });
  return { changed, unchanged };
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
