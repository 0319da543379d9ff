import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { App, Duration, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { setTimeout as sleep } from 'node:timers/promises';
import { FleetRollout } from '../../constructs/fleet-rollout/fleet-rollout';
import { type AwsEmulator, startEmulator } from '../support/aws-emulator';
import { makeFunction } from '../support/emulated-functions';
import { definitionOf } from '../support/state-machines';

const HOME = 'eu-central-1';
const REGIONS = [HOME, 'us-east-1'];
const STEPS = ['deploy', 'check'] as const;

let emulator: AwsEmulator;
let operator: string;

beforeAll(async () => {
  emulator = await startEmulator();
  operator = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  const here = await emulator.clientConfig(operator, HOME);
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await new IAMClient(here).send(new CreateRoleCommand({ RoleName: 'states', AssumeRolePolicyDocument }));
  const follow = await aFunction('follow');
  const gate = await aFunction('gate');

  const stack = new Stack(new App(), 'Test', { env: { account: operator, region: HOME } });
  const encryptionKey = new kms.Key(stack, 'Key');
  new FleetRollout(stack, 'Rollout', { regions: REGIONS, encryptionKey, pollInterval: Duration.seconds(0) });
  const definition = JSON.stringify(definitionOf(Template.fromStack(stack), 'tenantry-release'))
    .replaceAll(/RolloutFollow\w+\.Arn/g, follow)
    .replaceAll(/RolloutGate\w+\.Arn/g, gate);
  await makeMachine(HOME, 'tenantry-release', JSON.parse(definition));
  for (const region of REGIONS) {
    for (const step of STEPS) await makeMachine(region, `tenantry-${step}-ring`, ringOf(step));
  }
});

afterAll(async () => {
  await emulator?.stop();
});

const role = () => `arn:aws:iam::${operator}:role/states`;

const machine = (region: string, name: string) => `arn:aws:states:${region}:${operator}:stateMachine:${name}`;

const client = async (region: string) => new SFNClient(await emulator.clientConfig(operator, region));

async function aFunction(exported: string): Promise<string> {
  const config = await emulator.clientConfig(operator, HOME);
  return makeFunction(config, { handler: 'fleet-rollout/ring-handler', exported, role: role() });
}

async function makeMachine(region: string, name: string, definition: object): Promise<void> {
  const request = new CreateStateMachineCommand({ name, roleArn: role(), definition: JSON.stringify(definition) });
  await (await client(region)).send(request);
}

/** In place of a map over tenants: fails as many as the commit says, gives up where the list is called so, or is in no hurry to end. */
function ringOf(step: (typeof STEPS)[number]): object {
  const failed = step === 'deploy' ? { 'failed.$': 'States.StringToJson($.commit)' } : { failed: 0 };
  return {
    StartAt: 'GivesUp',
    States: {
      GivesUp: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.manifest', StringEquals: 'too-many', Next: 'TooMany' },
          { And: [isSlow, { Variable: '$.halted', BooleanEquals: false }], Next: 'List' },
        ],
        Default: 'Tenants',
      },
      TooMany: { Type: 'Fail', Error: 'TooManyFailed' },
      List: { Type: 'Pass', Result: { tenants: [1] }, Next: 'Slow' },
      Slow: {
        Type: 'Map',
        ItemsPath: '$.tenants',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Tenant',
          States: { Tenant: SLOW_TENANT },
        },
        End: true,
      },
      Tenants: { Type: 'Pass', Parameters: { total: 3, ...failed }, End: true },
    },
  };
}

const isSlow = { Variable: '$.manifest', StringEquals: 'slow' };

/** The emulator looks only after a pause between two tries whether it was stopped. */
const SLOW_TENANT = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:sfn:describeExecution',
  Parameters: { ExecutionArn: `arn:aws:states:${HOME}:100000000000:execution:absent:absent` },
  Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 4, BackoffRate: 1, MaxAttempts: 9 }],
  End: true,
};

function aRing(name: string, manifest = 'list') {
  const regions = REGIONS.map((region) => ({ region, manifest, concurrency: 5 }));
  return { name, tenants: 6, tolerated: 1, bakeSeconds: 0, regionsAtOnce: 2, regions };
}

async function start(release: string, failing: number, rings: readonly object[]): Promise<string> {
  const request = new StartExecutionCommand({
    stateMachineArn: machine(HOME, 'tenantry-release'),
    name: release,
    input: JSON.stringify({ release, commit: String(failing), rings }),
  });
  const { executionArn } = await (await client(HOME)).send(request);
  return executionArn!;
}

async function end(executionArn: string) {
  const states = await client(HOME);
  for (;;) {
    const { status, error, cause } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return { status, error, cause };
    await sleep(200);
  }
}

/** What was started in the regions for a release, each with its region and step, in order. */
async function started(release: string): Promise<string[]> {
  const all: { name: string; at: number }[] = [];
  for (const region of REGIONS) {
    for (const step of STEPS) {
      const request = new ListExecutionsCommand({ stateMachineArn: machine(region, `tenantry-${step}-ring`) });
      const { executions = [] } = await (await client(region)).send(request);
      for (const { name, startDate } of executions) {
        all.push({ name: `${region} ${step} ${name}`, at: startDate!.getTime() });
      }
    }
  }
  const own = all.filter(({ name }) => name.includes(` ${release}_`));
  return own.toSorted((one, other) => one.at - other.at).map(({ name }) => name);
}

/** What the execution of a ring in a region was given. */
async function inputOf(region: string, step: (typeof STEPS)[number], name: string): Promise<unknown> {
  const executionArn = `arn:aws:states:${region}:${operator}:execution:tenantry-${step}-ring:${name}`;
  const { input } = await (await client(region)).send(new DescribeExecutionCommand({ executionArn }));
  return JSON.parse(input!);
}

test('a release goes through the rings one after the other, in all regions, and is started once', async () => {
  const execution = await start('1.0.0', 0, [aRing('canary'), aRing('general')]);

  expect(await end(execution)).toMatchObject({ status: 'SUCCEEDED' });
  const order = (await started('1.0.0')).map((name) => name.split(' ').slice(1).join(' '));
  const twice = (name: string) => [name, name];
  expect(order).toEqual(
    ['deploy 1.0.0_canary', 'check 1.0.0_canary', 'deploy 1.0.0_general', 'check 1.0.0_general'].flatMap(twice),
  );

  await start('1.0.0', 0, [aRing('canary'), aRing('general')]).catch(() => undefined);
  expect(await started('1.0.0')).toHaveLength(8);
  expect(await inputOf(HOME, 'check', '1.0.0_canary')).toMatchObject({ halted: false, tolerated: 6 });
});

test('a release is halted where too many tenants failed in all regions together, and names the ring', async () => {
  const execution = await start('2.0.0', 1, [aRing('canary'), aRing('general')]);

  expect(await end(execution)).toEqual({
    status: 'FAILED',
    error: 'RingHalted',
    cause: 'ring canary: 2 of 6 tenants failed, 1 may',
  });
  // What the halt cut off is brought back; nobody is looked at for alarms.
  expect((await started('2.0.0')).toSorted()).toEqual([
    'eu-central-1 check 2.0.0_canary',
    'eu-central-1 deploy 2.0.0_canary',
    'us-east-1 check 2.0.0_canary',
    'us-east-1 deploy 2.0.0_canary',
  ]);
  expect(await inputOf('us-east-1', 'deploy', '2.0.0_canary')).toMatchObject({ halted: false, tolerated: 1 });
  expect(await inputOf('us-east-1', 'check', '2.0.0_canary')).toMatchObject({ halted: true, tolerated: 6 });
});

test('a release is halted where a region gave up', async () => {
  const execution = await start('3.0.0', 0, [aRing('canary'), aRing('general', 'too-many')]);

  expect(await end(execution)).toMatchObject({
    status: 'FAILED',
    error: 'RingHalted',
    cause: 'ring general: eu-central-1: TooManyFailed; us-east-1: TooManyFailed',
  });
});

test('a ring that is stopped by hand halts the release, and is settled once its tenants have come to an end', async () => {
  const execution = await start('4.0.0', 0, [aRing('canary', 'slow')]);
  const ring = (region: string, step: (typeof STEPS)[number]) =>
    `arn:aws:states:${region}:${operator}:execution:tenantry-${step}-ring:4.0.0_canary`;
  const mapRun = async (region: string) => {
    const request = new ListMapRunsCommand({ executionArn: ring(region, 'deploy') });
    const { mapRuns = [] } = await (await client(region)).send(request).catch(() => ({ mapRuns: [] }));
    return mapRuns[0];
  };
  for (const region of REGIONS) {
    while ((await mapRun(region)) === undefined) await sleep(50);
    await sleep(500);
    await (await client(region)).send(new StopExecutionCommand({ executionArn: ring(region, 'deploy') }));
    expect(await mapRun(region)).toEqual(expect.not.objectContaining({ stopDate: expect.anything() }));
  }

  expect(await end(execution)).toMatchObject({
    error: 'RingHalted',
    cause: 'ring canary: eu-central-1: ABORTED; us-east-1: ABORTED',
  });
  for (const region of REGIONS) {
    const request = new DescribeExecutionCommand({ executionArn: ring(region, 'check') });
    const { startDate } = await (await client(region)).send(request);
    expect(startDate!.getTime()).toBeGreaterThanOrEqual((await mapRun(region))!.stopDate!.getTime());
  }
});
