import { AccountClient } from '@aws-sdk/client-account';
import {
  CreateOrganizationalUnitCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import {
  type AccountResourceContext,
  assertPossible,
  settleAccount,
} from '../../constructs/tenant-account/handler/account-resource';
import type { TenantAccountEvent, TenantAccountProperties } from '../../constructs/tenant-account/handler/event';
import { findUnit } from '../../constructs/tenant-account/handler/find-unit';
import { OutOfTime } from '../../constructs/tenant-account/handler/limited-clock';
import { Organizations } from '../../constructs/tenant-account/handler/organizations';
import { contactSetter } from '../../constructs/tenant-account/handler/set-contacts';
import { Turns } from '../../constructs/tenant-account/handler/turns';
import { type AwsEmulator, type EmulatedClientConfig, startEmulator } from '../support/aws-emulator';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy';

const CONTACT = { name: 'Ada Admin', email: 'ada@acme.example', phone: '+49 30 1234567', title: 'CTO' };
const HOME = ['Tenants', 'eu', 'eu-central-1'];
const ELSEWHERE = ['Tenants', 'eu', 'eu-west-1'];
const PROPERTIES: TenantAccountProperties = {
  TenantId: 'acme',
  AccountName: 'tenantry-acme',
  Email: 'aws+acme@example.com',
  RoleName: 'OrganizationAccountAccessRole',
  Tags: { team: 'blue' },
  Contacts: { billing: CONTACT, operations: CONTACT, security: CONTACT },
  Onboarding: ['Onboarding'],
  Home: HOME,
  Suspended: ['Suspended'],
  WaitsForRegion: 'false',
};

let emulator: AwsEmulator;
let proxy: FaultProxy;
let config: EmulatedClientConfig;
let organizations: OrganizationsClient;

beforeAll(async () => {
  emulator = await startEmulator();
  proxy = await startFaultProxy(emulator.endpoint);
});
afterAll(async () => {
  await proxy?.stop();
  await emulator?.stop();
});
beforeEach(async () => {
  await emulator.reset();
  proxy.inject();
  config = await emulator.clientConfig(emulator.organization.managementAccountId, 'us-east-1');
  organizations = new OrganizationsClient(config);
  for (const path of [['Onboarding'], ['Suspended'], HOME, ELSEWHERE])
    await findUnit(aContext().organizations, path, 'create');
});

/** @param pauses how many pauses there is time for */
function aContext(pauses = Number.POSITIVE_INFINITY): AccountResourceContext {
  let [now, left] = [Date.now(), pauses];
  const clock = {
    now: () => now,
    pause: async (milliseconds: number) => {
      left -= 1;
      if (left < 0) throw new OutOfTime('no time is left');
      now += milliseconds;
    },
  };
  const client = { ...config, endpoint: proxy.endpoint, maxAttempts: 1 };
  return {
    organizations: new Organizations({ client: new OrganizationsClient(client), clock, random: () => 0.5 }),
    setContacts: contactSetter(new AccountClient(client)),
    clock,
    turns: new Turns(),
    notify: () => undefined,
  };
}

const event = (
  RequestType: TenantAccountEvent['RequestType'],
  changes: Partial<TenantAccountProperties> = {},
): TenantAccountEvent => ({
  RequestType,
  PhysicalResourceId: 'tenantry-account-acme',
  ResourceProperties: { ...PROPERTIES, ...changes },
  ...(RequestType === 'Update' && { OldResourceProperties: PROPERTIES }),
});

/** How CloudFormation undoes an update that was refused: it has been told of the new properties, and wants the old ones. */
const undoing = (changes: Partial<TenantAccountProperties>): TenantAccountEvent => ({
  ...event('Update'),
  OldResourceProperties: { ...PROPERTIES, ...changes },
});

async function theAccount() {
  const { Accounts: accounts = [] } = await organizations.send(new ListAccountsCommand({}));
  const own = accounts.filter(({ Email }) => Email === PROPERTIES.Email);
  expect(own).toHaveLength(1);
  const [{ Id: id = '', Status: status } = {}] = own;
  const { Parents: [parent] = [] } = await organizations.send(new ListParentsCommand({ ChildId: id }));
  const { Tags: tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId: id }));
  return { id, status, unit: parent?.Id, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) };
}

const unit = (path: readonly string[]) => findUnit(aContext().organizations, path, 'refuse');
const sent = () => proxy.requests.map(({ action }) => action);

describe('resource of a tenant account', () => {
  test('makes one account, tagged and in its unit, and says its id', async () => {
    const { IsComplete, Data } = await settleAccount(event('Create'), aContext());

    const { id, unit: parent, tags } = await theAccount();
    expect({ IsComplete, Data }).toEqual({ IsComplete: true, Data: { AccountId: id, How: 'created' } });
    expect(parent).toBe(await unit(HOME));
    expect(tags).toEqual({ team: 'blue', 'tenantry:tenant-id': 'acme' });
  });

  test('is not complete while there is no time to wait, and goes on when it is asked again', async () => {
    proxy.inject({
      action: 'CreateAccount',
      times: 1,
      rewrite: (answer) => ({
        CreateAccountStatus: { ...(answer.CreateAccountStatus as object), State: 'IN_PROGRESS' },
      }),
    });

    expect(await settleAccount(event('Create'), aContext(0))).toEqual({ IsComplete: false });
    expect(await settleAccount(event('Create'), aContext())).toMatchObject({ IsComplete: true });
    await theAccount();
  });

  test('leaves an account that waits for its region in Onboarding', async () => {
    await settleAccount(event('Create', { WaitsForRegion: 'true' }), aContext());

    expect((await theAccount()).unit).toBe(await unit(['Onboarding']));
  });

  test('fault 8: deleting it moves the account to Suspended, and closes nothing', async () => {
    await settleAccount(event('Create'), aContext());
    proxy.inject();

    expect(await settleAccount(event('Delete'), aContext())).toEqual({ IsComplete: true });

    const { status, unit: parent, tags } = await theAccount();
    expect({ status, parent }).toEqual({ status: 'ACTIVE', parent: await unit(['Suspended']) });
    expect(tags['tenantry:tenant-id']).toBe('acme');
    expect(sent().filter((action) => !action.startsWith('List'))).toEqual(['MoveAccount']);
  });

  test('an account made again after a deletion, or after a creation that was rolled back, is the same', async () => {
    await settleAccount(event('Create'), aContext());
    const { id } = await theAccount();
    await settleAccount(event('Delete'), aContext());

    const again = await settleAccount(event('Create'), aContext());

    expect(again.Data).toEqual({ AccountId: id, How: 'found' });
    expect((await theAccount()).unit).toBe(await unit(HOME));
  });

  test('deleting what was never made asks for nothing', async () => {
    proxy.inject();
    expect(await settleAccount(event('Delete'), aContext())).toEqual({ IsComplete: true });

    expect(sent().filter((action) => !action.startsWith('List'))).toEqual([]);
  });

  test('changes tags and the unit, and keeps the tags of others', async () => {
    await settleAccount(event('Create'), aContext());
    const { id } = await theAccount();
    await organizations.send(new TagResourceCommand({ ResourceId: id, Tags: [{ Key: 'finance', Value: '42' }] }));

    await settleAccount(event('Update', { Tags: { team: 'red' }, Home: ['Suspended'] }), aContext());

    expect(await theAccount()).toMatchObject({
      tags: { team: 'red', finance: '42', 'tenantry:tenant-id': 'acme' },
      unit: await unit(['Suspended']),
    });
  });

  test('refuses to become the account of another tenant', () => {
    const changes = { TenantId: 'globex', AccountName: 'tenantry-globex' };

    expect(() => assertPossible(event('Update', changes))).toThrow(
      'an account stays the account of its tenant: tenantry-account-acme cannot become that of "globex"; undo it, and give the other tenant an account of its own',
    );
    expect(() => assertPossible(undoing(changes))).not.toThrow();
  });

  test.each([
    [
      'another e-mail address',
      { Email: 'aws+other@example.com' },
      'has e-mail "aws+acme@example.com", expected "aws+other@example.com"; write what the account has',
    ],
    [
      'another name',
      { AccountName: 'acme-prod' },
      'has name "tenantry-acme", expected "acme-prod"; write what the account has',
    ],
    [
      'the unit of another region',
      { Home: ELSEWHERE },
      'is in Tenants/eu/eu-central-1, and is wanted in Tenants/eu/eu-west-1: what is deployed in an account stays in its region; set the tenant\'s region back to "eu-central-1", or, if nothing is deployed there yet, run: aws organizations move-account',
    ],
  ])('refuses %s with the way out, and lets CloudFormation undo it', async (_, changes, message) => {
    await settleAccount(event('Create'), aContext());
    const before = await theAccount();
    proxy.inject();

    await expect(settleAccount(event('Update', { ...changes, Tags: { team: 'red' } }), aContext())).rejects.toThrow(
      message,
    );
    expect(sent().filter((action) => !action.startsWith('List'))).toEqual([]);

    expect(() => assertPossible(undoing(changes))).not.toThrow();
    expect(await settleAccount(undoing(changes), aContext())).toMatchObject({ IsComplete: true });
    expect(await theAccount()).toEqual(before);
  });

  test('follows an e-mail address that the root user of the account has changed', async () => {
    await settleAccount(event('Create'), aContext());
    proxy.inject({
      action: 'ListAccounts',
      rewrite: (answer) => JSON.parse(JSON.stringify(answer).replaceAll('aws+acme@', 'aws+new@')) as typeof answer,
    });

    expect(await settleAccount(event('Update', { Email: 'aws+new@example.com' }), aContext())).toMatchObject({
      IsComplete: true,
    });
  });

  test('changes tags of an account whose e-mail address the root user has changed, and undoes that', async () => {
    await settleAccount(event('Create'), aContext());
    proxy.inject({
      action: 'ListAccounts',
      rewrite: (answer) => JSON.parse(JSON.stringify(answer).replaceAll('aws+acme@', 'aws+new@')) as typeof answer,
    });
    const complete = { IsComplete: true };

    expect(await settleAccount(event('Update', { Tags: { team: 'red' } }), aContext())).toMatchObject(complete);
    expect(await settleAccount(undoing({ Tags: { team: 'red' } }), aContext())).toMatchObject(complete);
    expect(await settleAccount(undoing({ Email: 'aws+other@example.com' }), aContext())).toMatchObject(complete);
  });

  test('makes no second account where the one that was made cannot be found', async () => {
    await settleAccount(event('Create'), aContext());
    const { id } = await theAccount();
    await organizations.send(new UntagResourceCommand({ ResourceId: id, TagKeys: ['tenantry:tenant-id'] }));
    proxy.inject();

    await expect(settleAccount(event('Update', { Email: 'aws+other@example.com' }), aContext())).rejects.toThrow(
      'no account has the tag "tenantry:tenant-id" = "acme", or the e-mail "aws+other@example.com"; put the tag back on the tenant\'s account',
    );
    expect(sent()).not.toContain('CreateAccount');
  });

  test('asks for no account where a unit is missing', async () => {
    await organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId: emulator.organization.rootId, Name: 'Other' }),
    );

    await expect(settleAccount(event('Create', { Home: ['Tenants', 'mars'] }), aContext())).rejects.toThrow(
      'the organization has no organizational unit "Tenants/mars"',
    );
    expect(sent()).not.toContain('CreateAccount');
  });
});
