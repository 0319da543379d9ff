import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAccountsLock } from '../../lib/config/files/accounts-lock';
import { readLedger } from '../../lib/operations/rollout/version-ledger';
import { type EmulatedFleet, startUnvendedFleet } from '../support/emulated-fleet';
import { type TenantryResult, startTenantry, tenantry } from '../support/tenantry-cli';

/** One of ring canary, one of ring early. */
const HOOLI = { id: 'hooli', region: 'eu-west-1' } as const;
const INITECH = { id: 'initech', region: 'us-east-1' } as const;

let fleet: EmulatedFleet;

jest.setTimeout(180_000);

beforeAll(async () => {
  fleet = await startUnvendedFleet([HOOLI.id, INITECH.id]);
  await change('organization.ts', 'tags: {', 'rollout: { bakeMinutes: 0 },\n  tags: {');
  await change('hooli.ts', "ring: 'canary',", "ring: 'canary',\n  environment: { RELEASE: '1.0' },");
  await change('initech.json', '"FEATURE_SET": "standard"', '"RELEASE": "1.0"');
  const up = ['up', '--all', '--create-units', '--yes', '--operator-role', fleet.operatorRole];
  const { code, stderr } = await tenantry(up, { endpoint: fleet.emulator.endpoint, cwd: fleet.workspace });
  if (code !== 0) throw new Error(stderr);
}, 240_000);

afterAll(() => fleet?.stop());

const argv = (...words: string[]) => ['rollout', ...words];
const asOperator = () => ['--operator-role', fleet.operatorRole];
const options = () => ({ endpoint: fleet.emulator.endpoint, cwd: fleet.workspace });

function start(release: string): string[] {
  return argv('start', '--release', release, '--yes', ...asOperator());
}

function rollout(...words: string[]): Promise<TenantryResult> {
  return tenantry(argv(...words), options());
}

async function change(name: string, from: string, to: string): Promise<void> {
  const file = join(fleet.directory, name);
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  await writeFile(file, text.replace(from, to));
}

/** Changes what the functions of both tenants are given. */
async function changeRelease(from: string, to: string): Promise<void> {
  await change('hooli.ts', `RELEASE: '${from}'`, `RELEASE: '${to}'`);
  await change('initech.json', `"RELEASE": "${from}"`, `"RELEASE": "${to}"`);
}

async function clientConfig({ id, region }: { readonly id: string; readonly region: string }) {
  const { accounts } = await readAccountsLock(fleet.directory);
  return fleet.emulator.clientConfig(accounts.get(id) ?? '', region);
}

/** The release the tenant's functions are of. */
async function runningAt(tenant: { readonly id: string; readonly region: string }): Promise<string[]> {
  const { Functions: functions = [] } = await new LambdaClient(await clientConfig(tenant)).send(
    new ListFunctionsCommand({}),
  );
  return functions.flatMap(({ Environment: environment }) => environment?.Variables?.RELEASE ?? []);
}

async function ledgerOf(id: string): Promise<string[]> {
  return (await readLedger(fleet.directory, id)).entries.map(({ release, by }) => `${release} by ${by}`);
}

describe('tenantry rollout', () => {
  test('brings a release to one ring after the other, and keeps what it deployed', async () => {
    const { code, stdout, stderr } = await tenantry(start('1.0'), options());

    expect([code, stderr]).toEqual([0, expect.stringContaining('initech: has release 1.0 (1 of 1 in ring early)')]);
    expect(stdout).toContain('release 1.0 is done\n');
    expect(stderr.indexOf('ring canary: its tenants are well')).toBeLessThan(stderr.indexOf('initech: deploying'));
    expect(await ledgerOf(HOOLI.id)).toEqual(['1.0 by rollout']);
    expect(await readdir(join(fleet.workspace, '.tenantry', 'releases', HOOLI.id))).toEqual(['1.0']);
  });

  test('is taken up after kill -9, and tells that it was cut off', async () => {
    await changeRelease('1.0', '2.0');
    const running = startTenantry(start('2.0'), options());
    const file = join(fleet.workspace, '.tenantry', 'rollouts', '2.0.json');
    const state = () => readFile(file, 'utf8').catch(() => '');
    while (!(await state()).includes('"deploying"')) await sleep(50);
    await sleep(1_500);
    running.kill('SIGKILL');
    await running.done;

    const status = await rollout('status');
    expect(status.stdout).toMatch(/^release 2\.0, started \S+, is cut-off\n/);
    expect(status.stderr).toBe('next: tenantry rollout resume\n');

    const { code, stdout, stderr } = await rollout('resume', ...asOperator());
    expect([code, stderr]).toEqual([0, expect.stringContaining('hooli: has release 2.0 (1 of 1 in ring canary)')]);
    expect(stdout).toContain('release 2.0 is done\n');
    expect(await runningAt(HOOLI)).toEqual(['2.0']);
    expect(await runningAt(INITECH)).toEqual(['2.0']);
  });

  test('brings back what ran before where alarms ring, and stops', async () => {
    const cloudwatch = new CloudWatchClient(await clientConfig(INITECH));
    const alarm = { AlarmName: 'initech-Service-Errors', Namespace: 'Tests', MetricName: 'Errors' };
    const terms = { Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1 } as const;
    await cloudwatch.send(
      new PutMetricAlarmCommand({ ...alarm, ...terms, ComparisonOperator: 'GreaterThanThreshold' }),
    );
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: alarm.AlarmName, StateValue: 'ALARM', StateReason: 'errors' }),
    );
    await changeRelease('2.0', '3.0');

    const { code, stdout, stderr } = await tenantry(start('3.0'), options());

    expect([code, stderr]).toEqual([1, expect.stringContaining('initech: in alarm: initech-Service-Errors\n')]);
    expect(stdout).toContain('initech: failed, rolled back to 2.0: in alarm: initech-Service-Errors\n');
    expect(stdout).toContain('release 3.0 is halted\n');
    expect(await ledgerOf(INITECH.id)).toEqual([
      '1.0 by rollout',
      '2.0 by rollout',
      '3.0 by rollout',
      '2.0 by rollback',
    ]);
    expect(await runningAt(HOOLI)).toEqual(['3.0']);
    expect(await runningAt(INITECH)).toEqual(['2.0']);
  });
});
