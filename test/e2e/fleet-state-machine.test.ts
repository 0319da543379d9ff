import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  ListStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App, Duration, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { setTimeout as sleep } from 'node:timers/promises';
import { FleetRegion } from '../../constructs/fleet-rollout/fleet-region';
import { type AwsEmulator, type EmulatedClientConfig, startEmulator } from '../support/aws-emulator';
import { callEmulator } from '../support/emulated-calls';
import { makeFunction } from '../support/emulated-functions';
import { definitionOf } from '../support/state-machines';

const REGION = 'eu-central-1';
const VERSIONS = 'versions';
const ASSETS = 'tenantry-assets';
const RELEASES = 'tenantry-releases';
const TENANTS = 'acme cyberdyne globex hooli initech massive oscorp soylent stark tyrell umbrella virtucon wonka'.split(
  ' ',
);

type Machine = 'deploy' | 'check';

const machineName = (machine: Machine) => `tenantry-${machine}-one-ring`;
const ringName = (machine: Machine) => `tenantry-${machine}-ring`;

let emulator: AwsEmulator;
let operator: string;
let here: EmulatedClientConfig;
const accounts = new Map<string, string>();

beforeAll(async () => {
  emulator = await startEmulator();
  operator = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  here = await emulator.clientConfig(operator, REGION);
  await makeRole(operator, 'states', { Principal: { Service: 'states.amazonaws.com' } });
  const aFunction = (handler: string) =>
    makeFunction(here, { handler: `fleet-rollout/${handler}`, exported: 'handler', role: statesRole() });
  const functions = { Guard: await aFunction('guard-handler'), WayBack: await aFunction('way-back-handler') };
  for (const bucket of [ASSETS, RELEASES]) {
    await callEmulator(here, 's3', { method: 'PUT', path: `/${bucket}`, body: location() });
  }
  await callDynamo('CreateTable', {
    TableName: VERSIONS,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'tenant', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'tenant', AttributeType: 'S' }],
  });
  await makeMachines(functions);
  for (const id of TENANTS) {
    const account = await emulator.createAccount({ name: id, email: `aws+${id}@example.com` });
    accounts.set(id, account);
    for (const role of ['deploy', 'lookup']) await makeRole(account, roleName(role, account), ...bootstrapTrust());
  }
});

afterAll(async () => {
  await emulator?.stop();
});

const statesRole = () => `arn:aws:iam::${operator}:role/states`;

const location = () =>
  `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;

const roleName = (role: string, account: string) => `cdk-hnb659fds-${role}-role-${account}-${REGION}`;

async function makeRole(account: string, name: string, ...statements: readonly object[]): Promise<void> {
  const Statement = statements.map((each) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...each }));
  await new IAMClient(await emulator.clientConfig(account, REGION)).send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
}

/** Whom roles of the bootstrap trust: nobody of the operator who tells an external id, but for the machines. */
function bootstrapTrust(): object[] {
  const machines = `arn:aws:states:${REGION}:*:stateMachine:tenantry-*-ring`;
  return [
    { Principal: { AWS: operator }, Condition: { Null: { 'sts:ExternalId': 'true' } } },
    { Principal: { AWS: operator }, Condition: { StringLike: { 'sts:ExternalId': machines } } },
  ];
}

/** The state machines of a region as they are deployed, and of each the states of one tenant, which a map runs as an execution of its own. */
async function makeMachines(functions: { readonly Guard: string; readonly WayBack: string }): Promise<void> {
  const stack = new Stack(new App(), 'Test', { env: { account: operator, region: REGION } });
  new FleetRegion(stack, 'Fleet', {
    organizationId: 'o-a1b2c3d4e5',
    encryptionKey: new kms.Key(stack, 'Key'),
    pollInterval: Duration.seconds(0),
  });
  const template = Template.fromStack(stack);
  for (const machine of ['deploy', 'check'] as const) {
    const text = JSON.stringify(definitionOf(template, `tenantry-${machine}-ring`))
      .replaceAll(/FleetVersions\w+/g, VERSIONS)
      .replaceAll(/FleetReleases\w+/g, RELEASES)
      .replaceAll(/FleetGuard\w+\.Arn/g, functions.Guard)
      .replaceAll(/FleetWayBack\w+\.Arn/g, functions.WayBack);
    const ring = JSON.parse(text);
    const { StartAt, States } = ring.States.Tenants.ItemProcessor;
    await makeMachine(machineName(machine), { StartAt, States });
    await makeMachine(ringName(machine), ring);
  }
}

async function makeMachine(name: string, definition: object): Promise<void> {
  await new SFNClient(here).send(
    new CreateStateMachineCommand({ name, roleArn: statesRole(), definition: JSON.stringify(definition) }),
  );
}

async function callDynamo(action: string, input: object): Promise<string> {
  const headers = { 'X-Amz-Target': `DynamoDB_20120810.${action}`, 'Content-Type': 'application/x-amz-json-1.0' };
  return (await callEmulator(here, 'dynamodb', { headers, body: JSON.stringify(input) })) as string;
}

/** What is on record of a tenant. */
async function version(tenant: string): Promise<Record<string, string | string[]>> {
  const { Item: item = {} } = JSON.parse(
    await callDynamo('GetItem', { TableName: VERSIONS, Key: { tenant: { S: tenant } } }),
  ) as { Item?: Record<string, { S: string } | { SS: string[] }> };
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, 'S' in value ? value.S : value.SS.toSorted()]),
  );
}

const parameter = (name: string, value: string) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Name: name, Value: value },
});

const files = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete' };

/** What stacks of a tenant made: values of parameters. */
async function values(id: string, names: readonly string[]): Promise<(string | undefined)[]> {
  const client = new SSMClient(await emulator.clientConfig(accounts.get(id)!, REGION));
  const answers = await Promise.all(names.map((Name) => client.send(new GetParameterCommand({ Name }))));
  return answers.map(({ Parameter: found }) => found?.Value);
}

/** An item of a ring's list: stacks, in order, from these templates. */
async function tenantItem(id: string, templates: Readonly<Record<string, object>>, allowed: string[] = []) {
  const account = accounts.get(id)!;
  const stacks = [];
  for (const [name, Resources] of Object.entries(templates)) {
    const key: string = `${id}-${name}-${stacks.length}-${sequence++}.json`;
    await callEmulator(here, 's3', { method: 'PUT', path: `/${ASSETS}/${key}`, body: JSON.stringify({ Resources }) });
    stacks.push({
      name: `${id}-${name}`,
      templateUrl: `${emulator.endpoint}/${ASSETS}/${key}`,
      tags: [{ Key: 'tenantry:tenant-id', Value: id }],
      terminationProtection: name === 'data',
      allowed,
    });
  }
  const role = (kind: string) => `arn:aws:iam::${account}:role/${roleName(kind, account)}`;
  return {
    id,
    startAfterSeconds: 0,
    deployRole: role('deploy'),
    lookupRole: role('lookup'),
    executionRole: role('cfn-exec'),
    stacks,
  };
}
let sequence = 0;

type Tenant = Awaited<ReturnType<typeof tenantItem>>;

function run(machine: Machine, release: string, tenant: Tenant, halted = false) {
  return execute(machineName(machine), `${release}-${tenant.id}`, {
    tenant,
    release,
    commit: `commit-of-${release}`,
    halted,
  });
}

async function start(machine: string, name: string, input: object): Promise<string> {
  const { executionArn } = await new SFNClient(here).send(
    new StartExecutionCommand({
      stateMachineArn: `arn:aws:states:${REGION}:${operator}:stateMachine:${machine}`,
      name: `${name}-${sequence++}`,
      input: JSON.stringify(input),
    }),
  );
  return executionArn!;
}

async function end(executionArn: string): Promise<DescribeExecutionCommandOutput> {
  for (;;) {
    const seen = await new SFNClient(here).send(new DescribeExecutionCommand({ executionArn }));
    if (seen.status !== 'RUNNING') return seen;
    await sleep(200);
  }
}

async function execute(machine: string, name: string, input: object) {
  const { status, error, cause } = await end(await start(machine, name, input));
  return { status, ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

/** Starts a ring of these tenants, one after the other, of which one may fail. */
async function startRing(
  machine: Machine,
  release: string,
  tenants: readonly Tenant[],
  props: object = {},
): Promise<string> {
  const manifest = `${machine}-${release}-${sequence++}.json`;
  await callEmulator(here, 's3', { method: 'PUT', path: `/${RELEASES}/${manifest}`, body: JSON.stringify(tenants) });
  const ring = { release, commit: 'abc', manifest, concurrency: 1, tolerated: 1, halted: false };
  return start(ringName(machine), release, { ...ring, ...props });
}

/** How a ring ended, with what it counted. */
async function endOfRing(executionArn: string) {
  const { status, error, cause, output } = await end(executionArn);
  return output === undefined ? { status, error, cause } : { status, ...(JSON.parse(output) as object) };
}

/** How the map run of a ring stands. */
async function mapRun(executionArn: string) {
  const client = new SFNClient(here);
  const { mapRuns: [seen] = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
  if (seen === undefined) return undefined;
  const { status, itemCounts } = await client.send(new DescribeMapRunCommand({ mapRunArn: seen.mapRunArn }));
  return { status, isOver: seen.stopDate !== undefined, counts: itemCounts! };
}

async function stacksOf(id: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient(await emulator.clientConfig(accounts.get(id)!, REGION));
  const { StackSummaries: stacks = [] } = await client.send(new ListStacksCommand({}));
  const there = stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  return Object.fromEntries(there.map(({ StackName, StackStatus }) => [StackName!, StackStatus!]));
}

/** Everything that ever happened to the tenant's stacks. */
async function stackEvents(id: string): Promise<string[]> {
  const client = new CloudFormationClient(await emulator.clientConfig(accounts.get(id)!, REGION));
  const stacks = Object.keys(await stacksOf(id));
  const answers = await Promise.all(
    stacks.map((StackName) => client.send(new DescribeStackEventsCommand({ StackName }))),
  );
  return answers.flatMap(({ StackEvents: events = [] }) => events.map(({ EventId }) => EventId!));
}

const SUCCEEDED = { status: 'SUCCEEDED' };
const first = {
  data: { Files: files, Marker: parameter('/data', '1') },
  service: { Release: parameter('/release', '1') },
};

test('brings new stacks to an account, and a change to one of them', async () => {
  const item = await tenantItem('acme', first);
  expect(await run('deploy', '1.0.0', item)).toEqual(SUCCEEDED);
  expect(await stacksOf('acme')).toEqual({ 'acme-data': 'CREATE_COMPLETE', 'acme-service': 'CREATE_COMPLETE' });
  expect(await version('acme')).toEqual({
    tenant: 'acme',
    release: '1.0.0',
    commit: 'commit-of-1.0.0',
    since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    status: 'deployed',
    item: JSON.stringify(item),
    releaseBefore: '',
    commitBefore: '',
    itemBefore: '',
  });

  const second = { ...first, service: { Release: parameter('/release', '2') } };
  expect(await run('deploy', '2.0.0', await tenantItem('acme', second))).toEqual(SUCCEEDED);
  expect(await stacksOf('acme')).toEqual({ 'acme-data': 'CREATE_COMPLETE', 'acme-service': 'UPDATE_COMPLETE' });
  expect(await version('acme')).toMatchObject({
    release: '2.0.0',
    status: 'deployed',
    releaseBefore: '1.0.0',
    commitBefore: 'commit-of-1.0.0',
    itemBefore: JSON.stringify(item),
  });
});

test('leaves stacks alone that are as they should be, and a tenant that has the release', async () => {
  expect(await run('deploy', '1.0.0', await tenantItem('globex', first))).toEqual(SUCCEEDED);
  const events = await stackEvents('globex');

  expect(await run('deploy', '1.0.1', await tenantItem('globex', first))).toEqual(SUCCEEDED);
  expect(await version('globex')).toMatchObject({ release: '1.0.1', status: 'deployed' });
  expect(await stackEvents('globex')).toEqual(events);

  // A template nobody may look at: the tenant has the release.
  const again = await tenantItem('globex', { ...first, service: { Release: parameter('/release', 'unseen') } });
  expect(await run('deploy', '1.0.1', again)).toEqual(SUCCEEDED);
  expect(await stackEvents('globex')).toEqual(events);
});

test('refuses to lose data, unless it is allowed by name', async () => {
  await run('deploy', '1.0.0', await tenantItem('initech', first));
  const without = { ...first, data: { Marker: parameter('/data', '1') } };

  expect(await run('deploy', '2.0.0', await tenantItem('initech', without))).toEqual({
    status: 'FAILED',
    error: 'WouldLoseData',
    cause: 'initech-data/Files (AWS::S3::Bucket) would be deleted with what is in it',
  });
  expect(await version('initech')).toMatchObject({
    release: '1.0.0',
    status: 'untouched',
    target: '2.0.0',
    reason: 'initech-data/Files (AWS::S3::Bucket) would be deleted with what is in it',
  });
  expect(await stacksOf('initech')).toMatchObject({ 'initech-data': 'CREATE_COMPLETE' });

  expect(await run('deploy', '2.0.1', await tenantItem('initech', without, ['initech-data/Files']))).toEqual(SUCCEEDED);
  expect(await version('initech')).toEqual(expect.not.objectContaining({ reason: expect.anything() }));
});

test('stops at the stack of a first release that fails, and goes on from there', async () => {
  // Nobody may make a parameter of this name.
  const broken = { ...first, data: { Marker: parameter('/aws/reserved', '1') } };

  expect(await run('deploy', '1.0.0', await tenantItem('hooli', broken))).toEqual({
    status: 'FAILED',
    error: 'StackFailed',
    cause: 'stack hooli-data ended as ROLLBACK_COMPLETE',
  });
  expect(await stacksOf('hooli')).toEqual({ 'hooli-data': 'ROLLBACK_COMPLETE' });
  expect(await version('hooli')).toEqual({
    tenant: 'hooli',
    status: 'failed',
    target: '1.0.0',
    reason: 'stack hooli-data ended as ROLLBACK_COMPLETE',
    rollback: 'no release before this one is on record',
    changed: ['hooli-data'],
  });

  expect(await run('deploy', '1.0.0', await tenantItem('hooli', first))).toEqual(SUCCEEDED);
  expect(await stacksOf('hooli')).toMatchObject({
    'hooli-data': 'CREATE_COMPLETE',
    'hooli-service': 'CREATE_COMPLETE',
  });
});

test('a tenant whose second stack fails gets its first one back, and another try is one', async () => {
  const item = await tenantItem('wonka', first);
  await run('deploy', '1.0.0', item);
  const second = {
    data: { Files: files, Marker: parameter('/data', '2') },
    service: { Release: parameter('/release', '2') },
  };
  const broken = { ...second, service: { ...second.service, Broken: parameter('/aws/reserved', '1') } };
  const reason = 'stack wonka-service ended as UPDATE_ROLLBACK_COMPLETE';

  expect(await run('deploy', '2.0.0', await tenantItem('wonka', broken))).toEqual({
    status: 'FAILED',
    error: 'StackFailed',
    cause: reason,
  });
  expect(await values('wonka', ['/data', '/release'])).toEqual(['1', '1']);
  expect(await version('wonka')).toEqual({
    tenant: 'wonka',
    release: '1.0.0',
    commit: 'commit-of-1.0.0',
    since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    item: JSON.stringify(item),
    status: 'rolledBack',
    target: '2.0.0',
    reason,
  });

  expect(await run('deploy', '2.0.0', await tenantItem('wonka', second))).toEqual(SUCCEEDED);
  expect(await values('wonka', ['/data', '/release'])).toEqual(['2', '2']);
  expect(await version('wonka')).toMatchObject({ release: '2.0.0', status: 'deployed', releaseBefore: '1.0.0' });
});

test('nothing is lost on the way back, and what a halt cut off is taken up', async () => {
  await run('deploy', '1.0.0', await tenantItem('tyrell', first));
  const broken = {
    data: { ...first.data, More: files },
    service: { ...first.service, Broken: parameter('/aws/reserved', '1') },
  };
  const reason = 'stack tyrell-service ended as UPDATE_ROLLBACK_COMPLETE';
  const rollback = 'tyrell-data/More (AWS::S3::Bucket) would be deleted with what is in it';

  const item = await tenantItem('tyrell', broken);
  expect(await run('deploy', '2.0.0', item)).toEqual({
    status: 'FAILED',
    error: 'TenantStuck',
    cause: `${reason}; not brought back: ${rollback}`,
  });
  const stuck = { release: '1.0.0', target: '2.0.0', reason, changed: ['tyrell-data', 'tyrell-service'] };
  expect(await version('tyrell')).toMatchObject({ ...stuck, status: 'stuck', rollback });

  // As if it had been cut off there, and a person had seen to the bucket.
  await callDynamo('UpdateItem', {
    TableName: VERSIONS,
    Key: { tenant: { S: 'tyrell' } },
    UpdateExpression: 'SET #status = :status REMOVE #rollback',
    ExpressionAttributeNames: { '#status': 'status', '#rollback': 'rollback' },
    ExpressionAttributeValues: { ':status': { S: 'rollingBack' } },
  });
  const config = await emulator.clientConfig(accounts.get('tyrell')!, REGION);
  await new CloudFormationClient(config).send(
    new UpdateStackCommand({
      StackName: 'tyrell-data',
      TemplateBody: JSON.stringify({ Resources: { ...first.data, Marker: parameter('/data', '2') } }),
    }),
  );

  expect(await run('check', '2.0.0', item)).toEqual(SUCCEEDED);
  expect(await version('tyrell')).toMatchObject({ ...stuck, status: 'rollingBack' });
  expect(await run('check', '2.0.0', item, true)).toEqual({ status: 'FAILED', error: 'RingHalted', cause: reason });
  expect(await version('tyrell')).toMatchObject({ release: '1.0.0', target: '2.0.0', reason, status: 'rolledBack' });
  expect(await values('tyrell', ['/data', '/release'])).toEqual(['1', '1']);
});

test('a role that does not trust the operator fails the tenant, and nothing is changed', async () => {
  const tenant = await tenantItem('acme', first);

  const refused = await run('deploy', '3.0.0', { ...tenant, deployRole: tenant.executionRole });

  expect(refused).toMatchObject({ status: 'FAILED', error: 'StackNotReadable' });
  expect(await version('acme')).toMatchObject({ release: '2.0.0', status: 'untouched', target: '3.0.0' });
});

test('a tenant with an alarm of its own is brought back; one the release failed is not looked at', async () => {
  const tenant = await tenantItem('globex', first);
  expect(await run('check', '1.0.1', tenant)).toEqual(SUCCEEDED);

  const cloudwatch = new CloudWatchClient(await emulator.clientConfig(accounts.get('globex')!, REGION));
  const alarm = {
    AlarmName: 'globex-api-errors',
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
  } as const;
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      ...alarm,
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Threshold: 1,
      Period: 60,
      Statistic: 'Sum',
    }),
  );
  await cloudwatch.send(new SetAlarmStateCommand({ ...alarm, StateValue: 'ALARM', StateReason: 'test' }));

  const cause = 'alarm globex-api-errors is in state ALARM';
  expect(await run('check', '1.0.1', tenant)).toEqual({ status: 'FAILED', error: 'TenantUnhealthy', cause });
  expect(await version('globex')).toMatchObject({
    release: '1.0.0',
    commit: 'commit-of-1.0.0',
    status: 'rolledBack',
    target: '1.0.1',
    reason: cause,
  });
  // It has been counted.
  expect(await run('check', '1.0.1', tenant)).toEqual(SUCCEEDED);
});

test('a ring is a list in S3, and each tenant on it is deployed to and looked at', async () => {
  const items = [await tenantItem('soylent', first), await tenantItem('umbrella', first)];

  for (const machine of ['deploy', 'check'] as const) {
    const ring = await startRing(machine, '1.0.0', items, { concurrency: 2, tolerated: 0 });
    expect(await endOfRing(ring)).toEqual({ status: 'SUCCEEDED', total: 2, failed: 0 });
  }

  for (const id of ['soylent', 'umbrella']) {
    expect(await stacksOf(id)).toEqual({ [`${id}-data`]: 'CREATE_COMPLETE', [`${id}-service`]: 'CREATE_COMPLETE' });
    expect(await version(id)).toMatchObject({ release: '1.0.0', commit: 'abc', status: 'deployed' });
  }
});

test('a ring goes on while no more tenants fail than may, and is halted by one more', async () => {
  const [cyberdyne, oscorp, stark] = [
    await tenantItem('cyberdyne', first),
    await tenantItem('oscorp', first),
    await tenantItem('stark', first),
  ];
  const closed = (tenant: Tenant): Tenant => ({ ...tenant, deployRole: tenant.executionRole });
  const passed = await startRing('deploy', '1.0.0', [closed(cyberdyne), oscorp, stark]);

  expect(await endOfRing(passed)).toEqual({ status: 'SUCCEEDED', total: 3, failed: 1 });
  for (const { id } of [oscorp, stark])
    expect(await version(id)).toMatchObject({ release: '1.0.0', status: 'deployed' });

  const halted = await startRing('deploy', '2.0.0', [closed(cyberdyne), closed(oscorp), stark]);

  expect(await endOfRing(halted)).toEqual({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  });
  expect(await mapRun(halted)).toMatchObject({
    status: 'FAILED',
    isOver: true,
    counts: { failed: 2, aborted: 1, running: 0, pending: 0, total: 3 },
  });
  expect(await version('oscorp')).toMatchObject({ release: '1.0.0', target: '2.0.0', status: 'untouched' });
  expect(await version('stark')).toMatchObject({ release: '1.0.0', status: 'deployed' });
});

test('a ring that is stopped ends its map run, and begins no further tenant', async () => {
  const items = [
    await tenantItem('massive', first),
    { ...(await tenantItem('virtucon', first)), startAfterSeconds: 600 },
    await tenantItem('acme', { data: { Marker: parameter('/aws/reserved', '1') } }),
  ];
  const executionArn = await startRing('deploy', '9.0.0', items);
  while ((await mapRun(executionArn))?.counts.succeeded !== 1) await sleep(50);
  const before = await version('acme');
  expect(await mapRun(executionArn)).toMatchObject({ status: 'RUNNING', isOver: false, counts: { total: 3 } });

  const why = { error: 'ReleaseAborted', cause: 'no further tenant is begun' };
  await new SFNClient(here).send(new StopExecutionCommand({ executionArn, ...why }));

  expect(await endOfRing(executionArn)).toEqual({ status: 'ABORTED', ...why });
  while ((await mapRun(executionArn))?.isOver !== true) await sleep(50);
  expect(await mapRun(executionArn)).toMatchObject({
    status: 'ABORTED',
    counts: { succeeded: 1, failed: 0, aborted: 2, running: 0, pending: 0, total: 3 },
  });
  expect(await version('massive')).toMatchObject({ release: '9.0.0', status: 'deployed' });
  expect(await stacksOf('virtucon')).toEqual({});
  expect(await version('acme')).toEqual(before);
});
