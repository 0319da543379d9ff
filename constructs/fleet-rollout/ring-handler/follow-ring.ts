import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { RingEvent, RingProgress } from './event';
import { executionName } from './execution-name';

/** What {@link followRing} works with. */
export interface FollowRingContext {
  /** Client of the ring's region. */
  readonly client: Pick<SFNClient, 'send'>;
  /** ARN of the state machine of that region. */
  readonly stateMachineArn: string;
}

/**
 * Starts a ring in its region if it has not been started, and says how it goes.
 *
 * Looks first: asked a thousand times it starts one execution, and a ring that ended is not begun again.
 */
export async function followRing(event: RingEvent, context: FollowRingContext): Promise<RingProgress> {
  const { execution, release, commit, ring, manifest, region, concurrency, tolerated, halted } = event;
  const { client, stateMachineArn } = context;
  const name = executionName(execution, ring);
  const seen = await describe(client, `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`);
  if (seen !== undefined) return { region, ...progressOf(seen) };
  const input = JSON.stringify({ release, commit, manifest, concurrency, tolerated, halted });
  await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  return { region, status: 'running', failed: 0, reason: '' };
}

async function describe(
  client: FollowRingContext['client'],
  executionArn: string,
): Promise<DescribeExecutionCommandOutput | undefined> {
  try {
    return await client.send(new DescribeExecutionCommand({ executionArn }));
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

function progressOf(seen: DescribeExecutionCommandOutput): Omit<RingProgress, 'region'> {
  const { status, output, error = status ?? 'UNKNOWN', cause = '' } = seen;
  if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { status: 'running', failed: 0, reason: '' };
  if (status !== 'SUCCEEDED') {
    return { status: 'failed', failed: 0, reason: cause === '' ? error : `${error}: ${cause}` };
  }
  const { failed } = JSON.parse(output ?? '{}') as { failed?: unknown };
  if (typeof failed !== 'number') {
    return { status: 'failed', failed: 0, reason: `the region does not say how many tenants failed: ${output}` };
  }
  return { status: 'succeeded', failed, reason: '' };
}
