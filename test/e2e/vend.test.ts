import { AccountClient } from '@aws-sdk/client-account';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Organizations } from '../../constructs/tenant-account/handler/organizations';
import { findUnit } from '../../constructs/tenant-account/handler/find-unit';
import { Turns } from '../../constructs/tenant-account/handler/turns';
import { regionEnabler } from '../../lib/operations/enable-region';
import { forEachTenant } from '../../lib/operations/for-each-tenant';
import { contactSetter } from '../../constructs/tenant-account/handler/set-contacts';
import { syncAccounts } from '../../lib/operations/sync-accounts';
import { type VendTenantContext, vendTenant } from '../../lib/operations/vend-tenant';
import { type AwsEmulator, type EmulatedClientConfig, startEmulator } from '../support/aws-emulator';
import { aTenant } from '../../lib/testing/config-builders';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy';
import { aFleet, aTenant as aTenantFile } from '../support/tenants-folder';

const ROOT = join(__dirname, '../..');
const TENANT = aTenant({ id: 'acme', accountId: undefined, email: 'aws+acme@example.com' });

let emulator: AwsEmulator;
let proxy: FaultProxy;
let directory: string;
let organizations: OrganizationsClient;
let config: EmulatedClientConfig;

beforeAll(async () => {
  emulator = await startEmulator();
  proxy = await startFaultProxy(emulator.endpoint);
  config = await emulator.clientConfig(emulator.organization.managementAccountId, 'us-east-1');
  organizations = new OrganizationsClient(config);
});

afterAll(async () => {
  await proxy?.stop();
  await emulator?.stop();
});

beforeEach(async () => {
  await emulator.reset();
  proxy.inject();
  directory = mkdtempSync(join(tmpdir(), 'tenantry-vend-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Vending through the proxy, with a clock whose pauses take no time. */
function aContext(notify: VendTenantContext['notify'] = () => undefined): VendTenantContext {
  let now = Date.now();
  const clock = {
    now: () => now,
    pause: async (milliseconds: number) => {
      now += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const random = () => 0.5;
  const account = new AccountClient({ ...config, endpoint: proxy.endpoint, maxAttempts: 1 });
  return {
    organizations: new Organizations({
      client: new OrganizationsClient({ ...config, endpoint: proxy.endpoint, maxAttempts: 1 }),
      clock,
      random,
    }),
    // The real gate is part of the command, in the test that kills it.
    readiness: () => Promise.resolve(),
    enableRegion: regionEnabler({ client: account, clock }),
    setContacts: contactSetter(account),
    clock,
    turns: new Turns(),
    notify,
  };
}

function vend(tenant = TENANT, context = aContext()) {
  return vendTenant({ tenant, directory, accountsOfOthers: new Set(), missingUnits: 'create' }, context);
}

async function accountsOf(email: string) {
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}));
  return Accounts.filter((account) => account.Email?.toLowerCase() === email);
}

async function tagsOf(accountId: string): Promise<Record<string, string>> {
  const { Tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId: accountId }));
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key!, Value!]));
}

function sent(action: string): number {
  return proxy.requests.filter((request) => request.action === action).length;
}

/** Exactly one account, in the unit of its region, tagged, and in a whole lock file. */
async function expectVended(email = TENANT.email): Promise<string> {
  const accounts = await accountsOf(email);
  expect(accounts).toHaveLength(1);
  const accountId = accounts[0]!.Id!;
  const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: accountId }));
  const home = await findUnit(aContext().organizations, ['Tenants', 'eu', 'eu-central-1'], 'refuse');
  expect(Parents![0]!.Id).toBe(home);
  expect(await tagsOf(accountId)).toMatchObject({ 'tenantry:tenant-id': 'acme', 'tenantry:tier': 'starter' });
  expect(readFileSync(join(directory, 'accounts.lock.json'), 'utf8')).toBe(`{\n  "acme": "${accountId}"\n}\n`);
  return accountId;
}

test('creates the account, tagged from its first second, and moves it from Onboarding to its region', async () => {
  const moves: string[] = [];
  const { how } = await vend(
    TENANT,
    aContext((event) => event.type === 'moved' && moves.push(event.unit)),
  );

  expect(how).toBe('created');
  expect(moves).toEqual(['Onboarding', 'Tenants/eu/eu-central-1']);
  expect(proxy.requests.find(({ action }) => action === 'CreateAccount')!.body).toEqual({
    AccountName: 'tenantry-acme',
    Email: 'aws+acme@example.com',
    RoleName: 'OrganizationAccountAccessRole',
    Tags: [
      { Key: 'tenantry:tenant-id', Value: 'acme' },
      { Key: 'tenantry:tier', Value: 'starter' },
      { Key: 'tenantry:jurisdiction', Value: 'eu' },
      { Key: 'tenantry:cost-center', Value: 'acme' },
    ],
  });
  await expectVended();
});

test('changes nothing when run again', async () => {
  await vend();
  proxy.inject();

  expect((await vend()).how).toBe('found');
  expect(proxy.requests.filter(({ action }) => !/^(List|get)/.test(action))).toEqual([]);
  await expectVended();
});

test('tells AWS whom to reach, and leaves out who has no phone number', async () => {
  const { billing, operations, security } = TENANT.contacts;
  const told: unknown[] = [];
  const contacts = { billing, operations: { name: operations.name, email: operations.email }, security };
  const { accountId } = await vend(
    { ...TENANT, contacts },
    aContext((event) => event.type === 'contacts' && told.push(event)),
  );

  expect(told).toEqual([{ type: 'contacts', set: ['billing', 'security'], withoutPhone: ['operations'] }]);
  expect(proxy.requests.filter(({ action }) => action === 'putAlternateContact').map(({ body }) => body)).toEqual(
    ['BILLING', 'SECURITY'].map((AlternateContactType) => ({
      AccountId: accountId,
      AlternateContactType,
      Name: 'Ada Admin',
      EmailAddress: 'ada@acme.example',
      PhoneNumber: '+49 30 1234567',
      Title: 'CTO',
    })),
  );
});

describe('fault 1: a run that dies before the id is recorded', () => {
  test.each(['before', 'after'] as const)(
    'makes no second account when the connection breaks %s CreateAccount arrives',
    async (drop) => {
      proxy.inject({ action: 'CreateAccount', drop, times: 1 });

      await vend();

      expect(sent('CreateAccount')).toBe(drop === 'before' ? 2 : 1);
      await expectVended();
    },
  );

  test('waits for the request that is in progress, though its account is not listed yet', async () => {
    let polls = 0;
    const inProgress = ({ CreateAccountStatus: status }: Record<string, unknown>) => ({
      CreateAccountStatus: { ...(status as object), State: 'IN_PROGRESS', AccountId: undefined },
    });
    const slow: Fault[] = [
      { action: 'CreateAccount', rewrite: inProgress, times: 1 },
      {
        action: 'DescribeCreateAccountStatus',
        rewrite: (answer) => (polls++ < 5 ? inProgress(answer) : answer),
        times: 100,
      },
      {
        action: 'ListCreateAccountStatus',
        rewrite: (answer) => ({
          CreateAccountStatuses: (answer.CreateAccountStatuses as object[]).map((status) => ({
            ...status,
            State: 'IN_PROGRESS',
          })),
        }),
        times: 100,
      },
      {
        action: 'ListAccounts',
        rewrite: (answer) => ({
          Accounts: (answer.Accounts as { Name: string }[]).filter(({ Name }) => Name !== 'tenantry-acme'),
        }),
        times: 100,
      },
    ];
    proxy.inject(...slow);
    const dying = aContext((event) => {
      if (event.type === 'inProgress') throw new Error('the run is cut off');
    });
    await expect(vend(TENANT, dying)).rejects.toThrow('the run is cut off');

    expect((await vend()).how).toBe('resumed');
    expect(sent('CreateAccount')).toBe(1);
    expect(polls).toBeGreaterThan(5);
    await expectVended();
  });
});

describe('fault 2: what passes is repeated, what does not is final', () => {
  test.each([
    'TooManyRequestsException',
    'ConcurrentModificationException',
    'FinalizingOrganizationException',
    'ServiceException',
  ])('survives a storm of %s', async (refuse) => {
    const actions = [
      'ListAccounts',
      'ListCreateAccountStatus',
      'CreateAccount',
      'ListParents',
      'MoveAccount',
      'ListRoots',
    ];
    const storm = actions.map((action) => ({ action, refuse, times: 3 }));
    proxy.inject(...storm);

    await vend();

    await expectVended();
  });

  test.each(['CONCURRENT_ACCOUNT_MODIFICATION', 'INTERNAL_FAILURE'])('asks again after %s', async (FailureReason) => {
    proxy.inject(failing(FailureReason, 1));

    await vend();

    expect(sent('CreateAccount')).toBe(2);
    await expectVended();
  });

  test.each([
    'ACCOUNT_LIMIT_EXCEEDED',
    'EMAIL_ALREADY_EXISTS',
    'INVALID_EMAIL',
    'INVALID_ADDRESS',
    'FAILED_BUSINESS_VALIDATION',
    'PENDING_BUSINESS_VALIDATION',
    'MISSING_BUSINESS_VALIDATION',
    'INVALID_PAYMENT_INSTRUMENT',
    'MISSING_PAYMENT_INSTRUMENT',
    'UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED',
  ])('asks once when the reason is %s, and says what to do', async (reason) => {
    proxy.inject(failing(reason, 100));

    await expect(vend()).rejects.toThrow(
      new RegExp(`^AWS did not create an account for "aws\\+acme@example\\.com": ${reason}; .{40}`),
    );
    expect(sent('CreateAccount')).toBe(1);
  });

  test.each(['ConstraintViolationException', 'AccessDeniedException'])(
    'asks once when AWS answers %s',
    async (refuse) => {
      proxy.inject({ action: 'CreateAccount', refuse, times: 100 });

      await expect(vend()).rejects.toThrow(`${refuse}, injected`);
      expect(sent('CreateAccount')).toBe(1);
    },
  );
});

test('fault 3: refuses an account that is suspended or closed, and says the way out', async () => {
  const { accountId } = await vend();
  await organizations.send(new CloseAccountCommand({ AccountId: accountId }));

  await expect(vend()).rejects.toThrow(
    new RegExp(
      `^account ${accountId} of "acme" is (SUSPENDED|PENDING_CLOSURE|CLOSED); ask AWS Support within 90 days to reopen it`,
    ),
  );
});

test('fault 4: knows an e-mail whatever its case', async () => {
  await organizations.send(new CreateAccountCommand({ AccountName: 'tenantry-acme', Email: 'AWS+Acme@Example.com' }));

  expect((await vend()).how).toBe('adopted');
  expect(sent('CreateAccount')).toBe(0);
});

test('fault 5: refuses a changed e-mail with the way out', async () => {
  const { accountId } = await vend();

  await expect(vend({ ...TENANT, email: 'other@example.com' })).rejects.toThrow(
    `account ${accountId} of "acme" has e-mail "aws+acme@example.com", expected "other@example.com"; write what the account has into the tenant's file`,
  );
  expect(await accountsOf('other@example.com')).toEqual([]);
});

test('finds an account by its tag whose name and e-mail were both changed, and refuses it rather than make another', async () => {
  const { CreateAccountStatus: status } = await organizations.send(
    new CreateAccountCommand({
      AccountName: 'Acme, renamed',
      Email: 'renamed@example.com',
      Tags: [{ Key: 'tenantry:tenant-id', Value: 'acme' }],
    }),
  );

  await expect(vend()).rejects.toThrow(`account ${status!.AccountId} of "acme" has e-mail "renamed@example.com"`);
  expect(sent('CreateAccount')).toBe(0);
});

test("refuses the account of another tenant that has this tenant's e-mail", async () => {
  const Tags = [{ Key: 'tenantry:tenant-id', Value: 'globex' }];
  await organizations.send(new CreateAccountCommand({ AccountName: 'x', Email: TENANT.email, Tags }));

  await expect(vend()).rejects.toThrow(
    /belongs to tenant "globex" by its tag "tenantry:tenant-id"; give "acme" another address$/,
  );
});

test('fault 9: keeps the tags of others on an account it adopts', async () => {
  const { CreateAccountStatus: status } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'tenantry-acme', Email: TENANT.email }),
  );
  await organizations.send(
    new TagResourceCommand({ ResourceId: status!.AccountId!, Tags: [{ Key: 'team', Value: 'sales' }] }),
  );

  expect((await vend()).how).toBe('adopted');
  expect(await tagsOf(status!.AccountId!)).toMatchObject({ team: 'sales', 'tenantry:tenant-id': 'acme' });
});

describe('an opt-in region', () => {
  const MILAN = { ...TENANT, region: 'eu-south-1' };

  /** AWS as it enables a region; the emulator knows nothing of it. */
  function enabling(
    pollsUntilEnabled: number,
    enableRegion: Omit<Fault, 'action'> = { reply: () => ({}), times: 100 },
  ): Fault[] {
    let polls = 0;
    const status = () => (polls >= pollsUntilEnabled ? 'ENABLED' : polls === 0 ? 'DISABLED' : 'ENABLING');
    return [
      { action: 'enableRegion', ...enableRegion },
      {
        action: 'getRegionOptStatus',
        times: 1_000,
        reply: () => {
          const answer = { RegionName: 'eu-south-1', RegionOptStatus: status() };
          polls += 1;
          return answer;
        },
      },
    ];
  }

  test('is enabled in the account before it is used, and waited for', async () => {
    const seen: string[] = [];
    proxy.inject(...enabling(30));
    const { accountId } = await vend(
      MILAN,
      aContext((event) => event.type === 'region' && seen.push(event.status)),
    );

    expect(seen).toEqual(['DISABLED', 'ENABLING']);
    expect(proxy.requests.filter(({ action }) => action === 'enableRegion').map(({ body }) => body)).toEqual([
      { AccountId: accountId, RegionName: 'eu-south-1' },
    ]);
    const home = await findUnit(aContext().organizations, ['Tenants', 'eu', 'eu-south-1'], 'refuse');
    const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: accountId }));
    expect(Parents![0]!.Id).toBe(home);
  });

  test('that takes too long leaves the account in Onboarding, to be gone on with by another run', async () => {
    proxy.inject(...enabling(10_000));
    await expect(vend(MILAN)).rejects.toThrow(
      /^region eu-south-1 is still not enabled in account \d{12} after six hours; AWS goes on by itself: run this again to go on waiting$/,
    );
    proxy.inject(...enabling(0));

    expect((await vend(MILAN)).how).toBe('found');
    expect(sent('enableRegion')).toBe(0);
    expect(await accountsOf(TENANT.email)).toHaveLength(1);
  });

  test('that AWS refuses to enable is final', async () => {
    proxy.inject(...enabling(5, { refuse: 'AccessDeniedException', times: 100 }));

    await expect(vend(MILAN)).rejects.toThrow('AccessDeniedException, injected');
    expect(sent('enableRegion')).toBe(1);
  });
});

test('leaves an account in the unit of its region where the file names another one', async () => {
  await vend();
  const accountId = await expectVended();
  const moved = sent('MoveAccount');

  await expect(vend(aTenant({ ...TENANT, region: 'eu-west-1' }))).rejects.toThrow(
    `account ${accountId} of "acme" is in Tenants/eu/eu-central-1, and is wanted in Tenants/eu/eu-west-1: what is deployed in an account stays in its region; set the tenant's region back to "eu-central-1", or, if nothing is deployed there yet, run: aws organizations move-account --account-id ${accountId} --source-parent-id ou-`,
  );
  expect(sent('MoveAccount')).toBe(moved);
  await expectVended();
});

test('refuses to go on without the organizational units, and has asked for no account', async () => {
  const refused = vendTenant(
    { tenant: TENANT, directory, accountsOfOthers: new Set(), missingUnits: 'refuse' },
    aContext(),
  );

  await expect(refused).rejects.toThrow('the organization has no organizational unit "Onboarding"');
  expect(sent('CreateAccount')).toBe(0);
});

test('vends 50 tenants with never more than five requests in progress, and one failure stops no other', async () => {
  const held = new Map<string, { readonly status: Record<string, unknown>; polls: number }>();
  const shown = (id: string) => {
    const { status, polls } = held.get(id)!;
    return polls > 0 ? { ...status, State: 'IN_PROGRESS', AccountId: undefined } : status;
  };
  const inProgress = () => [...held.keys()].map(shown).filter(({ State }) => State === 'IN_PROGRESS');
  let most = 0;
  proxy.inject(
    {
      action: 'CreateAccount',
      times: 10_000,
      rewrite: ({ CreateAccountStatus }, { body }) => {
        const status = CreateAccountStatus as Record<string, unknown>;
        if (body.Email === 'aws+t-13@example.com') {
          return { CreateAccountStatus: { Id: status.Id, State: 'FAILED', FailureReason: 'INVALID_EMAIL' } };
        }
        held.set(String(status.Id), { status, polls: 30 });
        most = Math.max(most, inProgress().length);
        return { CreateAccountStatus: shown(String(status.Id)) };
      },
    },
    {
      action: 'DescribeCreateAccountStatus',
      times: 10_000,
      reply: ({ body }) => {
        const id = String(body.CreateAccountRequestId);
        held.get(id)!.polls -= 1;
        return { CreateAccountStatus: shown(id) };
      },
    },
    { action: 'ListCreateAccountStatus', times: 10_000, reply: () => ({ CreateAccountStatuses: inProgress() }) },
  );
  const tenants = Array.from({ length: 50 }, (_, index) => aTenant({ id: `t-${index}`, accountId: undefined }));
  const context = aContext();

  const outcomes = await forEachTenant(tenants, 10, (tenant) => vend(tenant, context));

  expect(outcomes.filter(({ ok }) => !ok).map(({ tenantId }) => tenantId)).toEqual(['t-13']);
  expect(most).toBe(5);
  const locked = JSON.parse(readFileSync(join(directory, 'accounts.lock.json'), 'utf8')) as object;
  expect(Object.keys(locked)).toHaveLength(49);
}, 120_000);

test('sync rebuilds a lost lock file from the tags, and says what it changed', async () => {
  const { accountId } = await vend();
  rmSync(join(directory, 'accounts.lock.json'));
  const context = aContext();
  const changes = [{ tenantId: 'acme', to: accountId, state: 'ACTIVE' }];

  expect(await syncAccounts({ directory, locked: new Map(), dryRun: true }, context.organizations)).toEqual(changes);
  expect(await syncAccounts({ directory, locked: new Map(), dryRun: false }, context.organizations)).toEqual(changes);
  await expectVended();
});

test('does not move an account again whose move was carried out without an answer', async () => {
  proxy.inject({ action: 'MoveAccount', drop: 'after', times: 1 });

  await vend();

  expect(sent('MoveAccount')).toBe(2);
  await expectVended();
});

describe('tenantry vend', () => {
  const KILLED_AT: [string, number, 'before' | 'after'][] = [
    ['CreateAccount', 1, 'before'],
    ['CreateAccount', 1, 'after'],
    ['ListParents', 1, 'after'],
    ['MoveAccount', 1, 'after'],
    ['AssumeRole', 1, 'before'],
    ['MoveAccount', 2, 'before'],
    ['MoveAccount', 2, 'after'],
  ];

  test('makes exactly one account though it is killed at any point, and run again', async () => {
    for (const [action, nth, moment] of KILLED_AT) {
      await emulator.reset();
      const fleet = aFleet([aTenantFile({ network: { cidr: '10.1.0.0/22' } })]);
      directory = fleet;
      let seen = 0;
      const child: { kill?: () => void } = {};
      proxy.inject({ action, times: 1000, [moment]: () => (++seen === nth ? child.kill?.() : undefined) });

      const killed = await tenantry(['vend', 'acme', '--tenants', fleet, '--create-units', '--yes'], child);
      expect({ action, nth, moment, signal: killed.signal }).toEqual({ action, nth, moment, signal: 'SIGKILL' });
      proxy.inject();
      const finished = await tenantry(['vend', 'acme', '--tenants', fleet, '--create-units', '--yes']);

      expect(finished).toMatchObject({ code: 0, stdout: '1 of 1 tenants have their account\n' });
      await expectVended();
    }
    directory = mkdtempSync(join(tmpdir(), 'tenantry-vend-'));
  }, 180_000);
});

function failing(FailureReason: string, times: number): Fault {
  const Id = 'car-00000000000000000000000000000001';
  return {
    action: 'CreateAccount',
    times,
    reply: () => ({ CreateAccountStatus: { Id, State: 'FAILED', FailureReason } }),
  };
}

/** Runs the built command against the proxy. */
function tenantry(argv: readonly string[], child: { kill?: () => void } = {}) {
  return new Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>((resolve) => {
    const started = spawn(process.execPath, [join(ROOT, 'dist/bin/tenantry.js'), ...argv], {
      cwd: ROOT,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: proxy.endpoint,
        AWS_ACCESS_KEY_ID: 'management',
        AWS_SECRET_ACCESS_KEY: 'management',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    child.kill = () => void started.kill('SIGKILL');
    let [stdout, stderr] = ['', ''];
    started.stdout.on('data', (data) => (stdout += String(data)));
    started.stderr.on('data', (data) => (stderr += String(data)));
    started.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
