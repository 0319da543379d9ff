import {
  ExecutionAlreadyExists,
  ListExecutionsCommand,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { OperationError, UsageError } from '../../../lib/errors';
import { nameOfExecution } from '../../../lib/operations/fleet-release/release-executions';
import {
  assertNothingRuns,
  isStarted,
  regionsOf,
  startRelease,
} from '../../../lib/operations/fleet-release/start-release';
import { HOME, OPERATOR, anInput, arnOf, someMachines, stepFunctions } from '../../support/release-executions';

const machineArn = (name: string, region = HOME) => `arn:aws:states:${region}:${OPERATOR}:stateMachine:${name}`;

test('starts the execution of a release under its name', async () => {
  const client = stepFunctions();
  client.on(StartExecutionCommand).resolves({});

  expect(await startRelease(someMachines(), '1_4_0', anInput())).toEqual({ started: true, execution: arnOf('1_4_0') });
  expect(client.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toEqual([
    { stateMachineArn: machineArn('tenantry-release'), name: '1_4_0', input: JSON.stringify(anInput()) },
  ]);
});

test('starts nothing where the same release was started before, even by hand from a file with line breaks', async () => {
  const client = stepFunctions({
    [arnOf('1_4_0')]: { status: 'SUCCEEDED', input: JSON.stringify(anInput(), undefined, 2) },
  });

  expect(await startRelease(someMachines(), '1_4_0', anInput())).toEqual({ started: false, execution: arnOf('1_4_0') });
  expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
});

test('refuses another release of the same name', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'RUNNING' } });

  await expect(isStarted(someMachines(), '1_4_0', anInput({ commit: 'other' }))).rejects.toThrow(
    new UsageError(
      'release 1.4.0 was started 2026-03-01T12:00:00.000Z with other templates, tenants or numbers; give this one another name with --release',
    ),
  );
});

test('refuses a release whose execution would have the name of that of another one', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'SUCCEEDED' } });

  await expect(startRelease(someMachines(), '1_4_0', anInput({ release: '1_4_0' }))).rejects.toThrow(
    new UsageError(
      'release 1_4_0 would be the execution 1_4_0 of Step Functions, and release 1.4.0 is: dots are underscores there; give this one another name with --release',
    ),
  );
});

test('gives executions names that Step Functions logs', () => {
  const names = [nameOfExecution('1.4.0'), nameOfExecution('1.4.0-rc.1_x', 2)];

  expect(names).toEqual(['1_4_0', '1_4_0-rc_1_x-2']);
  // What StartExecution wants of a name if logging is on.
  for (const name of names) expect(name).toMatch(/^[0-9A-Za-z_-]+$/);
});

test('takes the execution of another process that was faster for its own', async () => {
  const executions: Record<string, object> = {};
  const client = stepFunctions(executions);
  client.on(StartExecutionCommand).callsFake(() => {
    executions[arnOf('1_4_0')] = { status: 'RUNNING' };
    throw new ExecutionAlreadyExists({ message: 'there', $metadata: {} });
  });

  expect(await startRelease(someMachines(), '1_4_0', anInput())).toMatchObject({ started: false });
});

test('does not take the execution of another release for its own, though it was faster', async () => {
  const executions: Record<string, object> = {};
  const client = stepFunctions(executions);
  client.on(StartExecutionCommand).callsFake(() => {
    executions[arnOf('1_4_0')] = { status: 'RUNNING', input: JSON.stringify(anInput({ commit: 'other' })) };
    throw new ExecutionAlreadyExists({ message: 'there', $metadata: {} });
  });

  await expect(startRelease(someMachines(), '1_4_0', anInput())).rejects.toThrow(
    new UsageError(
      'release 1.4.0 was started 2026-03-01T12:00:00.000Z with other templates, tenants or numbers; give this one another name with --release',
    ),
  );
});

test('starts nothing where another release was started since this one was published', async () => {
  const client = stepFunctions({}, { [machineArn('tenantry-release')]: ['1_5_0'] });

  await expect(startRelease(someMachines(), '1_4_0', anInput())).rejects.toThrow(
    new UsageError(
      '1_5_0 in eu-central-1 is still running, and two releases would deploy to the same tenants; wait for the end, or stop it: tenantry rollout abort --engine step-functions',
    ),
  );
  expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
});

test('starts nothing where a ring is at work in another region', async () => {
  const client = stepFunctions({}, { [machineArn('tenantry-check-ring', 'us-east-1')]: ['1_3_0_general'] });

  await expect(startRelease(someMachines(), '1_4_0', anInput())).rejects.toThrow(
    /^1_3_0_general in us-east-1 is still running, /,
  );
  expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
});

test('stops what it started where another release was started in the same moment', async () => {
  const running: string[] = [];
  const client = stepFunctions({}, { [machineArn('tenantry-release')]: running });
  client.on(StopExecutionCommand).resolves({});
  client.on(StartExecutionCommand).callsFake(() => {
    running.push('1_4_0', '1_5_0');
    return {};
  });

  await expect(startRelease(someMachines(), '1_4_0', anInput())).rejects.toThrow(
    new OperationError(
      '1_5_0 in eu-central-1 was started in the same moment, so that 1_4_0 was stopped; once the other has ended: tenantry rollout abort --engine step-functions --release 1.4.0, then rollout resume',
    ),
  );
  expect(client.commandCalls(StopExecutionCommand).map(({ args }) => args[0].input)).toEqual([
    { executionArn: arnOf('1_4_0'), error: 'Aborted', cause: '1_5_0 in eu-central-1 was started in the same moment' },
  ]);
});

test('says what to deploy where there is no state machine', async () => {
  const client = stepFunctions();
  client.on(StartExecutionCommand).rejects(new StateMachineDoesNotExist({ message: 'not there', $metadata: {} }));

  await expect(startRelease(someMachines(), '1_4_0', anInput())).rejects.toMatchObject({
    name: 'OperationError',
    message:
      'the operator account 100000000002 has no state machines of releases in eu-central-1; deploy operator/Fleet and operator/Fleet-eu-central-1 first (docs/fleet.md)',
  });
});

test('refuses an input that Step Functions would not take', async () => {
  stepFunctions();
  // Half as many characters as bytes.
  const commit = 'ü'.repeat(128 * 1024);

  await expect(startRelease(someMachines(), '1_4_0', anInput({ commit }))).rejects.toThrow(
    /^release 1\.4\.0 has an input of \d+ bytes, Step Functions takes 262144; it grows with rings and regions$/,
  );
});

test('refuses to start while a release, or a ring of one, is on its way in any of its regions', async () => {
  const client = stepFunctions(
    {},
    {
      [machineArn('tenantry-release')]: ['1_3_0'],
      [machineArn('tenantry-check-ring', 'us-east-1')]: ['1_3_0-general'],
    },
  );

  await expect(assertNothingRuns(someMachines(), regionsOf(anInput()))).rejects.toThrow(
    new UsageError(
      '1_3_0 in eu-central-1, 1_3_0-general in us-east-1 are still running, and two releases would deploy to the same tenants; wait for the end, or stop it: tenantry rollout abort --engine step-functions',
    ),
  );
  await expect(assertNothingRuns(someMachines(), ['eu-west-1'])).rejects.toThrow(/^1_3_0 in eu-central-1 is still/);
  // Those that have ended are not asked for.
  const asked = client.commandCalls(ListExecutionsCommand).map(({ args }) => args[0].input.statusFilter);
  expect(new Set(asked)).toEqual(new Set(['RUNNING']));
});

test('goes on where nothing runs', async () => {
  stepFunctions();

  await expect(assertNothingRuns(someMachines(), regionsOf(anInput()))).resolves.toBeUndefined();
});

test('names the regions of a release once, sorted', () => {
  const [, general] = anInput().rings;
  const rings = [{ ...general!, regions: general!.regions.toReversed() }, ...anInput().rings];

  expect(regionsOf(anInput({ rings }))).toEqual(['eu-central-1', 'us-east-1']);
});
