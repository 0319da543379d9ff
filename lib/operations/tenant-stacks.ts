import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { deployRole } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import type { TenantEnvironment } from './tenant-environments';

/** A tenant's stacks in one of its environments, as CloudFormation has them. Asks through the deploy role of the bootstrap. */
export async function tenantStacks(
  tenantId: string,
  environment: TenantEnvironment,
  operator: CredentialProvider,
  sessionName: string,
): Promise<Stack[]> {
  const client = new CloudFormationClient({
    region: environment.region,
    credentials: deployRole(environment, operator, sessionName),
  });
  try {
    const stacks: Stack[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeStacksCommand({ NextToken }));
      stacks.push(...(page.Stacks ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return stacks.filter(({ StackName: name }) => name?.startsWith(`${tenantId}-`));
  } finally {
    client.destroy();
  }
}
