import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRegistry } from '../../lib/config/load-registry';
import { type AwsEmulator, type EmulatedClientConfig, startEmulator } from '../support/aws-emulator';
import { type CdkResult, cdk, cdkOrThrow } from '../support/cdk-cli';
import { inventory, isEmpty } from '../support/inventory';
import { addSampleTenant, copySampleFleet, sampleAccounts } from '../support/sample-fleet';
import { stackHistory } from '../support/stack-history';

/** Three of the sample tenants, with database instances, in three jurisdictions and regions. */
const TENANTS: ReadonlyMap<string, string> = new Map([
  ['acme', 'eu-central-1'],
  ['initech', 'us-east-1'],
  ['soylent', 'ap-southeast-2'],
]);

/** Joins the fleet later. */
const NEWCOMER = { id: 'wonka', region: 'eu-north-1' } as const;

const REGIONS = [...TENANTS.values(), NEWCOMER.region];

const tenantIds = [...TENANTS.keys()];

const PROJECT = join(__dirname, '../..');

/** The sample's ids of what is not a tenant; see `tenants/organization.ts`. */
const SAMPLE_IDS = { organization: 'o-a1b2c3d4e5', management: '100000000001', operator: '100000000002' } as const;

let emulator: AwsEmulator;
let workspace: string;
let fleet: string;

/** Account of each tenant, vended in the emulator. */
const accounts = new Map<string, string>();
let operatorAccountId: string;

jest.setTimeout(120_000);

beforeAll(async () => {
  if (!existsSync(join(PROJECT, 'dist/bin/app.js'))) throw new Error('the app has not been built; run "npm run build"');
  workspace = await mkdtemp(join(tmpdir(), 'tenantry-e2e-'));
  fleet = join(workspace, 'tenants');
  emulator = await startEmulator();

  operatorAccountId = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  const ids = new Map<string, string>([
    [SAMPLE_IDS.organization, emulator.organization.id],
    [SAMPLE_IDS.management, emulator.organization.managementAccountId],
    [SAMPLE_IDS.operator, operatorAccountId],
  ]);
  for (const [tenantId, sampleId] of await sampleAccounts()) ids.set(sampleId, await vend(tenantId));
  await copySampleFleet(fleet, ids, [NEWCOMER.id]);

  await forEachTenant((tenantId) => bootstrap(tenantId, regionOf(tenantId)));
  await forEachTenant(deploy);
}, 240_000);

afterAll(async () => {
  await emulator.stop();
  await rm(workspace, { recursive: true, force: true });
});

describe('a fleet deployed by cdk from the operator account', () => {
  test.each(tenantIds)('gives %s a network, a database, an API and a function of its own', async (tenantId) => {
    const {
      tenants: [tenant],
    } = await loadRegistry({ directory: fleet, only: [tenantId] });
    const ownArn = new RegExp(`^arn:aws:[a-z]+:${regionOf(tenantId)}:${accountOf(tenantId)}:`);

    const found = await inventory(await clientConfig(tenantId));

    expect(found.networks).toEqual([tenant?.network.cidr]);
    expect(found.databases).toEqual([expect.stringMatching(ownArn)]);
    expect(found.apis).toHaveLength(1);
    expect(found.functions).not.toEqual([]);
    for (const arn of found.functions) expect(arn).toMatch(ownArn);
  });

  test('puts nothing into any other account or region', async () => {
    const allAccounts = new Map([
      ...accounts,
      ['operator', operatorAccountId],
      ['management', emulator.organization.managementAccountId],
    ]);
    const occupied: string[] = [];

    for (const [name, accountId] of allAccounts) {
      for (const region of REGIONS) {
        if (!isEmpty(await inventory(await emulator.clientConfig(accountId, region))))
          occupied.push(`${name} ${region}`);
      }
    }

    expect(occupied).toEqual(tenantIds.map((tenantId) => `${tenantId} ${regionOf(tenantId)}`));
  });

  test.each(tenantIds)('lets nobody but the operator and the tenant itself deploy to %s', async (tenantId) => {
    const roleName = `cdk-hnb659fds-deploy-role-${accountOf(tenantId)}-${regionOf(tenantId)}`;
    const neighbour = tenantIds.find((candidate) => candidate !== tenantId) ?? '';
    const sts = new STSClient(await emulator.clientConfig(accountOf(neighbour), regionOf(tenantId)));

    const assumption = sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountOf(tenantId)}:role/${roleName}`,
        RoleSessionName: 'neighbour',
      }),
    );

    await expect(assumption).rejects.toThrow(
      `Account ${accountOf(neighbour)} is not authorized to perform: sts:AssumeRole`,
    );
    const { Role: role } = await new IAMClient(await clientConfig(tenantId)).send(
      new GetRoleCommand({ RoleName: roleName }),
    );
    const trusted = [...decodeURIComponent(role?.AssumeRolePolicyDocument ?? '').matchAll(/\d{12}/g)].map(
      ([accountId]) => accountId,
    );
    expect(new Set(trusted)).toEqual(new Set([accountOf(tenantId), operatorAccountId]));
  });

  test.each(tenantIds)('changes nothing of %s when deployed again', async (tenantId) => {
    const before = await stackHistory(await clientConfig(tenantId));

    const { stdout, stderr } = await deploy(tenantId);

    expect((stdout + stderr).match(/ \(no changes\)$/gm)).toHaveLength(stackNames(tenantId).length);
    expect(await stackHistory(await clientConfig(tenantId))).toEqual(before);
  });

  test.each(tenantIds)('shows no differences of %s', async (tenantId) => {
    const { exitCode, stdout, stderr } = await cdk(
      ['diff', `${tenantId}/*`, '--fail', ...app(tenantId)],
      await asOperator(),
    );

    expect({ exitCode, differences: /Number of stacks with differences: (\d+)/.exec(stdout + stderr)?.[1] }).toEqual({
      exitCode: 0,
      differences: '0',
    });
  });

  test('lists the stacks of the tenant asked for, and of no other', async () => {
    const { stdout } = await cdkOrThrow(['ls', ...app('acme')], await asOperator());

    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['acme/Access', 'acme/Network', 'acme/Data', 'acme/Service']);
  });

  test('refuses a tenant that does not exist and names those with a similar id', async () => {
    const { exitCode, stdout, stderr } = await cdk(['ls', ...app('acne')], await asOperator());

    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain(`unknown tenant "acne" in ${fleet}; did you mean "acme"?`);
  });

  test('deploys a tenant that joins without touching the others', async () => {
    const templatesBefore = await templates('before');
    const historyBefore = await historyOfDeployed();

    await addSampleTenant(fleet, NEWCOMER.id, await vend(NEWCOMER.id));
    await bootstrap(NEWCOMER.id, NEWCOMER.region);
    await deploy(NEWCOMER.id);

    const stacks = await stackHistory(await emulator.clientConfig(accountOf(NEWCOMER.id), NEWCOMER.region));
    expect(stacks.map(({ name }) => name)).toEqual(['CDKToolkit', ...stackNames(NEWCOMER.id)].toSorted());
    expect(await historyOfDeployed()).toEqual(historyBefore);
    expect(await templates('after')).toEqual(templatesBefore);
  });
});

/** Waits for all also when one has failed, so that nothing is still at work when the emulator stops. */
async function forEachTenant(action: (tenantId: string) => Promise<unknown>): Promise<void> {
  const failures = (await Promise.allSettled(tenantIds.map(action))).flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  if (failures.length > 0) throw failures[0];
}

async function vend(tenantId: string): Promise<string> {
  const accountId = await emulator.createAccount({
    name: tenantId,
    email: `aws+${tenantId}@example.com`,
    tags: { 'tenantry:tenant-id': tenantId },
  });
  accounts.set(tenantId, accountId);
  return accountId;
}

function accountOf(tenantId: string): string {
  const accountId = accounts.get(tenantId);
  if (accountId === undefined) throw new Error(`no account of "${tenantId}"`);
  return accountId;
}

function regionOf(tenantId: string): string {
  const region = TENANTS.get(tenantId);
  if (region === undefined) throw new Error(`no region of "${tenantId}"`);
  return region;
}

/** By the role Organizations made, as no other is there yet. */
async function bootstrap(tenantId: string, region: string): Promise<CdkResult> {
  const policies = ['--cloudformation-execution-policies', 'arn:aws:iam::aws:policy/AdministratorAccess'];
  const { endpoint, credentials } = await emulator.clientConfig(accountOf(tenantId), region);
  // Elsewhere than in the project: there, the CDK would run the app first.
  const options = { cwd: workspace, endpoint, credentials, region };
  return cdkOrThrow(
    ['bootstrap', `aws://${accountOf(tenantId)}/${region}`, '--trust', operatorAccountId, ...policies],
    options,
  );
}

async function deploy(tenantId: string): Promise<CdkResult> {
  return cdkOrThrow(
    ['deploy', `${tenantId}/*`, '--require-approval', 'never', '--concurrency', '2', ...app(tenantId)],
    await asOperator(),
  );
}

/** The app for one tenant, with a cloud assembly of its own, because commands run at the same time. */
function app(tenantId: string): string[] {
  return ['-c', `tenant=${tenantId}`, '-c', `tenants=${fleet}`, '--output', join(workspace, `${tenantId}.out`)];
}

async function asOperator() {
  return {
    cwd: PROJECT,
    endpoint: emulator.endpoint,
    credentials: await emulator.credentialsFor(operatorAccountId),
    region: 'us-east-1',
    env: { CDK_VALIDATION: 'false' },
  };
}

async function clientConfig(tenantId: string): Promise<EmulatedClientConfig> {
  return emulator.clientConfig(accountOf(tenantId), regionOf(tenantId));
}

function stackNames(tenantId: string): string[] {
  return ['Access', 'Network', 'Data', 'Service'].map((stack) => `${tenantId}-${stack}`);
}

async function historyOfDeployed() {
  return Promise.all(tenantIds.map(async (tenantId) => stackHistory(await clientConfig(tenantId))));
}

/** Synthesizes the whole fleet; gives the templates of the deployed tenants, byte for byte. */
async function templates(name: string): Promise<Record<string, string>> {
  const output = join(workspace, `${name}.out`);
  await cdkOrThrow(['synth', '--quiet', '-c', `tenants=${fleet}`, '--output', output], await asOperator());
  const found: Record<string, string> = {};
  for (const tenantId of tenantIds) {
    const assembly = join(output, `assembly-${tenantId}`);
    const files = (await readdir(assembly)).filter((file) => file.endsWith('.template.json'));
    expect(files).toHaveLength(stackNames(tenantId).length);
    for (const file of files) found[file] = await readFile(join(assembly, file), 'utf8');
  }
  return found;
}
