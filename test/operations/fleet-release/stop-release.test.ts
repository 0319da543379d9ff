import { ListMapRunsCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { OperationError } from '../../../lib/errors';
import { findExecution } from '../../../lib/operations/fleet-release/fleet-release-status';
import { stopRelease } from '../../../lib/operations/fleet-release/stop-release';
import { HOME, OPERATOR, arnOf, someMachines, stepFunctions } from '../../support/release-executions';

type Step = 'deploy' | 'check';

const ring = (step: Step, region: string, name = 'general') => arnOf(`1.4.0_${name}`, `tenantry-${step}-ring`, region);
const machineOf = (step: Step, region: string) =>
  `arn:aws:states:${region}:${OPERATOR}:stateMachine:tenantry-${step}-ring`;

/** A release whose second ring is at work: deploying in us-east-1, and being looked at in eu-central-1. */
const AT_WORK: Readonly<Record<string, string>> = {
  [arnOf('1.4.0')]: 'RUNNING',
  [ring('deploy', HOME, 'canary')]: 'SUCCEEDED',
  [ring('check', HOME, 'canary')]: 'SUCCEEDED',
  [ring('deploy', HOME)]: 'SUCCEEDED',
  [ring('check', HOME)]: 'RUNNING',
  [ring('deploy', 'us-east-1')]: 'RUNNING',
};

/** Step Functions that stops and starts what it is told to; what was stopped is seen only after a pause, as are ends of map runs. */
function world(
  states: Readonly<Record<string, string>> = AT_WORK,
  running: Readonly<Record<string, readonly string[]>> = {},
) {
  const executions = Object.fromEntries(Object.entries(states).map(([arn, status]) => [arn, { status }])) as Record<
    string,
    { status: 'RUNNING' }
  >;
  const stopped = new Set<string>();
  const still = new Set(Object.keys(states).filter((arn) => states[arn] !== 'RUNNING'));
  const client = stepFunctions(executions, running);
  client.on(StopExecutionCommand).callsFake(({ executionArn }) => {
    stopped.add(executionArn);
    return {};
  });
  client.on(StartExecutionCommand).callsFake(({ stateMachineArn, name }) => {
    executions[`${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`] = { status: 'RUNNING' };
    return {};
  });
  client.on(ListMapRunsCommand).callsFake(({ executionArn }) => ({
    mapRuns: [still.has(executionArn) ? { stopDate: new Date(0) } : {}],
  }));
  const pauses: number[] = [];
  const pause = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    for (const arn of stopped) {
      if (executions[arn]?.status === 'RUNNING') executions[arn] = { status: 'ABORTED' as 'RUNNING' };
      else still.add(arn);
    }
  };
  const stop = async (request: 'pause' | 'abort') => {
    const machines = someMachines();
    return stopRelease(machines, await findExecution(machines, '1.4.0'), request, { pause });
  };
  const started = () =>
    client.commandCalls(StartExecutionCommand).map(({ args }) => {
      const { stateMachineArn, name, input } = args[0].input;
      return [stateMachineArn, name, JSON.parse(input!)];
    });
  return { client, stop, started, pauses };
}

const RINGS = ['general in eu-central-1', 'general in us-east-1'];

test('pause stops the release, lets the rings at work go on, and brings nobody back', async () => {
  const { client, stop, started } = world();

  expect(await stop('pause')).toEqual({ stopped: true, rings: RINGS, settling: [] });
  expect(client.commandCalls(StopExecutionCommand).map(({ args }) => args[0].input)).toEqual([
    {
      executionArn: arnOf('1.4.0'),
      error: 'Paused',
      cause: 'tenantry rollout pause: no further ring is started',
    },
  ]);
  expect(started()).toEqual([]);
});

test('abort stops the release first, and then the rings at work, each in its region', async () => {
  const { client, stop } = world();

  expect(await stop('abort')).toEqual({ stopped: true, rings: RINGS, settling: RINGS });
  const reason = { error: 'Aborted', cause: 'tenantry rollout abort: no further tenant is begun' };
  expect(client.commandCalls(StopExecutionCommand).map(({ args }) => args[0].input)).toEqual([
    { executionArn: arnOf('1.4.0'), ...reason },
    { executionArn: ring('check', HOME), ...reason },
    { executionArn: ring('deploy', 'us-east-1'), ...reason },
  ]);
});

test('abort has tenants brought back that it cut off, as a halt does, once none of them is at work', async () => {
  const { stop, started, pauses } = world();

  await stop('abort');

  const input = (region: string) => ({
    release: '1.4.0',
    commit: 'abc',
    manifest: `manifests/1.4.0/${region}.json`,
    concurrency: 5,
    tolerated: 2,
    halted: true,
  });
  expect(started()).toEqual([
    [machineOf('check', HOME), '1.4.0_general--cut-off', input(HOME)],
    [machineOf('check', 'us-east-1'), '1.4.0_general--cut-off', input('us-east-1')],
  ]);
  // Until the rings are seen as stopped, and until their tenants have ended.
  expect(pauses).toEqual([2000, 2000]);
});

test('abort asked twice stops and starts nothing twice', async () => {
  const { client, stop, started } = world();
  await stop('abort');

  expect(await stop('abort')).toEqual({ stopped: false, rings: [], settling: RINGS });
  expect(client.commandCalls(StopExecutionCommand)).toHaveLength(3);
  expect(started()).toHaveLength(2);
});

test('abort after pause stops what had gone on', async () => {
  const { client, stop } = world({ ...AT_WORK, [arnOf('1.4.0')]: 'ABORTED' });

  expect(await stop('abort')).toEqual({ stopped: false, rings: RINGS, settling: RINGS });
  expect(client.commandCalls(StopExecutionCommand)).toHaveLength(2);
});

test.each([
  ['that was stopped by hand', { [ring('deploy', HOME)]: 'ABORTED' }, ['general in eu-central-1']],
  ['that gave up while the release was paused', { [ring('deploy', HOME)]: 'FAILED' }, ['general in eu-central-1']],
  [
    'whose tenants the release brought back',
    { [ring('deploy', HOME)]: 'FAILED', [ring('check', HOME)]: 'SUCCEEDED' },
    [],
  ],
  ['that bakes', { [ring('deploy', HOME)]: 'SUCCEEDED' }, []],
])('abort of a ring %s', async (_, states, settling) => {
  const { stop, started } = world({ [arnOf('1.4.0')]: 'ABORTED', ...states });

  expect(await stop('abort')).toEqual({ stopped: false, rings: [], settling });
  expect(started()).toHaveLength(settling.length);
});

test('abort brings nobody back while another release may be at work on the same tenants', async () => {
  const { stop, started } = world(AT_WORK, { [machineOf('deploy', HOME)]: ['1.4.0_general', '1.5.0_canary'] });

  await expect(stop('abort')).rejects.toThrow(
    new OperationError(
      'release 1.4.0 is stopped, but 1.5.0_canary in eu-central-1 is still running, so that tenants it cut off were not brought back; once that has ended, run this again',
    ),
  );
  expect(started()).toEqual([]);
});

test('abort gives up on a ring that does not end', async () => {
  const { client, stop, started } = world();
  client.on(StopExecutionCommand).resolves({});

  await expect(stop('abort')).rejects.toThrow(
    new OperationError(
      'general in eu-central-1, general in us-east-1: stopped, and still at work five minutes later, so that tenants were not brought back; run this again',
    ),
  );
  expect(started()).toEqual([]);
});
