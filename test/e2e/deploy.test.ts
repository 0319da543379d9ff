import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadRegistry } from '../../lib/config/load-registry';
import { cdk, cdkOrThrow } from '../support/cdk-cli';
import { type EmulatedFleet, startFleet } from '../support/emulated-fleet';
import { inventory, isEmpty } from '../support/inventory';
import { addSampleTenant } from '../support/sample-fleet';
import { tenantry } from '../support/tenantry-cli';
import { type StackHistory, stackHistory } from '../support/stack-history';

/** Three of the sample tenants, in three jurisdictions and regions. */
const TENANTS = [
  { id: 'acme', region: 'eu-central-1' },
  { id: 'initech', region: 'us-east-1' },
  { id: 'soylent', region: 'ap-southeast-2' },
] as const;

type Deployed = (typeof TENANTS)[number];

/** Joins the fleet later. */
const NEWCOMER = { id: 'wonka', region: 'eu-north-1' } as const;

const REGIONS = [...TENANTS, NEWCOMER].map(({ region }) => region);

const STACKS = ['Access', 'Network', 'Data', 'Service'] as const;

let fleet: EmulatedFleet;

jest.setTimeout(120_000);

beforeAll(async () => {
  fleet = await startFleet([NEWCOMER.id]);
  await forEachTenant(({ id, region }) => fleet.bootstrap(id, region));
  await forEachTenant(({ id }) => fleet.deploy(id));
}, 240_000);

afterAll(() => fleet.stop());

describe('a fleet deployed by cdk from the operator account', () => {
  test.each(TENANTS)('gives $id a network, a database, an API and a function of its own', async ({ id, region }) => {
    const {
      tenants: [tenant],
    } = await loadRegistry({ directory: fleet.directory, only: [id] });
    const ownArn = new RegExp(`^arn:aws:[a-z]+:${region}:${fleet.accountOf(id)}:`);

    const found = await inventory(await fleet.clientConfig(id, region));

    expect(found.networks).toEqual([tenant?.network.cidr]);
    expect(found.databases).toEqual([expect.stringMatching(ownArn)]);
    expect(found.apis).toHaveLength(1);
    expect(found.functions).not.toEqual([]);
    for (const arn of found.functions) expect(arn).toMatch(ownArn);
  });

  test('puts nothing into any other account or region', async () => {
    const accounts = [
      ...fleet.accounts.values(),
      fleet.operatorAccountId,
      fleet.emulator.organization.managementAccountId,
    ];
    const occupied: string[] = [];

    for (const accountId of accounts) {
      for (const region of REGIONS) {
        if (!isEmpty(await inventory(await fleet.emulator.clientConfig(accountId, region)))) {
          occupied.push(`${accountId} ${region}`);
        }
      }
    }

    expect(new Set(occupied)).toEqual(new Set(TENANTS.map(({ id, region }) => `${fleet.accountOf(id)} ${region}`)));
  });

  test.each(TENANTS)('lets nobody but the operator and the tenant itself deploy to $id', async ({ id, region }) => {
    const accountId = fleet.accountOf(id);
    const roleName = `cdk-hnb659fds-deploy-role-${accountId}-${region}`;
    const neighbour = TENANTS.find((tenant) => tenant.id !== id)?.id ?? '';
    const sts = new STSClient(await fleet.clientConfig(neighbour, region));

    const assumption = sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/${roleName}`, RoleSessionName: 'neighbour' }),
    );

    await expect(assumption).rejects.toThrow(
      `Account ${fleet.accountOf(neighbour)} is not authorized to perform: sts:AssumeRole`,
    );
    const iam = new IAMClient(await fleet.clientConfig(id, region));
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
    const trusted = decodeURIComponent(role?.AssumeRolePolicyDocument ?? '').match(/\d{12}/g);
    expect(new Set(trusted)).toEqual(new Set([accountId, fleet.operatorAccountId]));
  });

  test.each(TENANTS)('changes nothing of $id when deployed again', async (tenant) => {
    const before = await historyOf(tenant);

    const { stdout, stderr } = await fleet.deploy(tenant.id);

    expect((stdout + stderr).match(/ \(no changes\)$/gm)).toHaveLength(STACKS.length);
    expect(await historyOf(tenant)).toEqual(before);
  });

  test.each(TENANTS)('shows no differences of $id', async ({ id }) => {
    const { exitCode, stdout, stderr } = await cdk(
      ['diff', `${id}/*`, '--fail', ...fleet.appOf(id)],
      await fleet.asOperator(),
    );

    expect(stdout + stderr).toContain('Number of stacks with differences: 0');
    expect(exitCode).toBe(0);
  });

  test('changes nothing when deployed from an assembly that tenantry synth has made of several', async () => {
    const { endpoint, credentials } = await fleet.asOperator();
    const assembly = fleet.assembly('fleet');
    await tenantry(['synth', ...TENANTS.map(({ id }) => id), '--tenants', fleet.directory, '--output', assembly], {
      endpoint,
      credentials,
      cwd: fleet.workspace,
    });

    const { stdout, stderr } = await cdkOrThrow(
      ['deploy', 'acme/*', '--app', assembly, '--require-approval', 'never'],
      await fleet.asOperator(),
    );

    expect((stdout + stderr).match(/ \(no changes\)$/gm)).toHaveLength(STACKS.length);
  });

  test('tells what differs from what is deployed, once for all tenants it concerns', async () => {
    const { endpoint, credentials } = await fleet.asOperator();
    const assembly = fleet.assembly('diff');
    const ids = TENANTS.map(({ id }) => id);
    const run = (...argv: string[]) =>
      tenantry([...argv, '--tenants', fleet.directory], { endpoint, credentials, cwd: fleet.workspace });
    const ofDeployed = () => run('diff', assembly, '--deployed', '--json');
    await run('synth', ...ids, '--output', assembly);

    const same = await ofDeployed();
    for (const id of ids)
      await changeTemplates(
        join(assembly, `assembly-${id}`),
        '"DeletionProtection": true',
        '"DeletionProtection": false',
      );
    const changed = await ofDeployed();

    expect(same.stderr.trim().split('\n').toSorted()).toEqual(ids.map((id) => `${id}: 4 stacks read`));
    expect({ code: same.code, tenants: changedIn(same.stdout) }).toEqual({ code: 0, tenants: [] });
    expect({ code: changed.code, tenants: changedIn(changed.stdout) }).toEqual({ code: 0, tenants: ids });
    expect(JSON.parse(changed.stdout)).toMatchObject({
      stateful: [],
      other: [{ tenants: ids, path: 'Properties.DeletionProtection', before: 'true', after: 'false' }],
    });
  });

  test('lists the stacks of the tenant asked for, and of no other', async () => {
    const { stdout } = await cdkOrThrow(['ls', ...fleet.appOf('acme')], await fleet.asOperator());

    expect(stdout.match(/^[\w/-]+(?= |$)/gm)).toEqual(STACKS.map((stack) => `acme/${stack}`));
  });

  test('refuses a tenant that does not exist and names those with a similar id', async () => {
    const { exitCode, stdout, stderr } = await cdk(['ls', ...fleet.appOf('acne')], await fleet.asOperator());

    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain(`unknown tenant "acne" in ${fleet.directory}; did you mean "acme"?`);
  });

  test('deploys a tenant that joins without touching the others', async () => {
    const templatesBefore = await synthesizedTemplates('before');
    const historyBefore = await forEachTenant(historyOf);

    await addSampleTenant(fleet.directory, NEWCOMER.id, await fleet.vend(NEWCOMER.id));
    await fleet.bootstrap(NEWCOMER.id, NEWCOMER.region);
    await fleet.deploy(NEWCOMER.id);

    const stacks = await stackHistory(await fleet.clientConfig(NEWCOMER.id, NEWCOMER.region));
    expect(new Set(stacks.map(({ name }) => name))).toEqual(
      new Set(['CDKToolkit', ...STACKS.map((stack) => `${NEWCOMER.id}-${stack}`)]),
    );
    expect(await forEachTenant(historyOf)).toEqual(historyBefore);
    expect(await synthesizedTemplates('after')).toEqual(templatesBefore);
  });
});

/** Waits for all also when one has failed, so that nothing is still at work when the emulator stops. */
async function forEachTenant<Value>(action: (tenant: Deployed) => Promise<Value>): Promise<Value[]> {
  const outcomes = await Promise.allSettled(TENANTS.map(action));
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** Ids of the tenants that would change, in the output of `tenantry diff --json`. */
function changedIn(stdout: string): readonly string[] {
  return (JSON.parse(stdout) as { tenants: { changed: string[] } }).tenants.changed;
}

async function changeTemplates(assembly: string, text: string, replacement: string): Promise<void> {
  for (const name of (await readdir(assembly)).filter((file) => file.endsWith('.template.json'))) {
    const file = join(assembly, name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(text, replacement));
  }
}

async function historyOf({ id, region }: Deployed): Promise<StackHistory[]> {
  return stackHistory(await fleet.clientConfig(id, region));
}

/** Synthesizes the whole fleet; gives the templates of the deployed tenants, byte for byte. */
async function synthesizedTemplates(name: string): Promise<Record<string, string>> {
  const output = fleet.assembly(name);
  await cdkOrThrow(
    ['synth', '--quiet', '-c', `tenants=${fleet.directory}`, '--output', output],
    await fleet.asOperator(),
  );
  const templates: Record<string, string> = {};
  for (const { id } of TENANTS) {
    const assembly = join(output, `assembly-${id}`);
    const files = (await readdir(assembly)).filter((file) => file.endsWith('.template.json'));
    expect(files).toHaveLength(STACKS.length);
    for (const file of files) templates[file] = await readFile(join(assembly, file), 'utf8');
  }
  return templates;
}
