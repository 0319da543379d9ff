import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateStateMachineCommand, DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App, Duration, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FleetRegion } from '../../constructs/fleet-rollout/fleet-region';
import { FleetRollout } from '../../constructs/fleet-rollout/fleet-rollout';
import { startJitterMs } from '../../lib/rollout/start-jitter';
import { type AwsEmulator, startEmulator } from '../support/aws-emulator';
import { callEmulator } from '../support/emulated-calls';
import { makeFunction } from '../support/emulated-functions';
import { aReleaseAssembly } from '../support/release-assembly';
import { definitionOf } from '../support/state-machines';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';
import { type TenantryResult, tenantry } from '../support/tenantry-cli';
import { toldOfSynthesis } from '../support/told-of-synthesis';

const HOME = 'eu-central-1';
const TENANTS = { acme: { region: HOME, ring: 'canary' }, globex: { region: 'us-east-1', ring: 'general' } } as const;
const REGIONS = [HOME, 'us-east-1'] as const;
const VERSIONS = 'tenantry-versions';

type Id = keyof typeof TENANTS;

let emulator: AwsEmulator;
let operator: string;
let workspace: string;
const accounts: Partial<Record<Id, string>> = {};

// A release that is stopped is waited for, up to half a minute, if it may still begin a ring.
jest.setTimeout(120_000);

beforeAll(async () => {
  emulator = await startEmulator();
  operator = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  await makeRole(operator, HOME, 'states', { Principal: { Service: 'states.amazonaws.com' } });
  for (const id of ['acme', 'globex'] as const) {
    const account = await emulator.createAccount({ name: id, email: `aws+${id}@example.com` });
    accounts[id] = account;
    const { region } = TENANTS[id];
    for (const role of ['deploy', 'lookup']) {
      await makeRole(account, region, `cdk-hnb659fds-${role}-role-${account}-${region}`, {
        Principal: { AWS: operator },
      });
    }
  }
  for (const region of REGIONS) await makeRegion(region);
  await makeRelease();

  workspace = mkdtempSync(join(tmpdir(), 'tenantry-e2e-fleet-release-'));
  const tenants = Object.entries(TENANTS).map(([id, { region, ring }], index) =>
    aTenant({
      id,
      region,
      ring,
      jurisdiction: region === HOME ? 'eu' : 'us',
      network: { cidr: `10.${index}.0.0/22` },
    }),
  );
  const organization = anOrganization({
    organizationId: emulator.organization.id,
    operatorAccountId: operator,
    operators: {
      readOnly: [statesRole()],
      operate: [statesRole()],
      breakGlass: [`arn:aws:iam::${operator}:user/Emergency`],
    },
    rollout: { bakeMinutes: 0, jitterSeconds: 0 },
  });
  cpSync(aFleet(tenants, organization, accounts), join(workspace, 'tenants'), { recursive: true });
}, 90_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(workspace, { recursive: true, force: true });
});

const statesRole = () => `arn:aws:iam::${operator}:role/states`;
const config = (region: string) => emulator.clientConfig(operator, region);

async function makeRole(account: string, region: string, RoleName: string, statement: object): Promise<void> {
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }];
  await new IAMClient(await emulator.clientConfig(account, region)).send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) }),
  );
}

async function makeMachine(region: string, name: string, definition: string): Promise<void> {
  await new SFNClient(await config(region)).send(
    new CreateStateMachineCommand({ name, roleArn: statesRole(), definition }),
  );
}

/** Buckets, table and state machines of a region as they are deployed. */
async function makeRegion(region: string): Promise<void> {
  const here = await config(region);
  for (const kind of ['assets', 'releases']) {
    const path = `/tenantry-${kind}-${operator}-${region}`;
    const place = `<LocationConstraint>${region}</LocationConstraint>`;
    const body = region === 'us-east-1' ? undefined : `<CreateBucketConfiguration>${place}</CreateBucketConfiguration>`;
    await callEmulator(here, 's3', { method: 'PUT', path, ...(body !== undefined && { body }) });
  }
  await new DynamoDBClient(here).send(
    new CreateTableCommand({
      TableName: VERSIONS,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'tenant', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'tenant', AttributeType: 'S' }],
    }),
  );
  const functionOf = (handler: string) =>
    makeFunction(here, { handler: `fleet-rollout/${handler}`, exported: 'handler', role: statesRole() });
  const [guard, wayBack] = [await functionOf('guard-handler'), await functionOf('way-back-handler')];
  const stack = new Stack(new App(), 'Test', { env: { account: operator, region } });
  const encryptionKey = new kms.Key(stack, 'Key');
  new FleetRegion(stack, 'Fleet', {
    organizationId: 'o-a1b2c3d4e5',
    encryptionKey,
    pollInterval: Duration.seconds(0),
  });
  for (const name of ['tenantry-deploy-ring', 'tenantry-check-ring']) {
    const text = JSON.stringify(definitionOf(Template.fromStack(stack), name))
      .replaceAll(/FleetVersions\w+/g, VERSIONS)
      .replaceAll(/FleetReleases\w+/g, `tenantry-releases-${operator}-${region}`)
      .replaceAll(/FleetGuard\w+\.Arn/g, guard)
      .replaceAll(/FleetWayBack\w+\.Arn/g, wayBack);
    await makeMachine(region, name, text);
  }
}

async function makeRelease(): Promise<void> {
  const here = await config(HOME);
  const functionOf = (exported: string) =>
    makeFunction(here, { handler: 'fleet-rollout/ring-handler', exported, role: statesRole() });
  const [follow, gate] = [await functionOf('follow'), await functionOf('gate')];
  const stack = new Stack(new App(), 'Test', { env: { account: operator, region: HOME } });
  const encryptionKey = new kms.Key(stack, 'Key');
  new FleetRollout(stack, 'Rollout', { regions: REGIONS, encryptionKey, pollInterval: Duration.seconds(1) });
  const text = JSON.stringify(definitionOf(Template.fromStack(stack), 'tenantry-release'))
    .replaceAll(/RolloutFollow\w+\.Arn/g, follow)
    .replaceAll(/RolloutGate\w+\.Arn/g, gate);
  await makeMachine(HOME, 'tenantry-release', text);
}

/** An assembly in which the stack of globex cannot be made where `broken` says so. */
function assemble(value: string, broken?: 'broken'): string {
  const tenants = (['acme', 'globex'] as const).map((id) => ({
    id,
    accountId: accounts[id]!,
    region: TENANTS[id].region,
    // Nobody may make a parameter of this name.
    ...(id === 'globex' && broken !== undefined && { parameter: '/aws/reserved' }),
  }));
  return aReleaseAssembly(workspace, value, tenants);
}

const asOperator = () => ['--operator-role', `arn:aws:iam::${operator}:role/OrganizationAccountAccessRole`];

function command(...words: string[]): Promise<TenantryResult> {
  return tenantry([...words, ...asOperator()], { endpoint: emulator.endpoint, cwd: workspace });
}

const rollout = (request: string, ...words: string[]) =>
  command('rollout', request, '--engine', 'step-functions', ...words);
const start = (release: string, ...words: string[]) =>
  rollout('start', '--release', release, '--commit', 'abc', '--yes', ...words);

/** Waits until an execution of a release, or of another state machine of the home region, has ended; gives how. */
async function end(execution: string, machine = 'tenantry-release'): Promise<string | undefined> {
  const client = new SFNClient(await config(HOME));
  const executionArn = `arn:aws:states:${HOME}:${operator}:execution:${machine}:${execution}`;
  for (;;) {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return status;
    await sleep(200);
  }
}

async function valueOf(id: Id): Promise<string | undefined> {
  const client = new SSMClient(await emulator.clientConfig(accounts[id]!, TENANTS[id].region));
  const { Parameter: parameter } = await client.send(new GetParameterCommand({ Name: '/value' }));
  return parameter?.Value;
}

/** How a stack ends that cannot be made. */
const FAILED = 'stack globex-Data ended as ROLLBACK_COMPLETE';

const EXECUTION = () => `arn:aws:states:${HOME}:${operator}:execution:tenantry-release`;

test('the fleet is synthesized where no assembly is named', async () => {
  const { code, stdout, stderr } = await rollout('start', '--release', '1.0.0', '--commit', 'abc', '--dry-run');

  expect([code, stderr]).toEqual([0, expect.stringMatching(toldOfSynthesis('2 tenants into cdk.out'))]);
  expect(stdout).toContain('canary: in eu-central-1 (2 at a time); 0 may fail in all regions together\n');
  expect(readdirSync(join(workspace, 'cdk.out'))).toEqual(expect.arrayContaining(['assembly-acme', 'manifest.json']));
});

test('a release is published, started once, and seen through its rings', async () => {
  const first = await start('1.0.0', '--assembly', assemble('one', 'broken'));

  expect(first).toEqual({
    code: 0,
    signal: null,
    stdout: `release 1.0.0 is started: ${EXECUTION()}:1_0_0\n`,
    stderr: [
      `${HOME}: 3 files, 3 uploaded`,
      'us-east-1: 3 files, 3 uploaded',
      'next: tenantry rollout status --engine step-functions',
      '',
    ].join('\n'),
  });
  expect(readdirSync(join(workspace, '.tenantry', 'fleet-releases'))).toEqual([]);
  await end('1_0_0');

  const { code, stdout } = await rollout('status', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    release: '1.0.0',
    commit: 'abc',
    execution: '1_0_0',
    phase: 'halted',
    rings: [
      { name: 'canary', phase: 'passed', tenants: [{ tenant: 'acme', step: 'deployed' }] },
      { name: 'general', phase: 'halted', tenants: [{ tenant: 'globex', reason: expect.stringContaining(FAILED) }] },
    ],
  });
  expect(await valueOf('acme')).toBe('one');
});

test('tenantry status shows what Step Functions brought', async () => {
  const { stdout, stderr } = await command('status', '--all', '--json');

  const { tenants } = JSON.parse(stdout) as { tenants: readonly object[] };
  expect(tenants).toMatchObject([
    { tenant: 'acme', release: { runs: { release: '1.0.0', commit: 'abc', by: 'step-functions' } } },
    { tenant: 'globex', release: { latest: { release: '1.0.0' } } },
  ]);
  expect(stderr).toContain(`globex: release 1.0.0 failed: ${FAILED}`);
});

test('a release of the name is started once, and another one of it is refused', async () => {
  const again = await start('1.0.0', '--assembly', join(workspace, 'one.out'));
  expect([again.code, again.stdout]).toEqual([
    0,
    `release 1.0.0 was started before; nothing was done: ${EXECUTION()}:1_0_0\n`,
  ]);

  const other = await start('1.0.0', '--assembly', assemble('two'));
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringMatching(
      /^error release 1\.0\.0 was started \S+ with other templates, tenants or numbers; give this one another name with --release\n$/,
    ),
  ]);
});

test('a release is stopped while it bakes, resumed under a name of its own, and aborted', async () => {
  const organization = join(workspace, 'tenants', 'organization.json');
  writeFileSync(organization, readFileSync(organization, 'utf8').replace('"bakeMinutes": 0', '"bakeMinutes": 60'));
  const { stderr } = await start('2.0.0', '--assembly', join(workspace, 'two.out'));
  // The code is as it was.
  expect(stderr).toContain(`${HOME}: 3 files, 2 uploaded\n`);
  while ((await valueOf('acme')) !== 'two') await sleep(200);

  const paused = await rollout('pause');
  expect([paused.code, paused.stdout]).toEqual([0, 'release 2.0.0 is paused; no further ring is started\n']);

  let resumed = await rollout('resume');
  while (resumed.stderr.includes('still running')) resumed = await rollout('resume');
  expect([resumed.code, resumed.stdout]).toEqual([0, `release 2.0.0 goes on as 2_0_0-2: ${EXECUTION()}:2_0_0-2\n`]);
  const twice = await rollout('resume');
  expect([twice.code, twice.stderr]).toEqual([2, 'error release 2.0.0 is on its way; there is nothing to resume\n']);

  // At whatever moment this is: the ring may not be there yet, be at work, or bake.
  const aborted = await rollout('abort', '--yes');
  expect([aborted.code, aborted.stderr, aborted.stdout]).toEqual([
    0,
    expect.any(String),
    'release 2.0.0 is aborted; no further tenant is begun\n',
  ]);
  await expect(valueOf('globex')).rejects.toThrow('not found');
});

test('a release is aborted while a ring is at work, and the ring is gone through for tenants that were cut off', async () => {
  const organization = join(workspace, 'tenants', 'organization.json');
  writeFileSync(organization, readFileSync(organization, 'utf8').replace('"jitterSeconds": 0', '"jitterSeconds": 30'));
  // One that has acme wait for its turn.
  const names = Array.from({ length: 50 }, (_, number) => `3.0.${number}`);
  const release = names.find((name) => startJitterMs(name, 'acme', 30) > 20_000)!;
  let started = await start(release, '--assembly', join(workspace, 'two.out'));
  while (started.stderr.includes('still running'))
    started = await start(release, '--assembly', join(workspace, 'two.out'));
  while (!(await rollout('status')).stdout.includes(`${HOME} (deploy running)`)) await sleep(200);

  const aborted = await rollout('abort', '--yes');

  expect(aborted).toMatchObject({ code: 0, stdout: `release ${release} is aborted; no further tenant is begun\n` });
  expect(aborted.stderr).toBe(
    `canary in ${HOME}: stopped, waiting for the end
ring canary in ${HOME} was stopped
ring canary in ${HOME}: tenants whose deployment was cut off are being brought back to what they had
next: tenantry rollout status --engine step-functions
`,
  );
  expect(await end(`${release.replaceAll('.', '_')}_canary--cut-off`, 'tenantry-check-ring')).toBe('SUCCEEDED');
  expect((await rollout('status')).stdout).toContain(`stopped  ${HOME} (way back succeeded)`);
  expect((await rollout('abort', '--yes')).stdout).toBe(`release ${release} was not running\n`);
});
