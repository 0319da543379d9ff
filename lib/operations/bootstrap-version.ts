import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { deployRoleClient } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import type { TenantEnvironment } from './tenant-environments';

/** Stack of CDK's bootstrap. */
const TOOLKIT_STACK = 'CDKToolkit';

/** Least version of the bootstrap that the templates ask for; see `requiresBootstrapStackVersion` in an assembly's manifest. */
const REQUIRED_VERSION = 6;

/** The role or the stack is not there, or does not trust the operator. */
const NOT_YET: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'ValidationError']);

/**
 * Version of the bootstrap of an environment, asked for in the way deployments go: through the deploy role, from the operator
 * account. Undefined where the operator cannot deploy.
 *
 * @throws the failure, where AWS does not say whether it is there
 */
export async function bootstrapVersion(
  environment: TenantEnvironment,
  operator: CredentialProvider,
): Promise<number | undefined> {
  const client = deployRoleClient(environment, operator, 'tenantry-bootstrap-check');
  try {
    return await versionSeenBy(client);
  } catch (error) {
    if (error instanceof Error && NOT_YET.has(error.name)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

/** Whether an environment is bootstrapped so that the operator can deploy to it. */
export async function isBootstrapped(environment: TenantEnvironment, operator: CredentialProvider): Promise<boolean> {
  return ((await bootstrapVersion(environment, operator)) ?? 0) >= REQUIRED_VERSION;
}

async function versionSeenBy(client: CloudFormationClient): Promise<number | undefined> {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: TOOLKIT_STACK }));
  if (!stack?.StackStatus?.endsWith('_COMPLETE')) return undefined;
  return Number(stack.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue);
}
