import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { openJournal } from '../../lib/operations/journal';
import { readAccountsLock } from '../../lib/config/files/accounts-lock';
import { apply } from '../../lib/rollout/apply';
import type { RolloutEvent } from '../../lib/rollout/rollout-event';
import { type DriftAnswer, driftAnswers } from '../support/drift-answers';
import { type EmulatedFleet, startUnvendedFleet } from '../support/emulated-fleet';
import { type Fault, type FaultProxy, type ProxiedRequest, startFaultProxy } from '../support/fault-proxy';
import { inventory, isEmpty } from '../support/inventory';
import { aRollout } from '../support/rollout-builders';
import { stackHistory } from '../support/stack-history';
import { type TenantryResult, startTenantry, tenantry } from '../support/tenantry-cli';

const TENANTS = [
  { id: 'hooli', region: 'eu-west-1' },
  { id: 'initech', region: 'us-east-1' },
  { id: 'soylent', region: 'ap-southeast-2' },
] as const;

/** Joins the fleet later, and is what faults are tried on. */
const NEWCOMER = { id: 'wonka', region: 'eu-north-1' } as const;

const STACKS = ['Access', 'Data', 'Network', 'Service'];

let fleet: EmulatedFleet;
let proxy: FaultProxy;
let first: TenantryResult;
let firstRequests: readonly string[];

jest.setTimeout(180_000);

beforeAll(async () => {
  fleet = await startUnvendedFleet([...TENANTS, NEWCOMER].map(({ id }) => id));
  proxy = await startFaultProxy(fleet.emulator.endpoint);
  first = await up(TENANTS.map(({ id }) => id));
  firstRequests = proxy.requests.map(({ action }) => action);
}, 240_000);

afterAll(async () => {
  await proxy?.stop();
  await fleet?.stop();
});

beforeEach(() => proxy.inject());

const asUp = (ids: readonly string[]) => [
  'up',
  ...ids,
  '--tenants',
  fleet.directory,
  '--create-units',
  '--yes',
  '--operator-role',
  fleet.operatorRole,
];

function up(ids: readonly string[], ...more: string[]): Promise<TenantryResult> {
  return tenantry([...asUp(ids), ...more], { endpoint: proxy.endpoint, cwd: fleet.workspace });
}

async function accountOf(id: string): Promise<string> {
  const { accounts } = await readAccountsLock(fleet.directory);
  const account = accounts.get(id);
  if (account === undefined) throw new Error(`no account of ${id} in the lock`);
  return account;
}

async function clientConfig({ id, region }: { readonly id: string; readonly region: string }) {
  return fleet.emulator.clientConfig(await accountOf(id), region);
}

async function historyOf(tenant: { readonly id: string; readonly region: string }) {
  return stackHistory(await clientConfig(tenant));
}

describe('tenantry up', () => {
  test('gives three tenants in three regions their account, bootstrap and stacks', async () => {
    expect(first).toMatchObject({ code: 0, stdout: '3 of 3 tenants are up\n' });
    for (const { id } of TENANTS) {
      expect(first.stderr).toContain(`${id}: vend: account ${await accountOf(id)} (created)\n`);
      expect(first.stderr).toContain(`${id}: deploy: 4 stacks changed, 0 as they should be\n`);
    }
  });

  test('asks AWS no more often than it has to', () => {
    const assumed = firstRequests.filter((action) => action === 'AssumeRole');
    expect(firstRequests.length).toBeLessThan(480);
    expect(assumed.length).toBeLessThan(60);
  });

  test.each(TENANTS)('puts all of $id into its own account and region', async (tenant) => {
    const ownArn = new RegExp(`^arn:aws:[a-z]+:${tenant.region}:${await accountOf(tenant.id)}:`);

    const found = await inventory(await clientConfig(tenant));

    expect(found.networks).toHaveLength(1);
    expect(found.apis).toHaveLength(1);
    expect(found.functions).not.toEqual([]);
    for (const arn of [...found.databases, ...found.functions]) expect(arn).toMatch(ownArn);
    for (const { region } of TENANTS.filter((other) => other.region !== tenant.region)) {
      expect(isEmpty(await inventory(await clientConfig({ id: tenant.id, region })))).toBe(true);
    }
  });

  test.each(TENANTS)('lets the operator into $id, and bounds what deployments may do', async (tenant) => {
    const accountId = await accountOf(tenant.id);
    const operator = await fleet.emulator.clientConfig(fleet.operatorAccountId, tenant.region);
    const iam = new IAMClient(await clientConfig(tenant));

    const { Credentials: credentials } = await new STSClient(operator).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/tenantry-read-only`,
        RoleSessionName: 'auditor',
      }),
    );
    const { Role: execution } = await iam.send(
      new GetRoleCommand({ RoleName: `cdk-hnb659fds-cfn-exec-role-${accountId}-${tenant.region}` }),
    );

    expect(credentials?.AccessKeyId).toBeDefined();
    expect(execution?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(
      `arn:aws:iam::${accountId}:policy/cdk-hnb659fds-deployments-${accountId}-${tenant.region}`,
    );
  });

  test('changes nothing when run again, and uses no role of Organizations once an account is bootstrapped', async () => {
    const before = await Promise.all(TENANTS.map(historyOf));

    const again = await up(
      TENANTS.map(({ id }) => id),
      '--json',
    );

    expect(again.code).toBe(0);
    const { tenants } = JSON.parse(again.stdout) as { tenants: { changed: string[]; bootstrapped: string[] }[] };
    for (const tenant of tenants)
      expect(tenant).toMatchObject({ ok: true, account: 'found', changed: [], bootstrapped: [] });
    expect(await Promise.all(TENANTS.map(historyOf))).toEqual(before);
    expect(proxy.requests.length).toBeLessThan(270);
    const requests = proxy.requests.filter(({ action }) => action === 'AssumeRole');
    const toCompare = requests.filter(({ body }) => body.RoleSessionName === 'tenantry-deploy');
    expect(toCompare).toHaveLength(new Set(toCompare.map(({ body }) => body.RoleArn)).size);
    const assumed = requests.map(({ body }) => String(body.RoleArn));
    expect(assumed.filter((arn) => arn.endsWith('/OrganizationAccountAccessRole'))).toEqual(
      assumed.filter((arn) => arn === fleet.operatorRole),
    );
  });

  test('bootstraps again only where that is asked for, with the template of this version', async () => {
    const [tenant] = TENANTS;
    const cloudFormation = new CloudFormationClient(await clientConfig(tenant));
    const templateOf = async (): Promise<{ Description: string }> => {
      const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: 'CDKToolkit' }));
      // The CDK sends YAML.
      return parse(TemplateBody ?? '') as { Description: string };
    };
    const bootstrap = (...more: string[]) =>
      tenantry(['bootstrap', tenant.id, '--tenants', fleet.directory, '--operator-role', fleet.operatorRole, ...more], {
        endpoint: proxy.endpoint,
        cwd: fleet.workspace,
      });
    const present = await templateOf();
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
    const earlier = { ...present, Description: 'of an earlier version' };
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName: 'CDKToolkit',
        TemplateBody: JSON.stringify(earlier),
        Parameters: stack?.Parameters,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );

    expect((await bootstrap()).stderr).toContain(`${tenant.id}: already bootstrapped\n`);
    expect((await bootstrap('--update', '--dry-run')).stderr).toContain(
      `${tenant.id}: would bootstrap ${tenant.region}\n`,
    );
    expect(await templateOf()).toEqual(earlier);

    const updated = await bootstrap('--update');
    expect(updated).toMatchObject({ code: 0, stdout: '1 of 1 tenants are bootstrapped\n' });
    expect(updated.stderr).toContain(`${tenant.id}: bootstrapped ${tenant.region}\n`);
    expect(await templateOf()).toEqual(present);
  });

  test('stops before a deployment that would replace a stateful resource, names it, and lets it pass when it is named', async () => {
    const [tenant] = TENANTS;
    const config = await clientConfig(tenant);
    const cloudFormation = new CloudFormationClient(config);
    const stack = `${tenant.id}-Data`;
    const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: stack }));
    const template = JSON.parse(TemplateBody ?? '{}') as {
      Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
    };
    const [key, resource] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::RDS::DBInstance')!;
    resource.Properties.Timezone = 'UTC';
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName: stack,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const before = await historyOf(tenant);

    const refused = await up([tenant.id]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      `error ${tenant.id}: nothing was deployed, because data could be lost:\n` +
        `  - ${stack}/${key} (AWS::RDS::DBInstance) would be replaced, because of Timezone\n` +
        `undo the change, or allow it by name: --allow-replacement ${stack}/${key}\n`,
    );
    expect(await historyOf(tenant)).toEqual(before);

    expect(await up([tenant.id], '--allow-replacement', `${stack}/${key}`)).toMatchObject({ code: 0 });
  });

  test('waits for a role that cannot be assumed for a while', async () => {
    const own = async () => (await historyOf(TENANTS[0])).filter(({ name }) => name !== 'CDKToolkit');
    const before = await own();
    proxy.inject({ action: 'AssumeRole', matching: asksForDeployRole, times: 3, refuse: 'AccessDenied' });

    expect(await up([TENANTS[0].id])).toMatchObject({ code: 0, stdout: '1 of 1 tenants are up\n' });

    expect(proxy.requests.filter(asksForDeployRole)).not.toHaveLength(0);
    expect(await own()).toEqual(before);
  });

  test('waits for stacks that CloudFormation is still at work on', async () => {
    const [{ id }] = TENANTS;
    proxy.inject({
      action: 'DescribeStacks',
      // The toolkit asks for one stack at a time.
      matching: ({ body }) => body.StackName === undefined,
      times: 1,
      rewriteXml: (answer) => answer.replace(/(_COMPLETE)(?=<\/StackStatus>)/g, '_IN_PROGRESS'),
    });

    const { code, stderr } = await up([id]);

    expect(code).toBe(0);
    expect(stderr).toMatch(
      new RegExp(
        `^${id}: waiting for CloudFormation, which is still at work on ${id}-Access \\(\\w+_IN_PROGRESS\\)`,
        'm',
      ),
    );
    const asked = proxy.requests.map(({ action, body }) => `${action} ${String(body.StackName)}`);
    const looks = asked.flatMap((each, index) => (each === 'DescribeStacks undefined' ? [index] : []));
    expect(looks).toHaveLength(2);
    expect(asked.findIndex((each) => each.startsWith('GetTemplate '))).toBeGreaterThan(looks[1]!);
  });

  test('deploys nothing while CloudFormation could not undo an earlier change, and says what to do', async () => {
    const [{ id, region }] = TENANTS;
    proxy.inject({
      action: 'DescribeStacks',
      matching: ({ body }) => body.StackName === undefined,
      times: 2,
      rewriteXml: (answer) =>
        answer.replace(
          new RegExp(`(<StackName>${id}-Data</StackName>[^]*?<StackStatus>)\\w+`),
          '$1UPDATE_ROLLBACK_FAILED',
        ),
    });
    const argv = ['deploy', id, '--tenants', fleet.directory, '--operator-role', fleet.operatorRole];
    const deploy = (...more: string[]) =>
      tenantry([...argv, ...more], { endpoint: proxy.endpoint, cwd: fleet.workspace });

    for (const { code, stderr } of [await deploy('--dry-run'), await deploy()]) {
      expect(code).toBe(1);
      expect(stderr).toContain(
        `error ${id}: nothing was deployed, because CloudFormation could not undo an earlier change, and takes no other until it has:\n` +
          `  - ${id}-Data (UPDATE_ROLLBACK_FAILED): mend what its events name, then run: aws cloudformation continue-update-rollback --stack-name ${id}-Data --region ${region}\n`,
      );
    }
    expect(await deploy()).toMatchObject({ code: 0 });
  });

  test('deploys to a tenant from one run at a time', async () => {
    const [{ id }] = TENANTS;
    const argv = [id, '--tenants', fleet.directory, '--operator-role', fleet.operatorRole];
    const deploy = (...more: string[]) =>
      tenantry(['deploy', ...argv, ...more], { endpoint: proxy.endpoint, cwd: fleet.workspace });
    const journal = await openJournal(fleet.directory, id, () => new Date());

    const [held, looked] = [await deploy(), await deploy('--dry-run')];
    await journal.release();

    expect(held).toMatchObject({ code: 1, stderr: expect.stringContaining(`another run works on tenant "${id}"`) });
    expect(looked.code).toBe(0);
    expect(await deploy()).toMatchObject({ code: 0 });
  });

  test('says what to do about expired credentials, and attempts nothing', async () => {
    proxy.inject({ action: 'AssumeRole', times: 100, refuse: 'ExpiredToken' });

    const { code, stderr } = await up([NEWCOMER.id]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `error the credentials of the role ${fleet.operatorRole} have expired (ExpiredToken); log in again, then run this again\n`,
    );
    expect(proxy.requests.some(({ action }) => action === 'CreateAccount')).toBe(false);
  });

  test('the failure of one tenant neither stops nor hides another, and says what continues', async () => {
    proxy.inject({ action: 'CreateAccount', times: 100, reply: () => failedFor('ACCOUNT_LIMIT_EXCEEDED') });

    const { code, stdout, stderr } = await up([NEWCOMER.id, TENANTS[1].id]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '1 of 2 tenants are up\n' });
    expect(stderr).toContain(`${TENANTS[1].id}: up in account`);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `${NEWCOMER.id}: to continue: tenantry up ${NEWCOMER.id} --tenants ${fleet.directory} --create-units --yes --operator-role ${fleet.operatorRole}`,
    );
  });

  test('is finished by running it again after being killed at every step, and touches no other tenant', async () => {
    const before = await Promise.all(TENANTS.map(historyOf));
    const cuts: (Pick<Fault, 'action' | 'matching'> & { readonly moment: 'before' | 'after' })[] = [
      { action: 'CreateAccount', moment: 'after' },
      { action: 'MoveAccount', moment: 'before' },
      { action: 'AssumeRole', moment: 'after', matching: asks('RoleSessionName', 'tenantry-readiness') },
      { action: 'MoveAccount', moment: 'after' },
      { action: 'AssumeRole', moment: 'after', matching: asks('RoleSessionName', 'tenantry-bootstrap') },
      { action: 'CreateChangeSet', moment: 'after', matching: asks('StackName', 'CDKToolkit') },
      { action: 'ExecuteChangeSet', moment: 'after', matching: asks('StackName', 'CDKToolkit') },
      { action: 'CreateChangeSet', moment: 'after', matching: asks('StackName', 'wonka-Access') },
      { action: 'ExecuteChangeSet', moment: 'before', matching: asks('StackName', 'wonka-Network') },
      { action: 'ExecuteChangeSet', moment: 'after', matching: asks('StackName', 'wonka-Data') },
    ];
    for (const { moment, ...cut } of cuts) {
      const running = startTenantry(asUp([NEWCOMER.id]), { endpoint: proxy.endpoint, cwd: fleet.workspace });
      proxy.inject({ ...cut, times: 100, [moment]: () => running.kill('SIGKILL') });
      const { signal, stderr } = await running.done;
      expect({ cut: cut.action, moment, signal, stderr: signal === null ? stderr : '' }).toEqual({
        cut: cut.action,
        moment,
        signal: 'SIGKILL',
        stderr: '',
      });
    }
    proxy.inject();

    const finished = await up([NEWCOMER.id]);

    expect(finished).toMatchObject({ code: 0, stdout: '1 of 1 tenants are up\n' });
    expect(finished.stderr).toMatch(/^wonka: goes on after the run of \S+, which ended in step deploy$/m);
    await expectOneAccount(NEWCOMER.id);
    const stacks = await historyOf(NEWCOMER);
    expect(stacks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'CDKToolkit CREATE_COMPLETE',
      ...STACKS.map((stack) => `${NEWCOMER.id}-${stack} CREATE_COMPLETE`),
    ]);
    expect(await Promise.all(TENANTS.map(historyOf))).toEqual(before);
    expect(await readdir(join(fleet.workspace, '.tenantry', 'journal'))).toEqual(
      [...TENANTS, NEWCOMER].map(({ id }) => `${id}.json`).toSorted(),
    );
  });

  test('stops on Ctrl-C with exit code 130 and the command that continues', async () => {
    const running = startTenantry(asUp([NEWCOMER.id]), { endpoint: proxy.endpoint, cwd: fleet.workspace });
    proxy.inject({ action: 'ListParents', before: () => running.kill('SIGINT') });

    const { code, stderr } = await running.done;

    expect(code).toBe(130);
    expect(stderr).toContain(
      `stopped; what AWS has begun goes on there\n${NEWCOMER.id}: to continue: tenantry up wonka `,
    );
    expect(await up([NEWCOMER.id])).toMatchObject({ code: 0 });
  });
});

async function expectOneAccount(id: string): Promise<void> {
  const organizations = new OrganizationsClient(
    await fleet.emulator.clientConfig(fleet.emulator.organization.managementAccountId, 'us-east-1'),
  );
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}));
  const own = Accounts.filter(({ Email }) => Email === `aws+${id}@example.com`);
  expect(own.map(({ Id }) => Id)).toEqual([await accountOf(id)]);
  const { Tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId: await accountOf(id) }));
  expect(Tags).toContainEqual({ Key: 'tenantry:tenant-id', Value: id });
  expect(JSON.parse(await readFile(join(fleet.directory, 'accounts.lock.json'), 'utf8'))).toHaveProperty(id);
}

describe('tenantry status', () => {
  const status = (...argv: string[]) =>
    tenantry(['status', '--tenants', fleet.directory, ...argv], { endpoint: proxy.endpoint, cwd: fleet.workspace });

  test('shows tenants that are as they should be, asking for the accounts of the organization once', async () => {
    const { code, stdout, stderr } = await status(
      ...TENANTS.map(({ id }) => id),
      '--operator-role',
      fleet.operatorRole,
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { id } of TENANTS) {
      expect(stdout).toMatch(new RegExp(`^${id} +\\w+ +- +active +4 +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +0$`, 'm'));
    }
    expect(proxy.requests.filter(({ action }) => action === 'ListAccounts')).toHaveLength(1);
  });

  test('says what it could not look at, and still shows the rest', async () => {
    const { code, stdout, stderr } = await status('hooli');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^hooli .* active +- +- +0 /m);
    expect(stderr).toBe(
      `warning stacks were not looked at: the credentials are of account ${fleet.emulator.organization.managementAccountId}; expected the operator account ${fleet.operatorAccountId}: give --profile, or --operator-role with the ARN of a role there that they may assume\n`,
    );
  });

  test('exits with 1 where AWS differs from the files, and says how', async () => {
    const organizations = new OrganizationsClient(
      await fleet.emulator.clientConfig(fleet.emulator.organization.managementAccountId, 'us-east-1'),
    );
    const accountId = await accountOf('hooli');
    const { Parents: [parent] = [] } = await organizations.send(new ListParentsCommand({ ChildId: accountId }));
    const { rootId } = fleet.emulator.organization;
    await organizations.send(
      new MoveAccountCommand({ AccountId: accountId, SourceParentId: parent?.Id, DestinationParentId: rootId }),
    );

    const { code, stdout, stderr } = await status('hooli', '--json', '--operator-role', fleet.operatorRole);

    const problem = `account ${accountId} is not in Tenants/eu/eu-west-1`;
    expect({ code, stderr }).toEqual({ code: 1, stderr: `warning hooli: ${problem}\n` });
    expect(JSON.parse(stdout)).toMatchObject({
      tenants: [
        {
          tenant: 'hooli',
          accountId,
          account: 'ACTIVE',
          environments: [{ region: 'eu-west-1', bootstrap: 32 }],
          problems: [problem],
          unread: [],
          nextStep: 'look at what differs',
        },
      ],
    });
  });

  test('shows what a roll-out brought and did not bring, whose release was brought elsewhere, and writes a page', async () => {
    const [hooli, initech, soylent] = TENANTS.map(({ id }) => id);
    const state = join(fleet.workspace, '.tenantry');
    const at = '2026-03-01T12:00:00.000Z';
    const entry = (release: string, accountId: string) => ({
      release,
      commit: 'abc123',
      accountId,
      since: at,
      by: 'rollout',
    });
    const write = async (file: string, content: object) => {
      await mkdir(dirname(join(state, file)), { recursive: true });
      await writeFile(join(state, file), JSON.stringify(content));
    };
    await write(`ledger/${initech}.json`, { entries: [entry('2.0', await accountOf(initech!))] });
    await write(`ledger/${soylent}.json`, { entries: [entry('1.0', '999999999999')] });
    const events = ['deploying', 'deployed'].map((type) => ({ at, type, tenant: initech }) as RolloutEvent);
    const rollout = aRollout({ canary: [initech!], general: [soylent!, hooli!] });
    await write('rollouts/2.0.json', [...events, { at, type: 'paused' } as const].reduce(apply, rollout));
    const page = join(fleet.workspace, 'fleet.html');

    const { code, stdout, stderr } = await status(
      initech!,
      soylent!,
      '--health',
      '--html',
      page,
      '--operator-role',
      fleet.operatorRole,
    );

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        `wrote ${page}\n` +
        `warning ${soylent}: release 1.0 was brought to account 999999999999; accounts.lock.json has ${await accountOf(soylent!)}\n` +
        'release 2.0 is paused: canary 1 of 1, general 0 of 2; to continue: tenantry rollout resume\n',
    });
    expect(stdout).toMatch(new RegExp(`^${initech} +\\w+ +2.0 +active +4 .* 0 +0$`, 'm'));
    expect(stdout).toMatch(new RegExp(`^${soylent} +\\w+ +1.0 -> 2.0 +active +4 .* 0 +1  look at what differs$`, 'm'));
    expect(await readFile(page, 'utf8')).toContain('<h1>Fleet</h1>');
    await rm(join(state, 'rollouts'), { recursive: true });
    await rm(join(state, 'ledger'), { recursive: true });
  });

  test('has CloudFormation look for drift, tells how it goes, and exits with 1 where there is some', async () => {
    const [, { id }] = TENANTS;
    const bucket: DriftAnswer = {
      resource: 'Bucket',
      type: 'AWS::S3::Bucket',
      status: 'MODIFIED',
      properties: [['/Tags/0/Value', 'NOT_EQUAL', 'initech', 'by hand']],
    };
    proxy.inject(
      ...driftAnswers((stack) => ({
        statuses: ['DETECTION_COMPLETE'],
        pages: stack === `${id}-Data` ? [[bucket]] : [[{ ...bucket, status: 'IN_SYNC' }]],
      })),
    );

    const { code, stdout, stderr } = await status(id, '--detect-drift', '--operator-role', fleet.operatorRole);

    expect({ code, stderr: stderr.split('\n') }).toEqual({
      code: 1,
      stderr: [
        ...STACKS.map((stack) => `${id}: looking for drift in ${id}-${stack}`),
        `warning ${id}: ${id}-Data/Bucket (AWS::S3::Bucket) was changed: /Tags/0/Value is by hand, expected initech`,
        '',
      ],
    });
    expect(stdout).toMatch(/^initech .* 1 +0  look at its drift$/m);
    const roles = proxy.requests.filter(({ body }) => body.RoleSessionName === 'tenantry-drift');
    expect(roles.map(({ body }) => String(body.RoleArn))).toEqual(
      STACKS.map(() => expect.stringContaining('lookup-role')),
    );
  });

  test('exits with 1 where drift could not be found out', async () => {
    proxy.inject({ action: 'DetectStackDrift', refuse: 'ValidationError' });

    const { code, stderr } = await status(TENANTS[1].id, '--detect-drift', '--operator-role', fleet.operatorRole);

    expect(code).toBe(1);
    expect(stderr).toContain('warning initech: drift is not known of initech-Access: ValidationError, injected\n');
  });
});

const asksForDeployRole = asks('RoleArn', 'deploy-role');

function asks(parameter: string, value: string): (request: ProxiedRequest) => boolean {
  return ({ body }) => String(body[parameter]).includes(value);
}

function failedFor(FailureReason: string): object {
  return { CreateAccountStatus: { Id: 'car-00000000000000000000000000000001', State: 'FAILED', FailureReason } };
}
