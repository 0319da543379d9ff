import type { AssembledStack } from '../../audit/assembly/audited-stack';
import { isDeployable } from '../../config/is-deployable';
import type { Registry } from '../../config/registry';
import type { DeployedStack } from '../../operations/deployed-stacks';
import { type OperatorOptions, operatorCredentials } from '../operator-credentials';
import { type ProgressContext, runTenants } from '../run-tenants';

/** What is compared with what is deployed. */
export interface DeployedRequest extends OperatorOptions {
  readonly registry: Registry;
  /** The assembly: tenants in it are asked for, and it says how stacks are called. */
  readonly head: readonly AssembledStack[];
  readonly concurrency: number;
  /** Command that tries again. */
  readonly toContinue: string;
}

/** Both sides of a comparison, without the tenants that could not be read. */
export interface DeployedBase {
  readonly base: readonly AssembledStack[];
  readonly head: readonly AssembledStack[];
  readonly registry: Registry;
  readonly failed: readonly string[];
}

/**
 * Reads what CloudFormation has of the tenants in an assembly. Stacks of the operator and of the management account are left out: they are deployed with
 * other credentials.
 *
 * @throws OperationError if the operator account cannot be opened
 */
export async function deployedBase(request: DeployedRequest, context: ProgressContext): Promise<DeployedBase> {
  const { registry, head, concurrency, toContinue } = request;
  const [{ deployedStacks }, { deployRoles }, { asAssembled }] = await Promise.all([
    import('../../operations/deployed-stacks'),
    import('../../operations/deploy-role'),
    import('../../operations/as-assembled'),
  ]);
  const inAssembly = new Set(head.map(({ account }) => account));
  const tenants = registry.tenants.filter(isDeployable).filter(({ accountId }) => inAssembly.has(accountId));
  const credentials = await operatorCredentials(registry, request);
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const outcomes = await runTenants<readonly DeployedStack[]>(
    [...byId.keys()],
    {
      concurrency,
      work: (id) => {
        const tenant = byId.get(id)!;
        const assembled = head.filter(({ account }) => account === tenant.accountId);
        return deployedStacks({ tenant, assembled }, deployRoles(credentials, 'tenantry-diff'));
      },
      sum: (stacks) => `${stacks.length} ${stacks.length === 1 ? 'stack' : 'stacks'} read`,
      toContinue: () => toContinue,
    },
    context,
  );
  const failed = outcomes.flatMap(({ ok, tenantId }) => (ok ? [] : [tenantId]));
  const compared = tenants.filter(({ id }) => !failed.includes(id));
  const accounts = new Set(compared.map(({ accountId }) => accountId));
  const ofTenants = head.filter(({ account }) => account !== undefined && accounts.has(account));
  const deployed = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value : []));
  return {
    base: asAssembled(ofTenants, deployed),
    head: ofTenants,
    registry: { ...registry, tenants: compared },
    failed,
  };
}
