import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import type { EmulatedClientConfig } from './aws-emulator';

/** What a deployment that changes a stack changes of it. */
export interface StackHistory {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly lastUpdated: string;
  readonly events: number;
}

/** The stacks of one account and region, sorted by name. */
export async function stackHistory(config: EmulatedClientConfig): Promise<StackHistory[]> {
  const client = new CloudFormationClient(config);
  const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({}));
  const histories = await Promise.all(
    stacks.map(
      async ({ StackName: name = '', StackId: id = '', StackStatus: status = '', LastUpdatedTime: lastUpdated }) => ({
        name,
        id,
        status,
        lastUpdated: lastUpdated?.toISOString() ?? 'never',
        events: await countEvents(client, name),
      }),
    ),
  );
  return histories.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

async function countEvents(client: CloudFormationClient, stackName: string): Promise<number> {
  let count = 0;
  for await (const page of paginateDescribeStackEvents({ client }, { StackName: stackName }))
    count += page.StackEvents?.length ?? 0;
  return count;
}
