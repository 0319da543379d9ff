import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { loadRegistry } from '../../lib/config/load-registry';
import { writeFleetRelease } from '../../lib/fleet/release/write-fleet-release';
import { RolloutStore } from '../../lib/operations/rollout/rollout-store';
import { runRecorded } from '../support/recording-cli';
import { aReleaseAssembly } from '../support/release-assembly';
import { HOME, OPERATOR, arnOf, stepFunctions } from '../support/release-executions';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';

const TENANTS = [
  aTenant({ network: { cidr: '10.1.0.0/22' }, ring: 'canary' }),
  aTenant({ id: 'globex', network: { cidr: '10.2.0.0/22' }, ring: 'general' }),
  aTenant({ id: 'stark', network: { cidr: '10.4.0.0/22' }, ring: 'general', state: 'suspended' }),
];
const ACCOUNTS = { acme: '111111111111', globex: '222222222222', stark: '444444444444' };

let workspace: string;
let directory: string;
let assembly: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tenantry-cli-fleet-release-'));
  directory = join(workspace, 'tenants');
  const organization = anOrganization({
    rings: ['canary', 'general'],
    rollout: { bakeMinutes: 15, concurrency: 4, toleratedPercent: 50 },
  });
  cpSync(aFleet(TENANTS, organization, ACCOUNTS), directory, { recursive: true });
  assembly = aReleaseAssembly(workspace, 'one', [
    { id: 'acme', accountId: ACCOUNTS.acme, region: HOME },
    { id: 'globex', accountId: ACCOUNTS.globex, region: HOME },
  ]);
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const tables = mockClient(DynamoDBClient);
const sts = mockClient(STSClient);
beforeEach(() => {
  tables.reset();
  tables.on(BatchGetItemCommand).resolves({});
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: OPERATOR });
});

const rollout = (...argv: string[]) =>
  runRecorded(['rollout', ...argv, '--engine', 'step-functions', '--tenants', directory]);
const start = (...argv: string[]) =>
  rollout('start', '--release', '1.4.0', '--commit', 'abc', '--assembly', assembly, ...argv);
const machineOf = (name: string) => `arn:aws:states:${HOME}:${OPERATOR}:stateMachine:${name}`;
const LATEST = { [machineOf('tenantry-release')]: ['1_4_0'] };

describe('tenantry rollout start --engine step-functions', () => {
  test('says with --dry-run where the release would go, region by region, and begins nothing', async () => {
    const client = mockClient(SFNClient);

    const { exitCode, stdout, stderr } = await start('--concurrency', '100', '--dry-run');

    expect([exitCode, stderr]).toEqual([ExitCode.Done, '']);
    expect(stdout).toBe(
      `release 1.4.0
canary: 1 tenant, 100 at a time, 0, or 50 % may fail, bakes 15 minutes: acme
general: 1 tenant, 100 at a time, 0, or 50 % may fail, bakes 15 minutes: globex
stark: stepped over, because it is suspended
canary: in eu-central-1 (100 at a time); 0 may fail in all regions together
general: in eu-central-1 (100 at a time); 0 may fail in all regions together
`,
    );
    expect(client.calls()).toEqual([]);
    expect(existsSync(join(workspace, '.tenantry'))).toBe(false);
  });

  test('tells the same as one object', async () => {
    const { stdout } = await start('--dry-run', '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: true,
      engine: 'step-functions',
      release: '1.4.0',
      commit: 'abc',
      rings: [
        {
          definition: { name: 'canary', bakeMinutes: 15 },
          tenants: ['acme'],
          tolerated: 0,
          regions: [{ region: HOME, concurrency: 4 }],
        },
        { definition: { name: 'general' }, tenants: ['globex'] },
      ],
      steppedOver: [{ tenant: 'stark', ring: 'general', reason: 'it is suspended' }],
    });
  });

  test('refuses a release that would go to nobody', async () => {
    stepFunctions();
    const nobody = aFleet([aTenant({ state: 'suspended' })], anOrganization(), { acme: ACCOUNTS.acme });

    const argv = ['--release', '1.4.0', '--commit', 'abc', '--assembly', assembly, '--tenants', nobody, '--yes'];
    expect(await runRecorded(['rollout', 'start', '--engine', 'step-functions', ...argv])).toMatchObject({
      exitCode: ExitCode.Refused,
      stderr: 'error release 1.4.0 goes to no tenant; see tenantry rollout start --dry-run\n',
    });
  });

  test('does nothing unless it is confirmed', async () => {
    const { exitCode, stderr } = await start();

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toBe(
      `error release 1.4.0 is deployed by Step Functions to the tenants of one ring after another: canary 1, general 1; there is no terminal to ask on, so say it aloud: tenantry rollout start --engine step-functions --tenants ${directory} --release 1.4.0 --commit abc --assembly ${assembly} --yes\n`,
    );
  });

  test('refuses credentials of another account', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Account: '999999999999' });

    const { exitCode, stderr } = await start('--yes');

    expect([exitCode, stderr]).toEqual([
      ExitCode.Failed,
      `error the credentials are of account 999999999999; expected the operator account ${OPERATOR}: give --profile, or --operator-role with the ARN of a role there that they may assume\n`,
    ]);
  });

  test('publishes nothing while another release is on its way', async () => {
    const client = stepFunctions({}, { [machineOf('tenantry-release')]: ['1_3_0'] });

    const { exitCode, stderr } = await start('--yes');

    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      'error 1_3_0 in eu-central-1 is still running, and two releases would deploy to the same tenants; wait for the end, or stop it: tenantry rollout abort --engine step-functions\n',
    ]);
    expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
    expect(existsSync(join(workspace, '.tenantry'))).toBe(false);
  });

  test('starts nothing while this machine drives a release', async () => {
    const letGo = await new RolloutStore(directory).hold(new Date());

    const { exitCode, stderr } = await start('--yes');
    await letGo();
    rmSync(join(workspace, '.tenantry'), { recursive: true });

    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      'error this machine drives a release now, and two releases would deploy to the same tenants; wait for its end, or stop it: tenantry rollout pause\n',
    ]);
  });

  test('deletes what a run that was killed after the start has left', async () => {
    const left = join(workspace, '.tenantry', 'fleet-releases', '1.4.0');
    const registry = await loadRegistry({ directory });
    const input = writeFleetRelease({ assembly, registry, release: '1.4.0', commit: 'abc', directory: left });
    stepFunctions({ [arnOf('1_4_0')]: { status: 'RUNNING', input: JSON.stringify(input) } });

    const { exitCode, stdout } = await start('--yes');
    const isLeft = existsSync(left);
    rmSync(join(workspace, '.tenantry'), { recursive: true });

    expect([exitCode, stdout]).toEqual([
      ExitCode.Done,
      `release 1.4.0 was started before; nothing was done: ${arnOf('1_4_0')}\n`,
    ]);
    expect(isLeft).toBe(false);
  });

  test('says what AWS answered where it refuses', async () => {
    const client = mockClient(SFNClient);
    client.rejects(Object.assign(new Error('not you'), { name: 'AccessDeniedException', $metadata: {} }));

    const { exitCode, stderr } = await start('--yes');

    expect([exitCode, stderr]).toEqual([
      ExitCode.Failed,
      'error AWS answered AccessDeniedException: not you; remove the cause, then run this again: nothing is done twice\n',
    ]);
  });

  test('refuses a folder that is no assembly', async () => {
    const { exitCode, stderr } = await start('--assembly', directory, '--dry-run');

    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      `error ${directory} is no cloud assembly: it has no manifest.json; make one with tenantry synth --all --output ${directory}, or leave out --assembly\n`,
    ]);
  });

  test.each([
    [
      ['--concurrency', '21'],
      '--concurrency 21 is more than one machine does; expected 1 to 20, or --engine step-functions',
    ],
    [
      ['--assembly', 'cdk.out'],
      '--assembly is for --engine step-functions; this machine synthesizes each tenant when its turn comes',
    ],
  ])('one machine refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await runRecorded(['rollout', 'start', '--tenants', directory, ...argv]);

    expect([exitCode, stderr]).toEqual([ExitCode.Refused, `error ${message}\n`]);
  });
});

describe('tenantry rollout status --engine step-functions', () => {
  const HALTED = {
    [arnOf('1_4_0')]: { status: 'FAILED', error: 'RingHalted', cause: 'ring canary: 1 of 1 tenant failed, 0 may' },
    [arnOf('1_4_0_canary', 'tenantry-deploy-ring')]: { status: 'SUCCEEDED' },
  } as const;

  beforeEach(() => {
    const acme = { tenant: 'acme', release: '1.3.0', status: 'rolledBack', target: '1.4.0', reason: 'no capacity' };
    const item = Object.fromEntries(Object.entries(acme).map(([name, S]) => [name, { S }]));
    tables.on(BatchGetItemCommand).resolves({ Responses: { 'tenantry-versions': [item] } });
  });

  test('tells rings, failures and what to do, and ends with 1 where a release was halted', async () => {
    stepFunctions(HALTED, LATEST);

    const { exitCode, stdout, stderr } = await rollout('status');

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toBe(
      `release 1.4.0, started 2026-03-01T12:00:00.000Z as 1_4_0, is halted: ring canary: 1 of 1 tenant failed, 0 may
ring     tenants  waiting  at work  cut off  deployed  failed  may fail  is       regions
canary         1        0        0        0         0       1         0  halted   eu-central-1 (deploy succeeded)
general        2        1        0        0         0       0         1  waiting  eu-central-1, us-east-1
acme: failed, rolled back: no capacity
ring general: the release went to 2 tenants, the files have 1 in it now
`,
    );
    expect(stderr).toBe(
      'next: tenantry rollout resume --engine step-functions once the cause is gone, or start a better release\n',
    );
  });

  test('tells the same as one object', async () => {
    stepFunctions(HALTED, LATEST);

    const { stdout } = await rollout('status', '--release', '1.4.0', '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      engine: 'step-functions',
      release: '1.4.0',
      phase: 'halted',
      rings: [{ name: 'canary', tenants: [{ tenant: 'acme', step: 'rolledBack', reason: 'no capacity' }] }, {}],
      nextStep: expect.stringMatching(/^tenantry rollout resume/),
    });
  });
});

test('tenantry rollout pause says which rings go on', async () => {
  const client = stepFunctions(
    {
      [arnOf('1_4_0')]: { status: 'RUNNING' },
      [arnOf('1_4_0_canary', 'tenantry-deploy-ring')]: { status: 'RUNNING' },
    },
    LATEST,
  );
  client.on(StopExecutionCommand).resolves({});

  const { exitCode, stdout, stderr } = await rollout('pause');

  expect([exitCode, stdout]).toEqual([ExitCode.Done, 'release 1.4.0 is paused; no further ring is started\n']);
  expect(stderr).toBe(
    'ring canary in eu-central-1 goes on to its end\nnext: tenantry rollout status --engine step-functions\n',
  );
});

test('tenantry rollout pause stops the release that is named, where another one is the latest', async () => {
  const client = stepFunctions(
    { [arnOf('1_4_0')]: { status: 'RUNNING' }, [arnOf('1_3_0')]: { status: 'RUNNING' } },
    {
      [machineOf('tenantry-release')]: ['1_3_0'],
    },
  );
  client.on(StopExecutionCommand).resolves({});

  const { stdout } = await rollout('pause', '--release', '1.4.0');

  expect(stdout).toBe('release 1.4.0 is paused; no further ring is started\n');
  expect(client.commandCalls(StopExecutionCommand).map(({ args }) => args[0].input.executionArn)).toEqual([
    arnOf('1_4_0'),
  ]);
});

describe('tenantry rollout abort --engine step-functions', () => {
  const running = () =>
    stepFunctions(
      {
        [arnOf('1_4_0')]: { status: 'RUNNING' },
        [arnOf('1_4_0_canary', 'tenantry-deploy-ring')]: { status: 'RUNNING' },
      },
      LATEST,
    );

  test('stops nothing unless it is confirmed', async () => {
    const client = running();

    const { exitCode, stderr } = await rollout('abort');

    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      `error release 1.4.0 is aborted at once; tenants that have it keep it, and those that are being deployed to are brought back to what they had; there is no terminal to ask on, so say it aloud: tenantry rollout abort --engine step-functions --tenants ${directory} --yes\n`,
    ]);
    expect(client.commandCalls(StopExecutionCommand)).toEqual([]);
  });

  test('stops the release and its rings, and says whose tenants are brought back', async () => {
    const ring = arnOf('1_4_0_canary', 'tenantry-deploy-ring');
    const abort = (...argv: string[]) => {
      const executions: Record<string, { status: 'RUNNING' | 'ABORTED' }> = {
        [arnOf('1_4_0')]: { status: 'RUNNING' },
        [ring]: { status: 'RUNNING' },
      };
      const client = stepFunctions(executions, LATEST);
      client.on(StopExecutionCommand).callsFake(({ executionArn }) => {
        executions[executionArn] = { status: 'ABORTED' };
        return {};
      });
      client.on(ListMapRunsCommand).resolves({});
      client.on(StartExecutionCommand).resolves({});
      return rollout('abort', '--yes', ...argv);
    };

    const { exitCode, stdout, stderr } = await abort();
    expect([exitCode, stdout]).toEqual([ExitCode.Done, 'release 1.4.0 is aborted; no further tenant is begun\n']);
    expect(stderr).toBe(
      `canary in eu-central-1: stopped, waiting for the end
ring canary in eu-central-1 was stopped
ring canary in eu-central-1: tenants whose deployment was cut off are being brought back to what they had
next: tenantry rollout status --engine step-functions
`,
    );
    expect(JSON.parse((await abort('--json')).stdout)).toEqual({
      engine: 'step-functions',
      request: 'abort',
      release: '1.4.0',
      execution: '1_4_0',
      stopped: true,
      rings: ['canary in eu-central-1'],
      settling: ['canary in eu-central-1'],
    });
  });

  test('status says that tenants are on their way back, and to wait for them', async () => {
    stepFunctions(
      {
        [arnOf('1_4_0')]: { status: 'ABORTED', error: 'Aborted' },
        [arnOf('1_4_0_canary', 'tenantry-deploy-ring')]: { status: 'ABORTED' },
        [arnOf('1_4_0_canary--cut-off', 'tenantry-check-ring')]: { status: 'RUNNING' },
      },
      LATEST,
    );

    const { stdout, stderr } = await rollout('status');

    expect(stdout).toContain(', is aborted\n');
    expect(stdout).toContain('rollingBack  eu-central-1 (way back running)\n');
    expect(stderr).toBe(
      'next: wait until tenants that were cut off are back: tenantry rollout status --engine step-functions\n',
    );
  });
});

describe('tenantry rollout resume --engine step-functions', () => {
  // Only the list of all releases has one: nothing runs.
  const ended = () => stepFunctions({ [arnOf('1_4_0')]: { status: 'ABORTED' } });

  test('starts what was started again, under the next free name', async () => {
    const client = ended();
    client.on(StartExecutionCommand).resolves({});

    const { exitCode, stdout } = await rollout('resume', '--release', '1.4.0');

    expect([exitCode, stdout]).toEqual([ExitCode.Done, `release 1.4.0 goes on as 1_4_0-2: ${arnOf('1_4_0-2')}\n`]);
    expect(client.commandCalls(StartExecutionCommand)).toHaveLength(1);
  });

  test('says with --dry-run under which name, and begins nothing', async () => {
    const client = ended();

    const { stdout } = await rollout('resume', '--release', '1.4.0', '--dry-run');

    expect(stdout).toBe(`release 1.4.0 would go on as 1_4_0-2: ${arnOf('1_4_0-2')}\n`);
    expect(client.commandCalls(StartExecutionCommand)).toEqual([]);
  });

  test('refuses what would make another release of it', async () => {
    const { exitCode, stderr } = await rollout('resume', '--commit', 'abc', '--allow-replacement', 'acme-Data/Files');

    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      'error --commit and --allow-replacement: Step Functions goes on with what the release was started with; for anything else start another release\n',
    ]);
  });
});

describe('tenantry rollout start from one machine', () => {
  let withMachines: string;
  beforeAll(() => {
    withMachines = join(workspace, 'with-machines', 'tenants');
    const organization = anOrganization({ operator: 'stacks', sinks: undefined });
    cpSync(aFleet(TENANTS, organization, ACCOUNTS), withMachines, { recursive: true });
  });
  const startHere = () =>
    runRecorded(['rollout', 'start', '--release', '2.0', '--commit', 'abc', '--tenants', withMachines, '--yes']);

  test('is refused while a release is on its way on Step Functions, and begins nothing', async () => {
    const client = stepFunctions({}, { [machineOf('tenantry-deploy-ring')]: ['1_4_0_general'] });

    const { exitCode, stderr } = await startHere();

    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      'error 1_4_0_general in eu-central-1 is running on Step Functions, and two releases would deploy to the same tenants; wait for the end (tenantry rollout status --engine step-functions), or stop it: tenantry rollout abort --engine step-functions\n',
    ]);
    expect(client.commandCalls(ListExecutionsCommand).map(({ args }) => args[0].input)).toEqual(
      ['tenantry-release', 'tenantry-deploy-ring', 'tenantry-check-ring'].map((name) => ({
        stateMachineArn: machineOf(name),
        statusFilter: 'RUNNING',
      })),
    );
    expect(existsSync(join(workspace, 'with-machines', '.tenantry'))).toBe(false);
  });

  test('is refused while a ring runs in a region that only copies of backups are in', async () => {
    const copied = join(workspace, 'with-copies', 'tenants');
    const backup = { enabled: true, copyRegion: 'eu-west-1' };
    const organization = anOrganization({ operator: 'stacks' });
    cpSync(aFleet([{ ...TENANTS[0], backup }], organization, { acme: ACCOUNTS.acme }), copied, { recursive: true });
    const machine = `arn:aws:states:eu-west-1:${OPERATOR}:stateMachine:tenantry-deploy-ring`;
    stepFunctions({}, { [machine]: ['1_4_0_canary'] });

    const { exitCode, stderr } = await runRecorded([
      'rollout',
      'start',
      '--release',
      '2.0',
      '--commit',
      'abc',
      '--tenants',
      copied,
      '--yes',
    ]);

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toContain('error 1_4_0_canary in eu-west-1 is running on Step Functions,');
  });

  test('goes on where Step Functions does nothing, or was not deployed', async () => {
    const gone = new StateMachineDoesNotExist({ message: 'not there', $metadata: {} });
    const client = stepFunctions();
    client.on(ListExecutionsCommand, { stateMachineArn: machineOf('tenantry-check-ring') }).rejects(gone);
    // The first thing that a release does in an account.
    sts.on(AssumeRoleCommand).rejects(new Error('nobody is to be deployed to'));

    const { exitCode, stderr } = await startHere();

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stderr).toContain('acme: deploying release 2.0\n');
  });
});
