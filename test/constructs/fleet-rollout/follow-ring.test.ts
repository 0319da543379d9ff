import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { executionName } from '../../../constructs/fleet-rollout/ring-handler/execution-name';
import { followRing } from '../../../constructs/fleet-rollout/ring-handler/follow-ring';

const stateMachineArn = 'arn:aws:states:us-east-1:100000000002:stateMachine:tenantry-deploy-ring';
const executionArn = 'arn:aws:states:us-east-1:100000000002:execution:tenantry-deploy-ring:1.4.0_canary';
const event = {
  execution: '1.4.0',
  release: '1.4.0',
  commit: 'abc',
  ring: 'canary',
  manifest: 'manifests/1.4.0/canary.json',
  region: 'us-east-1',
  concurrency: 5,
  tolerated: 1,
  halted: false,
};

const client = mockClient(SFNClient);
beforeEach(() => {
  client.reset();
  client.on(ListMapRunsCommand).resolves({ mapRuns: [] });
});

const follow = () => followRing(event, { client: new SFNClient({}), stateMachineArn });
const absent = () => new ExecutionDoesNotExist({ message: 'not there', $metadata: {} });

test('starts a ring that has not been started, under a name that follows from the release', async () => {
  client.on(DescribeExecutionCommand, { executionArn }).rejects(absent());
  client.on(StartExecutionCommand).resolves({});

  expect(await follow()).toEqual({ region: 'us-east-1', status: 'running', failed: 0, reason: '' });
  expect(client.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toEqual([
    {
      stateMachineArn,
      name: '1.4.0_canary',
      input:
        '{"release":"1.4.0","commit":"abc","manifest":"manifests/1.4.0/canary.json","concurrency":5,"tolerated":1,"halted":false}',
    },
  ]);
});

test.each([
  [{ status: 'RUNNING' }, { status: 'running', failed: 0, reason: '' }],
  [{ status: 'PENDING_REDRIVE' }, { status: 'running', failed: 0, reason: '' }],
  [
    { status: 'SUCCEEDED', output: '{"total":9,"failed":1}' },
    { status: 'succeeded', failed: 1, reason: '' },
  ],
  [
    { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold', cause: 'too many' },
    { status: 'failed', failed: 0, reason: 'States.ExceedToleratedFailureThreshold: too many' },
  ],
  [{ status: 'ABORTED' }, { status: 'failed', failed: 0, reason: 'ABORTED' }],
  [
    { status: 'SUCCEEDED', output: '{}' },
    { status: 'failed', failed: 0, reason: 'the region does not say how many tenants failed: {}' },
  ],
] as const)('starts nothing twice: %j', async (seen, progress) => {
  client.on(DescribeExecutionCommand, { executionArn }).resolves(seen);

  expect(await follow()).toEqual({ region: 'us-east-1', ...progress });
  expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
});

const aMapRun = { executionArn, mapRunArn: `${executionArn}:run`, stateMachineArn, startDate: new Date(0) };

test.each([
  ['FAILED', 'States.ExceedToleratedFailureThreshold'],
  ['ABORTED', 'ABORTED'],
  ['TIMED_OUT', 'TIMED_OUT'],
] as const)('a ring that ended as %s is at work until its tenants are not', async (status, reason) => {
  client.on(DescribeExecutionCommand, { executionArn }).resolves({ status, error: reason });
  client.on(ListMapRunsCommand, { executionArn }).resolves({ mapRuns: [aMapRun] });
  expect(await follow()).toEqual({ region: 'us-east-1', status: 'running', failed: 0, reason: '' });

  client.on(ListMapRunsCommand, { executionArn }).resolves({ mapRuns: [{ ...aMapRun, stopDate: new Date(1) }] });
  expect(await follow()).toEqual({ region: 'us-east-1', status: 'failed', failed: 0, reason });
});

test('an answer that is none of these is not taken for a ring that was not started', async () => {
  client.on(DescribeExecutionCommand).rejects(new Error('Rate exceeded'));

  await expect(follow()).rejects.toThrow('Rate exceeded');
  expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
});

test('no two rings of two releases have one name', () => {
  expect(executionName('1.4.0', 'eu-canary')).not.toBe(executionName('1.4.0-eu', 'canary'));
});

test('names that are too long are cut, and stay different', () => {
  const long = 'x'.repeat(80);

  expect(executionName('1.4.0', 'canary')).toBe('1.4.0_canary');
  expect(executionName(long, 'canary')).toHaveLength(80);
  expect(executionName(long, 'canary')).not.toBe(executionName(long, 'early'));
  expect(executionName(`${long}1`, 'canary')).not.toBe(executionName(`${long}2`, 'canary'));
});
