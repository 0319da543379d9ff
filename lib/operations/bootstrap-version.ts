import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { BOOTSTRAP_QUALIFIER, deployRole } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import type { TenantEnvironment } from './tenant-environments';

/** Where a bootstrap says its version, whether `cdk bootstrap` made it or a StackSet. */
const VERSION_PARAMETER = `/cdk-bootstrap/${BOOTSTRAP_QUALIFIER}/version`;

/** Least version of the bootstrap that the templates ask for; see `requiresBootstrapStackVersion` in an assembly's manifest. */
const REQUIRED_VERSION = 6;

/** The role or the parameter is not there, or the role does not trust the operator. */
const NOT_YET: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'ParameterNotFound']);

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
  const client = new SSMClient({
    region: environment.region,
    credentials: deployRole(environment, operator, 'tenantry-bootstrap-check'),
  });
  try {
    const { Parameter: parameter } = await client.send(new GetParameterCommand({ Name: VERSION_PARAMETER }));
    return Number(parameter?.Value);
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
