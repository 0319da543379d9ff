import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { RingEvent, RingProgress } from './event';
import { executionName } from './execution-name';
import { isMapAtWork } from './is-map-at-work';

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
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const seen = await describe(client, executionArn);
  if (seen !== undefined) {
    const progress = progressOf(seen);
    // What comes next brings back what was cut off, and must not meet a tenant that is still at work.
    if (progress.status === 'failed' && (await isMapAtWork(client, executionArn))) return { region, ...RUNNING };
    return { region, ...progress };
  }
  const input = JSON.stringify({ release, commit, manifest, concurrency, tolerated, halted });
  await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  return { region, ...RUNNING };
}

const RUNNING = { status: 'running', failed: 0, reason: '' } as const;

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
  if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return RUNNING;
  if (status !== 'SUCCEEDED') {
    return { status: 'failed', failed: 0, reason: cause === '' ? error : `${error}: ${cause}` };
  }
  const { failed } = JSON.parse(output ?? '{}') as { failed?: unknown };
  if (typeof failed !== 'number') {
    return { status: 'failed', failed: 0, reason: `the region does not say how many tenants failed: ${output}` };
  }
  return { status: 'succeeded', failed, reason: '' };
}
