import {
  type DescribeExecutionCommandOutput,
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { ReleaseMachines } from '../../lib/operations/fleet-release/release-machines';
import type { ReleaseInput } from '../../lib/rollout/release-input';

export const OPERATOR = '100000000002';
export const HOME = 'eu-central-1';

/** Of nobody: nothing is sent. */
export const NO_CREDENTIALS = async () => ({ accessKeyId: 'none', secretAccessKey: 'none' });

/** ARN of an execution: of a release in the home region, unless another state machine and region are named. */
export function arnOf(name: string, machine = 'tenantry-release', region: string = HOME): string {
  return `arn:aws:states:${region}:${OPERATOR}:execution:${machine}:${name}`;
}

/** The state machines of an operator account that is not there. */
export function someMachines(): ReleaseMachines {
  return new ReleaseMachines({ operatorAccountId: OPERATOR, homeRegion: HOME, operator: NO_CREDENTIALS });
}

/** A release of two rings: `canary` in the home region, `general` there and in us-east-1. */
export function anInput(changes: Partial<ReleaseInput> = {}): ReleaseInput {
  const region = (name: string) => ({ region: name, manifest: `manifests/1.4.0/${name}.json`, concurrency: 5 });
  return {
    release: '1.4.0',
    commit: 'abc',
    rings: [
      { name: 'canary', tenants: 1, tolerated: 0, bakeSeconds: 60, regionsAtOnce: 1, regions: [region(HOME)] },
      {
        name: 'general',
        tenants: 2,
        tolerated: 1,
        bakeSeconds: 0,
        regionsAtOnce: 2,
        regions: [region(HOME), region('us-east-1')],
      },
    ],
    ...changes,
  };
}

/**
 * Step Functions that has these executions, by ARN, and no others.
 *
 * @param running names of executions that run, by ARN of the state machine
 */
export function stepFunctions(
  executions: Readonly<Record<string, Partial<DescribeExecutionCommandOutput>>> = {},
  running: Readonly<Record<string, readonly string[]>> = {},
) {
  const client = mockClient(SFNClient);
  client.on(DescribeExecutionCommand).callsFake(({ executionArn }: { executionArn: string }) => {
    const found = executions[executionArn];
    if (found === undefined) throw new ExecutionDoesNotExist({ message: 'not there', $metadata: {} });
    return { executionArn, input: JSON.stringify(anInput()), startDate: new Date('2026-03-01T12:00:00Z'), ...found };
  });
  client.on(ListExecutionsCommand).callsFake(({ stateMachineArn }: { stateMachineArn: string }) => ({
    executions: (running[stateMachineArn] ?? []).map((name) => ({ name })),
  }));
  return client;
}
