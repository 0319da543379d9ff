import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployableTenant } from '../../lib/config/is-deployable';
import { resumeRollout, startRollout } from '../../lib/operations/rollout/drive-rollout';
import { RolloutStore } from '../../lib/operations/rollout/rollout-store';
import type { RolloutResult } from '../../lib/operations/rollout/run-rollout';
import { tenantReleases } from '../../lib/operations/rollout/tenant-releases';
import { readLedger } from '../../lib/operations/rollout/version-ledger';
import { type RolloutPlan, planRollout } from '../../lib/rollout/plan-rollout';
import { aTenant } from '../../lib/testing/config-builders';
import { type AwsEmulator, startEmulator } from '../support/aws-emulator';
import { aRing } from '../support/rollout-builders';

const REGION = 'eu-central-1';
const CONCURRENCY = 5;
const RINGS = [
  { name: 'canary', size: 5 },
  { name: 'early', size: 15 },
  { name: 'general', size: 30 },
];

let emulator: AwsEmulator;
let workspace: string;
let operator: string;
let tenants: DeployableTenant[];

/** Tenants whose stack CloudFormation cannot make now. */
let broken: Set<string>;

/** Tenants whose stack has a bucket now. */
let keepingData: Set<string>;

jest.setTimeout(90_000);

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = await mkdtemp(join(tmpdir(), 'tenantry-e2e-rollout-'));
  operator = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  process.env.AWS_ENDPOINT_URL = emulator.endpoint;
  const ids = RINGS.flatMap(({ name, size }) =>
    Array.from({ length: size }, (_, index) => ({ ring: name, id: `${name}-${String(index + 1).padStart(2, '0')}` })),
  );
  tenants = [];
  for (const { id, ring } of ids) {
    const accountId = await emulator.createAccount({ name: id, email: `aws+${id}@example.com` });
    await makeBootstrapRoles(accountId);
    tenants.push({ ...aTenant({ id, ring, region: REGION }), accountId });
  }
});

beforeEach(() => {
  broken = new Set();
  keepingData = new Set();
});

afterAll(async () => {
  await emulator?.stop();
  await rm(workspace, { recursive: true, force: true });
});

const directory = () => join(workspace, 'tenants');

const bootstrapRole = (kind: 'deploy' | 'lookup', accountId: string) =>
  `cdk-hnb659fds-${kind}-role-${accountId}-${REGION}`;

/** Of a bootstrap, as much as small stacks need: a real one takes seconds an account. */
async function makeBootstrapRoles(accountId: string): Promise<void> {
  const iam = new IAMClient(await emulator.clientConfig(accountId, REGION));
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${operator}:root` } };
  for (const kind of ['deploy', 'lookup'] as const) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: bootstrapRole(kind, accountId),
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      }),
    );
  }
}

function aPlan(release: string, whom: readonly DeployableTenant[] = tenants): RolloutPlan {
  const ring = { concurrency: CONCURRENCY, toleratedPercent: 10 };
  return planRollout(release, { rings: RINGS.map(({ name }) => aRing({ ...ring, name })) }, whom);
}

/** An assembly of one stack of one parameter that says which release it is. */
async function synthesize(release: string, id: string, folder: string): Promise<void> {
  const { accountId } = tenantOf(id);
  const parameter = (name: string) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Type: 'String', Name: name, Value: release },
  });
  const template = {
    Resources: {
      Release: parameter('/tenantry/release'),
      // Nobody may make a parameter of this name.
      ...(keepingData.has(id) && { Data: { Type: 'AWS::S3::Bucket' } }),
      ...(broken.has(id) && { Broken: parameter('/aws/reserved') }),
    },
  };
  await writeFile(join(folder, 'stack.template.json'), JSON.stringify(template));
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: `aws://${accountId}/${REGION}`,
    properties: {
      templateFile: 'stack.template.json',
      stackName: `${id}-Service`,
      assumeRoleArn: `arn:aws:iam::${accountId}:role/${bootstrapRole('deploy', accountId)}`,
    },
    displayName: `${id}/Service`,
  };
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '54.0.0', artifacts: { Service: artifact } }),
  );
}

function aContext(release: string) {
  const deploying: string[] = [];
  let atWork = 0;
  let most = 0;
  const work = tenantReleases(
    { release, commit: `commit-of-${release}`, directory: directory(), tenants, allowReplacement: new Set() },
    {
      operator: () => emulator.credentialsFor(operator),
      load: async (id) => tenantOf(id),
      synthesize: (id, folder) => synthesize(release, id, folder),
      notify: () => undefined,
      now: () => new Date(),
      pause: sleep,
    },
  );
  const counted =
    <Value>(action: (tenant: string) => Promise<Value>) =>
    async (tenant: string) => {
      most = Math.max(most, ++atWork);
      return action(tenant).finally(() => (atWork -= 1));
    };
  return {
    deploying,
    mostAtWork: () => most,
    context: {
      ...work,
      deploy: counted((tenant) => {
        deploying.push(tenant);
        return work.deploy(tenant);
      }),
      rollBack: counted(work.rollBack),
      store: new RolloutStore(directory()),
      now: () => new Date(),
      pause: (milliseconds: number, signal: AbortSignal) =>
        sleep(milliseconds, undefined, { signal }).catch(() => undefined),
      notify: () => undefined,
    },
  };
}

function tenantOf(id: string): DeployableTenant {
  const tenant = tenants.find((each) => each.id === id);
  if (tenant === undefined) throw new Error(`no tenant "${id}"`);
  return tenant;
}

/** What runs at each tenant: as AWS has it, and as the ledger has it. */
async function running(): Promise<Record<string, string>> {
  const releases: Record<string, string> = {};
  for (const { id, accountId } of tenants) {
    const ssm = new SSMClient(await emulator.clientConfig(accountId, REGION));
    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: '/tenantry/release' }));
    const { entries } = await readLedger(directory(), id);
    releases[id] = parameter?.Value ?? 'none';
    if (entries.at(-1)?.release !== releases[id]) releases[id] += ` (the ledger says ${entries.at(-1)?.release})`;
  }
  return releases;
}

function allAt(release: string, others: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...Object.fromEntries(tenants.map(({ id }) => [id, release])), ...others };
}

function stepsOf({ state }: RolloutResult, step: string): string[] {
  const all = state.rings.flatMap((ring) => ring.tenants);
  return all.filter(({ progress }) => progress.step === step).map(({ id }) => id);
}

async function setOffAlarm(id: string): Promise<void> {
  const cloudwatch = new CloudWatchClient(await emulator.clientConfig(tenantOf(id).accountId, REGION));
  const AlarmName = `${id}-Service-Errors`;
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: 'Tests',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'errors' }));
}

describe('releases to 50 tenants', () => {
  test('the first reaches all of them, never more at a time than the ring has places', async () => {
    const { context, mostAtWork, deploying } = aContext('1.0');

    const { end } = await startRollout(aPlan('1.0'), 'commit-of-1.0', context);

    expect(end).toEqual({ type: 'done' });
    expect(mostAtWork()).toBe(CONCURRENCY);
    expect(deploying).toHaveLength(50);
    expect(await running()).toEqual(allAt('1.0'));
  });

  test('one that fails few tenants reaches the others, and these get back what ran before', async () => {
    broken = new Set(['early-07', 'general-03', 'general-30']);
    await setOffAlarm('general-11');
    const { context, mostAtWork } = aContext('2.0');

    const result = await startRollout(aPlan('2.0'), 'commit-of-2.0', context);

    expect(result.end).toEqual({ type: 'done' });
    expect(mostAtWork()).toBeLessThanOrEqual(CONCURRENCY);
    const failed = ['early-07', 'general-03', 'general-11', 'general-30'];
    expect(stepsOf(result, 'rolledBack')).toEqual(failed);
    expect(await running()).toEqual(allAt('2.0', Object.fromEntries(failed.map((id) => [id, '1.0']))));
    expect((await readLedger(directory(), 'general-11')).entries).toMatchObject([
      { release: '1.0', commit: 'commit-of-1.0', by: 'rollout', accountId: tenantOf('general-11').accountId },
      { release: '2.0', commit: 'commit-of-2.0', by: 'rollout' },
      { release: '1.0', commit: 'commit-of-1.0', by: 'rollback' },
    ]);
    const cloudFormation = new CloudFormationClient(
      await emulator.clientConfig(tenantOf('early-07').accountId, REGION),
    );
    const { Stacks: stacks } = await cloudFormation.send(new DescribeStacksCommand({}));
    expect(stacks?.map(({ StackStatus: status }) => status)).toEqual([
      expect.stringMatching(/^UPDATE_(ROLLBACK_)?COMPLETE$/),
    ]);
  });

  test('one that fails more stops in its ring, and goes on from there when the cause is gone', async () => {
    broken = new Set(['early-01', 'early-02']);
    const first = aContext('3.0');
    const halted = await startRollout(aPlan('3.0'), 'commit-of-3.0', first.context);
    expect(halted.end).toEqual({ type: 'halted', ring: 'early', reason: '2 of 15 tenants failed, 1 may' });
    expect(stepsOf(halted, 'rolledBack')).toEqual(['early-01', 'early-02']);
    expect(first.deploying.filter((id) => id.startsWith('general'))).toEqual([]);
    const done = stepsOf(halted, 'deployed');

    broken = new Set();
    const second = aContext('3.0');
    const result = await resumeRollout({ release: '3.0', plan: aPlan('3.0'), retry: true }, second.context);

    expect(second.deploying.filter((id) => done.includes(id))).toEqual([]);
    expect(result.end).toEqual({ type: 'done' });
    // Its alarm still rings.
    expect(await running()).toEqual(allAt('3.0', { 'general-11': '1.0' }));
  });

  test('one that would lose data of a tenant changes nothing there, and brings nothing back', async () => {
    const one = [tenantOf('canary-01')];
    keepingData = new Set(['canary-01']);
    expect((await startRollout(aPlan('4.0', one), undefined, aContext('4.0').context)).end).toEqual({ type: 'done' });

    keepingData = new Set();
    const result = await startRollout(aPlan('5.0', one), undefined, aContext('5.0').context);

    expect(result.end).toEqual({ type: 'halted', ring: 'canary', reason: '1 of 1 tenant failed, 0 may' });
    expect(stepsOf(result, 'untouched')).toEqual(['canary-01']);
    expect((await readLedger(directory(), 'canary-01')).entries.map(({ release, by }) => [release, by])).toEqual([
      ['1.0', 'rollout'],
      ['2.0', 'rollout'],
      ['3.0', 'rollout'],
      ['4.0', 'rollout'],
    ]);
    expect((await running())['canary-01']).toBe('4.0');
  });
});
