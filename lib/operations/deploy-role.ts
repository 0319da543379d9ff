import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { CredentialProvider } from './operator-session';
import type { TenantEnvironment } from './tenant-environments';

/** CDK's own qualifier: names of the bootstrap's roles and bucket contain it. */
export const BOOTSTRAP_QUALIFIER = 'hnb659fds';

/** CloudFormation of an environment, as the deploy role of its bootstrap sees it. The caller destroys it. */
export function deployRoleClient(
  { accountId, region }: TenantEnvironment,
  operator: CredentialProvider,
  sessionName: string,
): CloudFormationClient {
  return new CloudFormationClient({
    region,
    credentials: fromTemporaryCredentials({
      masterCredentials: operator,
      params: {
        RoleArn: `arn:aws:iam::${accountId}:role/cdk-${BOOTSTRAP_QUALIFIER}-deploy-role-${accountId}-${region}`,
        RoleSessionName: sessionName,
      },
      clientConfig: { region },
    }),
  });
}
