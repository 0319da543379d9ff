import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { CredentialProvider } from './operator-session';
import type { TenantEnvironment } from './tenant-environments';

/**
 * A tenant's stacks in one of its environments, as CloudFormation has them, nested ones too.
 *
 * @param credentials may describe them, the deploy role of the bootstrap for instance
 * @param named stacks that are the tenant's although their names do not begin with its id
 */
export async function tenantStacks(
  tenantId: string,
  { region }: TenantEnvironment,
  credentials: CredentialProvider,
  named: ReadonlySet<string> = new Set(),
): Promise<Stack[]> {
  const client = new CloudFormationClient({ region, credentials });
  try {
    const stacks: Stack[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeStacksCommand({ NextToken }));
      stacks.push(...(page.Stacks ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return stacks.filter(({ StackName: name = '' }) => name.startsWith(`${tenantId}-`) || named.has(name));
  } finally {
    client.destroy();
  }
}
