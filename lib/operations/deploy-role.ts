import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { CredentialProvider } from './operator-session';
import { rememberedCredentials } from './remembered-credentials';
import type { TenantEnvironment } from './tenant-environments';

/** CDK's own qualifier: names of the bootstrap's roles and bucket contain it. */
export const BOOTSTRAP_QUALIFIER = 'hnb659fds';

/** Credentials of the deploy role of an environment's bootstrap, by which the operator's deployments go. */
export function deployRole(
  environment: TenantEnvironment,
  operator: CredentialProvider,
  sessionName: string,
): CredentialProvider {
  return bootstrapRole('deploy', environment, operator, sessionName);
}

/** Credentials for each of many environments. */
export type EnvironmentCredentials = (environment: TenantEnvironment) => CredentialProvider;

/** {@link deployRole} of every environment; each is assumed once, and again when it expires. */
export function deployRoles(operator: CredentialProvider, sessionName: string): EnvironmentCredentials {
  const known = new Map<string, CredentialProvider>();
  return (environment) => {
    const key = `${environment.accountId} ${environment.region}`;
    const credentials = known.get(key) ?? rememberedCredentials(deployRole(environment, operator, sessionName));
    known.set(key, credentials);
    return credentials;
  };
}

/** Credentials of the lookup role of an environment's bootstrap: they may look at everything and change nothing. */
export function lookupRole(
  environment: TenantEnvironment,
  operator: CredentialProvider,
  sessionName: string,
): CredentialProvider {
  return bootstrapRole('lookup', environment, operator, sessionName);
}

function bootstrapRole(
  role: 'deploy' | 'lookup',
  { accountId, region }: TenantEnvironment,
  operator: CredentialProvider,
  sessionName: string,
): CredentialProvider {
  return fromTemporaryCredentials({
    masterCredentials: operator,
    params: {
      RoleArn: `arn:aws:iam::${accountId}:role/cdk-${BOOTSTRAP_QUALIFIER}-${role}-role-${accountId}-${region}`,
      RoleSessionName: sessionName,
    },
    clientConfig: { region },
  });
}
