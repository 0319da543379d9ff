import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListMapRunsCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { OperationError } from '../../../lib/errors';
import { findExecution } from '../../../lib/operations/fleet-release/fleet-release-status';
import { stopRelease } from '../../../lib/operations/fleet-release/stop-release';
import { HOME, OPERATOR, arnOf, someMachines, stepFunctions } from '../../support/release-executions';

type Step = 'deploy' | 'check';

const ring = (step: Step, region: string, name = 'general') => arnOf(`1_4_0_${name}`, `tenantry-${step}-ring`, region);
const machineOf = (step: Step, region: string) =>
  `arn:aws:states:${region}:${OPERATOR}:stateMachine:tenantry-${step}-ring`;

/** A release whose second ring is at work: deploying in us-east-1, and being looked at in eu-central-1. */
const AT_WORK: Readonly<Record<string, string>> = {
  [arnOf('1_4_0')]: 'RUNNING',
  [ring('deploy', HOME, 'canary')]: 'SUCCEEDED',
  [ring('check', HOME, 'canary')]: 'SUCCEEDED',
  [ring('deploy', HOME)]: 'SUCCEEDED',
  [ring('check', HOME)]: 'RUNNING',
  [ring('deploy', 'us-east-1')]: 'RUNNING',
};

/** When whatever is stopped was stopped. */
const NOON = new Date('2026-03-01T12:00:00Z');

interface World {
  /** Names of executions that run, by ARN of the state machine. */
  readonly running?: Readonly<Record<string, readonly string[]>>;
  /** What the release did last before it was stopped. */
  readonly history?: readonly HistoryEvent[];
  /** Executions that are there only after so many pauses, running. */
  readonly begunLater?: Readonly<Record<string, number>>;
}

/** Step Functions that stops and starts what it is told to; what was stopped is seen only after a pause, as are ends of map runs. */
function world(
  states: Readonly<Record<string, string>> = AT_WORK,
  { running = {}, history = [], begunLater = {} }: World = {},
) {
  const executions = Object.fromEntries(
    Object.entries(states).map(([arn, status]) => [
      arn,
      { status, ...(status === 'RUNNING' ? {} : { stopDate: NOON }) },
    ]),
  ) as Record<string, { status: 'RUNNING' }>;
  const stopped = new Set<string>();
  const still = new Set(Object.keys(states).filter((arn) => states[arn] !== 'RUNNING'));
  const client = stepFunctions(executions, running);
  client.on(StopExecutionCommand).callsFake(({ executionArn }) => {
    stopped.add(executionArn);
    return { stopDate: NOON };
  });
  client.on(StartExecutionCommand).callsFake(({ stateMachineArn, name }) => {
    executions[`${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`] = { status: 'RUNNING' };
    return {};
  });
  client.on(ListMapRunsCommand).callsFake(({ executionArn }) => ({
    mapRuns: [still.has(executionArn) ? { stopDate: new Date(0) } : {}],
  }));
  client.on(GetExecutionHistoryCommand).resolves({ events: [...history] });
  const waits: string[] = [];
  const pauses: number[] = [];
  const pause = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    for (const [arn, after] of Object.entries(begunLater)) {
      if (pauses.length === after) executions[arn] = { status: 'RUNNING' };
    }
    for (const arn of stopped) {
      if (executions[arn]?.status === 'RUNNING') executions[arn] = { status: 'ABORTED' as 'RUNNING' };
      else still.add(arn);
    }
  };
  const stop = async (request: 'pause' | 'abort') => {
    const machines = someMachines();
    return stopRelease(machines, await findExecution(machines, '1.4.0'), request, {
      pause,
      waiting: (what) => waits.push(what),
    });
  };
  const started = () =>
    client.commandCalls(StartExecutionCommand).map(({ args }) => {
      const { stateMachineArn, name, input } = args[0].input;
      return [stateMachineArn, name, JSON.parse(input!)];
    });
  return { client, stop, started, pauses, waits };
}

const RINGS = ['general in eu-central-1', 'general in us-east-1'];

test('pause stops the release, lets the rings at work go on, and brings nobody back', async () => {
  const { client, stop, started } = world();

  expect(await stop('pause')).toEqual({ stopped: true, rings: RINGS, settling: [] });
  expect(client.commandCalls(StopExecutionCommand).map(({ args }) => args[0].input)).toEqual([
    {
      executionArn: arnOf('1_4_0'),
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
    { executionArn: arnOf('1_4_0'), ...reason },
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
    [machineOf('check', HOME), '1_4_0_general--cut-off', input(HOME)],
    [machineOf('check', 'us-east-1'), '1_4_0_general--cut-off', input('us-east-1')],
  ]);
  // Until the rings are seen as stopped, and until their tenants have ended.
  expect(pauses).toEqual([2000, 2000]);
});

test('abort says what it waits for, once', async () => {
  const { stop, waits } = world();

  await stop('abort');

  expect(waits).toEqual(['general in eu-central-1, general in us-east-1: stopped, waiting for the end']);
});

/** History of a release that was stopped a moment after one of its functions had been asked for a ring, the latest first. */
function askedFor(step: Step, region: string, seconds: number, ...after: HistoryEvent['type'][]): HistoryEvent[] {
  const at = (ago: number) => new Date(NOON.getTime() - ago * 1000);
  const input = { execution: '1_4_0', ring: 'general', region, stateMachineArn: machineOf(step, region) };
  return [
    { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: at(100) } as const,
    {
      id: 2,
      previousEventId: 1,
      type: 'LambdaFunctionScheduled',
      timestamp: at(seconds),
      lambdaFunctionScheduledEventDetails: { resource: 'follow', input: JSON.stringify(input) },
    } as const,
    ...after.map((type, i) => ({ id: 3 + i, previousEventId: 2 + i, type, timestamp: at(seconds) })),
  ].toReversed();
}

/** The second ring is being begun, in one region of two. */
const BEGINNING: Readonly<Record<string, string>> = {
  [arnOf('1_4_0')]: 'RUNNING',
  [ring('deploy', HOME)]: 'RUNNING',
};

test.each([
  ['as soon as it was asked for', []],
  ['once its function was at work', ['LambdaFunctionStarted']],
] as const)('abort stops a ring that the release begins after it was stopped, %s', async (_, after) => {
  const { client, stop, waits } = world(BEGINNING, {
    history: askedFor('deploy', 'us-east-1', 1, ...after),
    begunLater: { [ring('deploy', 'us-east-1')]: 5 },
  });

  expect(await stop('abort')).toEqual({ stopped: true, rings: RINGS, settling: RINGS });
  // A long history comes in pages: what was asked for last is on the first.
  expect(client.commandCalls(GetExecutionHistoryCommand).map(({ args }) => args[0].input)).toEqual([
    { executionArn: arnOf('1_4_0'), reverseOrder: true, maxResults: 1000 },
  ]);
  expect(client.commandCalls(StopExecutionCommand).map(({ args }) => args[0].input.executionArn)).toEqual([
    arnOf('1_4_0'),
    ring('deploy', HOME),
    ring('deploy', 'us-east-1'),
  ]);
  expect(waits).toEqual([
    'general in eu-central-1: stopped, waiting for the end; general in us-east-1: may still be begun, waiting for it',
    'general in us-east-1: may still be begun, waiting for it',
    'general in us-east-1: stopped, waiting for the end',
  ]);
});

test('abort does not wait for a ring longer than a function of the release may take', async () => {
  const { stop, pauses } = world(BEGINNING, { history: askedFor('deploy', 'us-east-1', 11) });

  expect(await stop('abort')).toEqual({
    stopped: true,
    rings: ['general in eu-central-1'],
    settling: ['general in eu-central-1'],
  });
  expect(pauses).toHaveLength(10);
});

test.each([
  ['that had answered', askedFor('deploy', 'us-east-1', 1, 'LambdaFunctionStarted', 'LambdaFunctionSucceeded')],
  ['that had failed', askedFor('deploy', 'us-east-1', 1, 'LambdaFunctionStarted', 'LambdaFunctionFailed')],
  ['that took too long', askedFor('deploy', 'us-east-1', 1, 'LambdaFunctionStarted', 'LambdaFunctionTimedOut')],
  ['that was not begun', askedFor('deploy', 'us-east-1', 1, 'LambdaFunctionScheduleFailed')],
  ['that could not be begun', askedFor('deploy', 'us-east-1', 1, 'LambdaFunctionStartFailed')],
  ['that asked for a ring that is there', askedFor('deploy', HOME, 1)],
])('abort waits for no function %s', async (_, history) => {
  const { stop, pauses } = world(BEGINNING, { history });

  await stop('abort');

  expect(pauses).toEqual([2000, 2000]);
});

test('abort of a release that was paused a moment ago waits for what it asked for', async () => {
  const states = { ...BEGINNING, [arnOf('1_4_0')]: 'ABORTED' };
  const { stop } = world(states, {
    history: askedFor('deploy', 'us-east-1', 1),
    begunLater: { [ring('deploy', 'us-east-1')]: 5 },
  });

  expect(await stop('abort')).toEqual({ stopped: false, rings: RINGS, settling: RINGS });
});

test('pause tells of a ring that may still be begun', async () => {
  const { stop } = world(BEGINNING, { history: askedFor('deploy', 'us-east-1', 1) });

  expect(await stop('pause')).toEqual({ stopped: true, rings: RINGS, settling: [] });
});

test('abort stops a ring that was started by hand in the meantime', async () => {
  const { stop } = world(BEGINNING, { begunLater: { [ring('deploy', 'us-east-1')]: 1 } });

  expect(await stop('abort')).toEqual({ stopped: true, rings: RINGS, settling: RINGS });
});

test('abort asked twice stops and starts nothing twice', async () => {
  const { client, stop, started } = world();
  await stop('abort');

  expect(await stop('abort')).toEqual({ stopped: false, rings: [], settling: RINGS });
  expect(client.commandCalls(StopExecutionCommand)).toHaveLength(3);
  expect(started()).toHaveLength(2);
});

test('abort after pause stops what had gone on', async () => {
  const { client, stop } = world({ ...AT_WORK, [arnOf('1_4_0')]: 'ABORTED' });

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
  const { stop, started } = world({ [arnOf('1_4_0')]: 'ABORTED', ...states });

  expect(await stop('abort')).toEqual({ stopped: false, rings: [], settling });
  expect(started()).toHaveLength(settling.length);
});

test('abort brings nobody back while another release may be at work on the same tenants', async () => {
  const { stop, started } = world(AT_WORK, {
    running: { [machineOf('deploy', HOME)]: ['1_4_0_general', '1_5_0_canary'] },
  });

  await expect(stop('abort')).rejects.toThrow(
    new OperationError(
      'release 1.4.0 is stopped, but 1_5_0_canary in eu-central-1 is still running, so that tenants it cut off were not brought back; once that has ended, run this again',
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
  // The release and the two rings, each once.
  expect(client.commandCalls(StopExecutionCommand)).toHaveLength(3);
});

test('abort asks Step Functions of the region that a ring is in', async () => {
  const { client, stop } = world();

  await stop('abort');

  const asked = client.calls().map(async ({ thisValue, args: [{ input }] }) => {
    const { executionArn, stateMachineArn = executionArn } = input as Partial<Record<string, string>>;
    return [await (thisValue as SFNClient).config.region(), stateMachineArn?.split(':')[3]];
  });
  for (const [region, wanted] of await Promise.all(asked)) expect(region).toBe(wanted);
});

test('abort of a release that cut nobody off does not mind another release', async () => {
  const { stop } = world(
    { [arnOf('1_4_0')]: 'ABORTED', [ring('deploy', HOME)]: 'SUCCEEDED' },
    { running: { [machineOf('deploy', HOME)]: ['1_5_0_canary'] } },
  );

  expect(await stop('abort')).toEqual({ stopped: false, rings: [], settling: [] });
});

test('abort goes on where it has brought back some, and lists still have what it stopped', async () => {
  const { stop, started } = world(
    {
      [arnOf('1_4_0')]: 'ABORTED',
      [ring('deploy', HOME)]: 'ABORTED',
      [ring('check', HOME, 'general--cut-off')]: 'RUNNING',
      [ring('deploy', 'us-east-1')]: 'ABORTED',
    },
    {
      running: {
        [`arn:aws:states:${HOME}:${OPERATOR}:stateMachine:tenantry-release`]: ['1_4_0'],
        [machineOf('check', HOME)]: ['1_4_0_general--cut-off'],
      },
    },
  );

  expect(await stop('abort')).toEqual({ stopped: false, rings: [], settling: RINGS });
  expect(started().map(([machine]) => machine)).toEqual([machineOf('check', 'us-east-1')]);
});
