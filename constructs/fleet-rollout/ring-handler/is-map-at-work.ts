import { ListMapRunsCommand, type SFNClient } from '@aws-sdk/client-sfn';

/**
 * Whether tenants of a ring that has ended are still at work: Step Functions ends the map a little after the execution it was stopped or given up with.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html
 */
export async function isMapAtWork(client: Pick<SFNClient, 'send'>, executionArn: string): Promise<boolean> {
  const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
  return mapRuns.some(({ stopDate }) => stopDate === undefined);
}
