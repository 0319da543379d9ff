import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistry } from '../../lib/config/load-registry';
import { UsageError } from '../../lib/errors';
import { aFleet, aFolder, aTenant, anOrganization, report } from '../support/tenants-folder';

describe('loadRegistry', () => {
  test('fills in every default of a minimal tenant', async () => {
    const directory = aFleet([aTenant({ tier: 'free' })], anOrganization(), { acme: '111122223333' });

    const { tenants } = await loadRegistry({ directory });

    expect(tenants).toEqual([
      {
        id: 'acme',
        displayName: 'Acme',
        region: 'eu-central-1',
        jurisdiction: 'eu',
        jurisdictionRegions: ['eu-central-1', 'eu-west-1', 'eu-south-1'],
        tier: 'free',
        ring: 'general',
        state: 'active',
        accountId: '111122223333',
        email: 'aws+acme@example.com',
        externalId: 'tenantry-acme-ef160327a46b5aad',
        costCenter: 'acme',
        contacts: aTenant().contacts,
        network: { cidr: '10.206.180.0/22', availabilityZones: 2, interfaceEndpoints: [], flowLogRetentionDays: 14 },
        database: {
          engine: 'aurora-serverless',
          engineVersion: '17.9',
          instanceClass: 'db.t4g.micro',
          storageGib: 20,
          maxStorageGib: 50,
          multiAz: false,
          backupRetentionDays: 7,
          proxy: false,
          performanceInsights: false,
          minCapacityAcu: 0,
          maxCapacityAcu: 2,
          autoPauseMinutes: 5,
          logRetentionDays: 30,
        },
        api: {
          throttle: { rateLimit: 5, burstLimit: 10 },
          quota: { limit: 10_000, period: 'MONTH' },
          webAcl: false,
          logRetentionDays: 30,
          cors: undefined,
          customDomain: undefined,
          authorizer: { type: 'cognito' },
        },
        backup: { enabled: false, retentionDays: 7, copyRegion: undefined },
        features: { dashboard: false, alarms: 'essential', canaryDeployments: false, tracing: true },
        compliancePacks: ['aws-solutions'],
        version: undefined,
        environment: {},
        tags: {},
        monthlyBudgetUsd: 20,
        auditExceptions: [],
        file: join(directory, 'acme.json'),
      },
    ]);
  });

  test('fills in every default of the organization', async () => {
    const directory = aFleet([]);

    const { organization } = await loadRegistry({ directory });

    expect(organization).toEqual({
      ...anOrganization(),
      tiers: expect.objectContaining({ free: expect.anything(), enterprise: expect.anything() }),
      rings: ['canary', 'early', 'general'],
      observability: { sinks: {} },
      networkPool: '10.0.0.0/8',
      budgets: { alertEmails: ['finops@example.com'], thresholdsPercent: [80, 100] },
      tags: {},
      blueprint: undefined,
      trail: 'account',
      accounts: 'command',
      bootstrap: 'command',
      operator: 'own',
      rollout: {
        bakeMinutes: 30,
        concurrency: 2,
        toleratedFailures: 0,
        toleratedPercent: 0,
        jitterSeconds: 5,
        rings: {},
      },
      audit: { operatorPrincipals: [], operatorResources: [], awsAccounts: [], exceptions: [] },
      file: join(directory, 'organization.json'),
    });
  });

  test("starts an organization's own tier from the preset it extends, with the organization's changes to that preset", async () => {
    const tiers = {
      enterprise: { monthlyBudgetUsd: 4000 },
      regulated: { extends: 'enterprise', backup: { retentionDays: 3650 }, compliancePacks: ['hipaa'] },
    };
    const directory = aFleet(
      [aTenant({ tier: 'regulated', api: { throttle: { burstLimit: 1500 } } })],
      anOrganization({ tiers }),
    );

    const { tenants } = await loadRegistry({ directory });

    expect(tenants).toMatchObject([
      {
        tier: 'regulated',
        monthlyBudgetUsd: 4000,
        backup: { enabled: true, retentionDays: 3650 },
        compliancePacks: ['hipaa'],
        api: { throttle: { rateLimit: 1000, burstLimit: 1500 } },
        database: { instanceClass: 'db.r7g.large' },
      },
    ]);
  });

  test("keeps the organization's tags unless the tenant says otherwise", async () => {
    const directory = aFleet(
      [aTenant({ tags: { team: 'blue' } })],
      anOrganization({ tags: { team: 'red', service: 'desk' } }),
    );

    const { tenants } = await loadRegistry({ directory });

    expect(tenants[0]?.tags).toEqual({ team: 'blue', service: 'desk' });
  });

  test('lets a cluster that may pause do so after five minutes, and one that may not, never', async () => {
    const directory = aFleet([
      aTenant({ id: 'awake', tier: 'free', database: { minCapacityAcu: 0.5 } }),
      aTenant({ id: 'sleepy', database: { engine: 'aurora-serverless', minCapacityAcu: 0 } }),
    ]);

    const { tenants } = await loadRegistry({ directory });

    expect(tenants.map(({ database }) => database.autoPauseMinutes)).toEqual([undefined, 5]);
  });

  test('loads the chosen tenants without opening the files of others', async () => {
    const directory = aFleet([aTenant()], anOrganization(), { acme: '111122223333', globex: '111122224444' });
    writeFileSync(join(directory, 'globex.ts'), 'export default {{{');
    writeFileSync(join(directory, 'initech.yaml'), 'id: [');
    writeFileSync(join(directory, 'hooli.json'), '{');
    writeFileSync(join(directory, 'hooli.yaml'), '[');

    const { tenants, warnings } = await loadRegistry({ directory, only: ['acme'] });

    expect(tenants.map(({ id, accountId }) => [id, accountId])).toEqual([['acme', '111122223333']]);
    expect(warnings).toEqual([]);
  });

  test.each([
    { name: 'near one', only: ['acmee'], message: 'unknown tenant "acmee" in DIR; did you mean "acme"?' },
    { name: 'near two', only: ['globx'], message: 'unknown tenant "globx" in DIR; did you mean "globex" or "globix"?' },
    {
      name: 'near none',
      only: ['unseen'],
      message: 'unknown tenant "unseen" in DIR; its tenants are "acme", "globex", "globix"',
    },
    {
      name: 'among several',
      only: ['acme', 'initech', 'hooli'],
      message:
        'unknown tenant "initech" in DIR; its tenants are "acme", "globex", "globix"\nunknown tenant "hooli" in DIR; its tenants are "acme", "globex", "globix"',
    },
  ])('refuses an unknown tenant $name', async ({ only, message }) => {
    const directory = aFleet([aTenant(), aTenant({ id: 'globex' }), aTenant({ id: 'globix' })]);

    await expect(loadRegistry({ directory, only })).rejects.toThrow(
      new UsageError(message.replaceAll('DIR', directory)),
    );
  });

  test('names the first tenants of a large fleet only', async () => {
    const directory = aFleet(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((id) => aTenant({ id })));

    await expect(loadRegistry({ directory, only: ['unseen'] })).rejects.toThrow(
      `unknown tenant "unseen" in ${directory}; its 6 tenants start with "a1", "a2", "a3", "a4", "a5"`,
    );
  });

  test('refuses a folder that is not there', async () => {
    await expect(loadRegistry({ directory: '/nowhere/tenants' })).rejects.toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message:
          'cannot read the tenants folder "/nowhere/tenants": there is none; expected the folder with the organization file and the tenant files: create it, or name another one',
      }),
    );
  });

  test('refuses a folder without an organization, and still checks its tenants', async () => {
    const directory = aFolder({ 'acme.json': aTenant({ region: 'eu-cental-1' }) });

    expect((await report(directory)).errors).toEqual([
      'organization.ts: missing; every tenants folder needs one: write "export default defineOrganization({ … })", or use organization.json or organization.yaml',
      'acme.json: region: received "eu-cental-1"; did you mean "eu-central-1"?',
    ]);
  });

  test('passes over folders, helpers, declarations, locks and files of other kinds', async () => {
    const directory = aFleet([aTenant()]);
    for (const name of [
      'README.md',
      '_contacts.ts',
      'types.d.ts',
      'other.lock.json',
      '.hidden.json',
      'acme.test.ts',
      'acme.spec.ts',
    ])
      writeFileSync(join(directory, name), '{{{');
    mkdirSync(join(directory, 'archive'));

    expect((await loadRegistry({ directory })).tenants.map(({ id }) => id)).toEqual(['acme']);
  });

  test('refuses two files for one tenant', async () => {
    const directory = aFleet([aTenant()]);
    writeFileSync(join(directory, 'acme.yaml'), JSON.stringify(aTenant()));

    expect((await report(directory)).errors).toEqual([
      `acme.yaml: tenant "acme" is already described by ${directory}/acme.json; keep one of the two files`.replace(
        `${directory}/`,
        '',
      ),
    ]);
  });

  test('refuses two files for one tenant whose names differ by their case alone', async () => {
    const directory = aFolder({
      'organization.json': anOrganization(),
      'acme.json': aTenant(),
      'ACME.yaml': aTenant(),
    });

    expect((await report(directory)).errors).toContainEqual(
      expect.stringMatching(
        /^acme\.json: tenant "ACME" is already described by .*ACME\.yaml; keep one of the two files$/,
      ),
    );
  });

  test('says of one tenant nothing about accounts of others', async () => {
    const directory = aFleet([aTenant()], anOrganization(), { acme: '111111111111', gone: '111111111112' });

    expect((await loadRegistry({ directory, only: ['acme'] })).warnings).toEqual([]);
  });

  test('refuses a file that is not named after its tenant', async () => {
    const directory = aFolder({ 'organization.json': anOrganization(), 'globex.json': aTenant() });

    expect((await report(directory)).errors).toEqual([
      'globex.json: id: received "acme"; expected the name of the file, "globex": change the id, or rename the file to acme.json',
    ]);
  });

  test('refuses a blueprint that is not there', async () => {
    const directory = aFleet([], anOrganization({ blueprint: './_blueprint.ts' }));

    expect((await report(directory)).errors).toEqual([
      `organization.json: blueprint: no file _blueprint.ts; expected the path of a module relative to ${directory}, with its extension`,
    ]);
  });
});
