import { aFleet, aTenant, anOrganization, report } from '../support/tenants-folder';

/** Errors and warnings of one tenant `acme` with some fields changed. */
const judge = (changes: Readonly<Record<string, unknown>>, organization = anOrganization(), lock?: unknown) =>
  report(aFleet([aTenant(changes)], organization, lock));

const oneRole = (arn: string) => ({
  readOnly: [arn],
  operate: ['arn:aws:iam::100000000002:role/X'],
  breakGlass: ['arn:aws:iam::100000000002:user/path/X'],
});

describe('rules of the organization', () => {
  test.each([
    {
      name: 'a management account that is the operator account',
      organization: {
        operatorAccountId: '100000000001',
        operators: {
          readOnly: ['arn:aws:iam::100000000001:role/X'],
          operate: ['arn:aws:iam::100000000001:role/X'],
          breakGlass: ['arn:aws:iam::100000000001:user/X'],
        },
      },
      errors: [
        'operatorAccountId: 100000000001 is the management account too, which no policy restrains; use an account of its own',
      ],
    },
    {
      name: 'an operator of another account',
      organization: { operators: oneRole('arn:aws:iam::100000000009:role/X') },
      errors: [
        'operators.readOnly.0: "arn:aws:iam::100000000009:role/X" is in account 100000000009; expected a principal of the operator account 100000000002',
      ],
    },
    {
      name: 'a sink of another region and account, for a region that does not exist',
      organization: { observability: { sinks: { 'eu-west-9': 'arn:aws:oam:eu-west-1:100000000009:sink/1a2b' } } },
      errors: [
        'observability.sinks.eu-west-9: unknown region "eu-west-9"; did you mean "eu-west-1"?',
        'observability.sinks.eu-west-9: the sink is in eu-west-1; expected one in eu-west-9, as metrics and traces do not leave their region',
        'observability.sinks.eu-west-9: the sink is in account 100000000009; expected the operator account 100000000002',
      ],
    },
    {
      name: "an audit that lets in or names accounts that are not the operator's, or excuses a tenant that does not exist",
      organization: {
        audit: {
          operatorPrincipals: [{ arn: 'arn:aws:iam::100000000009:role/X', conditions: ['organization'] }],
          operatorResources: [
            'arn:aws:s3:::operator-logs',
            'arn:aws:events:eu-west-1:100000000009:event-bus/central',
            'arn:aws:events:eu-west-1:100000000002:event-bus/own',
          ],
          awsAccounts: [
            { accountId: '100000000002', purpose: 'not one of AWS' },
            { accountId: '100000000001', purpose: 'not one of AWS' },
            { accountId: '590000000000', purpose: 'layers' },
          ],
          exceptions: [
            {
              rule: 'public/api',
              tenant: 'amce',
              owner: 'Ada',
              reason: 'a status page without log-in',
              expires: '2027-01-31',
            },
            { rule: 'public/api', owner: 'Ada', reason: 'a status page of every tenant', expires: '2027-01-31' },
          ],
        },
      },
      errors: [
        'audit.operatorPrincipals.0.arn: "arn:aws:iam::100000000009:role/X" is in account 100000000009; expected a principal of the operator account 100000000002, the only one that may be let in',
        'audit.operatorResources.1: "arn:aws:events:eu-west-1:100000000009:event-bus/central" is in account 100000000009; expected a resource of the operator account 100000000002; an account of AWS or a vendor belongs into audit.awsAccounts',
        'audit.awsAccounts.0.accountId: 100000000002 is the account of the operator; expected one of AWS or a vendor',
        'audit.awsAccounts.1.accountId: 100000000001 is the account of the organization; expected one of AWS or a vendor',
        'audit.exceptions.0.tenant: unknown tenant "amce"; expected none, as there is none',
      ],
    },
    {
      name: 'a roll-out through an unknown ring',
      organization: { rollout: { rings: { cannary: { bakeMinutes: 5 } } } },
      errors: ['rollout.rings.cannary: unknown ring "cannary"; did you mean "canary"?'],
    },
    {
      name: 'tiers that start from nothing, or from another although built in, or with an unknown ring',
      organization: { tiers: { gold: {}, free: { extends: 'starter' }, starter: { ring: 'genral' } } },
      errors: [
        'tiers.gold.extends: missing; a new tier says what it starts from: expected one of "free", "starter", "professional", "enterprise", or did you mean to change one of these?',
        'tiers.free.extends: "free" is built in and extends nothing; leave extends out, or choose another name for the tier',
        'tiers.starter.ring: unknown ring "genral"; did you mean "general"?',
      ],
    },
    {
      name: 'a ring or region listed twice',
      organization: { rings: ['general', 'general'], jurisdictions: { eu: ['eu-central-1', 'eu-central-1'] } },
      errors: [
        'jurisdictions.eu: "eu-central-1" is listed twice',
        'rings: "general" is listed twice; a release reaches a ring once',
      ],
    },
    {
      name: 'a pool that is public, too small and no block',
      organization: { networkPool: '11.0.0.1/23' },
      errors: [
        'networkPool: "11.0.0.1/23" is an address inside a block; expected the block\'s first address: "11.0.0.0/23"',
        'networkPool: "11.0.0.1/23" is not private; expected a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
        'networkPool: "11.0.0.1/23" has no room for a tenant; expected /22 or larger',
      ],
    },
  ])('refuse $name', async ({ organization, errors }) => {
    const directory = aFleet([], anOrganization(organization));

    expect((await report(directory)).errors).toEqual(errors.map((error) => `organization.json: ${error}`));
  });

  test('warn of regions outside the European Union in a jurisdiction called "eu", and of a home region in none', async () => {
    const directory = aFleet(
      [],
      anOrganization({
        homeRegion: 'us-east-1',
        jurisdictions: { eu: ['eu-central-1', 'eu-west-2', 'eu-central-2'], uk: ['eu-west-2'] },
      }),
    );

    expect((await report(directory)).warnings).toEqual([
      'organization.json: homeRegion: "us-east-1" is in no jurisdiction; check that the operator\'s stacks may live there',
      'organization.json: jurisdictions.eu: "eu-west-2" is in the United Kingdom, not in the European Union; give it a jurisdiction of its own',
      'organization.json: jurisdictions.eu: "eu-central-2" is in Switzerland, not in the European Union; give it a jurisdiction of its own',
    ]);
  });
});

describe('rules of a tenant', () => {
  test.each([
    {
      name: 'an unknown tier, ring and jurisdiction',
      changes: { tier: 'startr', ring: 'earl', jurisdiction: 'europe' },
      errors: [
        'jurisdiction: unknown jurisdiction "europe"; expected one of "eu", "us", "nz"',
        'tier: unknown tier "startr"; did you mean "starter"?',
        'ring: unknown ring "earl"; did you mean "early"?',
      ],
    },
    {
      name: 'a region outside the jurisdiction',
      changes: { region: 'us-east-1' },
      errors: [
        'region: "us-east-1" is outside jurisdiction "eu"; expected one of "eu-central-1", "eu-west-1", "eu-south-1", or jurisdiction "us"',
      ],
    },
    {
      name: 'a region of no jurisdiction',
      changes: { region: 'sa-east-1' },
      errors: [
        'region: "sa-east-1" is outside jurisdiction "eu"; expected one of "eu-central-1", "eu-west-1", "eu-south-1"',
      ],
    },
    {
      name: 'a root e-mail over 64 characters',
      changes: { email: `${'a'.repeat(53)}@example.com` },
      errors: [
        `email: "${'a'.repeat(53)}@example.com" has 65 characters; AWS takes at most 64: set a shorter email for this tenant`,
      ],
    },
    {
      name: 'a root e-mail AWS does not take',
      changes: { email: 'jürgen@example.com' },
      errors: [
        'email: "jürgen@example.com" is no address AWS takes for an account; expected ASCII without spaces or any of "\'()<>[]:;,\\|%& before the @, and a domain after it',
      ],
    },
    {
      name: 'a root e-mail that starts with a dot',
      changes: { email: '.ada@example.com' },
      errors: [
        'email: ".ada@example.com" is no address AWS takes for an account; expected ASCII without spaces or any of "\'()<>[]:;,\\|%& before the @, and a domain after it',
      ],
    },
    {
      name: 'a network that is public, too large and no block',
      changes: { network: { cidr: '11.1.2.3/12' } },
      errors: [
        'network.cidr: "11.1.2.3/12" has the wrong size; expected /16 to /24',
        'network.cidr: "11.1.2.3/12" is an address inside a block; expected the block\'s first address: "11.0.0.0/12"',
        'network.cidr: "11.1.2.3/12" is not private; expected a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
      ],
    },
    {
      name: 'a network too small for its subnets',
      changes: { network: { cidr: '10.0.0.0/25' } },
      errors: ['network.cidr: "10.0.0.0/25" has the wrong size; expected /16 to /24'],
    },
    {
      name: 'three zones where a new account sees two',
      changes: { region: 'us-west-1', jurisdiction: 'us', network: { availabilityZones: 3 } },
      errors: [
        'network.availabilityZones: 3 zones, but a new account sees 2 in us-west-1; set network.availabilityZones to 2, or choose another region',
      ],
    },
    {
      name: 'an engine version that is gone from RDS',
      changes: { database: { engineVersion: '17.2' } },
      errors: [
        'database.engineVersion: RDS for PostgreSQL no longer offers "17.2"; set "17.9" or another newer version',
      ],
    },
    {
      name: 'an engine version that is gone from Aurora',
      changes: { tier: 'free', database: { engineVersion: '16.3' } },
      errors: [
        'database.engineVersion: Aurora PostgreSQL no longer offers "16.3"; set "16.13" or another newer version',
      ],
    },
    {
      name: 'a class the region does not have',
      changes: { region: 'eu-south-1', database: { instanceClass: 'db.m7g.large' } },
      errors: [
        'database.instanceClass: "db.m7g.large" is not offered in eu-south-1; choose one of the families db.t3, db.t4g, db.m6g, db.m6i, db.m7i, db.m8g, db.r6g, db.r6i, db.r7g, db.r7i',
      ],
    },
    {
      name: 'a class of a family without a current PostgreSQL',
      changes: { database: { instanceClass: 'db.t2.micro' } },
      errors: [
        'database.instanceClass: "db.t2.micro" runs no PostgreSQL newer than 12; choose a newer family, e.g. "db.t4g"',
      ],
    },
    {
      name: 'a proxy where there is none',
      changes: { region: 'ap-southeast-6', jurisdiction: 'nz', database: { proxy: true } },
      errors: ['database.proxy: RDS Proxy is not offered in ap-southeast-6; set database.proxy to false'],
    },
    {
      name: 'an Aurora without backups',
      changes: { tier: 'free', database: { backupRetentionDays: 0 } },
      errors: ['database.backupRetentionDays: received 0; Aurora always keeps backups: expected 1 to 35 days'],
    },
    {
      name: 'storage that cannot grow',
      changes: { database: { storageGib: 100 } },
      errors: [
        'database.maxStorageGib: 50 GiB is too little for storage of 100 GiB, which cannot shrink; RDS wants 10 % more: set 110 or more',
      ],
    },
    {
      name: 'a most below the least, and a pause that never comes',
      changes: { tier: 'free', database: { minCapacityAcu: 4, autoPauseMinutes: 10 } },
      errors: [
        'database.maxCapacityAcu: 2 is less than minCapacityAcu 4; raise it, or lower the minimum',
        'database.autoPauseMinutes: a cluster of at least 4 ACU never pauses; set minCapacityAcu to 0, or leave autoPauseMinutes out',
      ],
    },
    {
      name: 'an instance that pauses',
      changes: { database: { autoPauseMinutes: 10 } },
      errors: [
        'database.autoPauseMinutes: an instance never pauses; set engine to "aurora-serverless", or leave autoPauseMinutes out',
      ],
    },
    {
      name: 'throttles above the limit of an account',
      changes: { api: { throttle: { rateLimit: 10_001, burstLimit: 5001 } } },
      errors: [
        'api.throttle.rateLimit: 10001 is above the limit of an account in eu-central-1; expected at most 10000',
        'api.throttle.burstLimit: 5001 is above the limit of an account in eu-central-1; expected at most 5000',
      ],
    },
    {
      name: 'throttles above the lower limit of a small region',
      changes: { region: 'eu-south-1', api: { throttle: { rateLimit: 2501, burstLimit: 1251 } } },
      errors: [
        'api.throttle.rateLimit: 2501 is above the limit of an account in eu-south-1; expected at most 2500',
        'api.throttle.burstLimit: 1251 is above the limit of an account in eu-south-1; expected at most 1250',
      ],
    },
    {
      name: 'a certificate of another region and account',
      changes: {
        api: {
          customDomain: {
            name: 'api.acme.example',
            certificateArn: 'arn:aws:acm:us-east-1:999999999999:certificate/1a2b',
          },
        },
      },
      errors: [
        "api.customDomain.certificateArn: the certificate is in us-east-1; a regional endpoint needs one in the tenant's region, eu-central-1",
        "api.customDomain.certificateArn: the certificate is in account 999999999999; expected one in the tenant's account, 111122223333",
      ],
    },
    {
      name: 'backups copied out of the jurisdiction, without backups',
      changes: { backup: { copyRegion: 'us-east-1' } },
      errors: [
        'backup.copyRegion: "us-east-1" is outside jurisdiction "eu"; expected one of "eu-west-1", "eu-south-1"',
        'backup.copyRegion: nothing is copied while backup.enabled is false; enable it, or leave copyRegion out',
      ],
    },
    {
      name: 'backups copied to where they are',
      changes: { backup: { enabled: true, copyRegion: 'eu-central-1' } },
      errors: [
        'backup.copyRegion: "eu-central-1" is the tenant\'s own region, where the backups are already; expected one of "eu-west-1", "eu-south-1"',
      ],
    },
    {
      name: 'backups copied in a jurisdiction of one region',
      changes: { region: 'ap-southeast-6', jurisdiction: 'nz', backup: { enabled: true, copyRegion: 'eu-west-1' } },
      errors: [
        'backup.copyRegion: "eu-west-1" is outside jurisdiction "nz"; jurisdiction "nz" has no second region: leave copyRegion out',
      ],
    },
    {
      name: 'variables that belong to Lambda',
      changes: { environment: { AWS_REGION: 'x', LAMBDA_TASK_ROOT: 'x', TZ: 'x' } },
      errors: [
        'environment.AWS_REGION: "AWS_REGION" is reserved by Lambda; choose another name',
        'environment.LAMBDA_TASK_ROOT: "LAMBDA_TASK_ROOT" is reserved by Lambda; choose another name',
        'environment.TZ: "TZ" is reserved by Lambda; choose another name',
      ],
    },
    {
      name: 'variables that fill the environment',
      changes: { environment: { TEXT: 'ä'.repeat(1535) } },
      errors: [
        'environment: names and values have 3074 bytes; expected at most 3072, because Lambda limits all variables together to 4 KB',
      ],
    },
    {
      name: 'an id that is taken',
      changes: { id: 'operator' },
      errors: ['id: "operator" is reserved for Tenantry\'s own stacks and files; choose another id'],
    },
  ])('refuse $name', async ({ changes, errors }) => {
    const file = `${'id' in changes && typeof changes.id === 'string' ? changes.id : 'acme'}.json`;

    expect((await judge(changes, anOrganization(), { acme: '111122223333', operator: '111122224444' })).errors).toEqual(
      errors.map((error) => `${file}: ${error}`),
    );
  });

  test.each([
    { name: 'PASSWORD', value: 'x', what: 'the name says that the value is a secret' },
    { name: 'DB_PASSWORD', value: 'x', what: 'the name says that the value is a secret' },
    { name: 'STRIPE_API_KEY', value: 'x', what: 'the name says that the value is a secret' },
    { name: 'SESSION_TOKEN', value: 'x', what: 'the name says that the value is a secret' },
    { name: 'CLIENT_SECRET', value: 'x', what: 'the name says that the value is a secret' },
    { name: 'UPLOADER', value: 'AKIAABCDEFGHIJKLMNOP', what: 'the value looks like an AWS access key' },
    { name: 'SIGNER', value: '-----BEGIN RSA PRIVATE KEY-----\nMII', what: 'the value looks like a private key' },
    {
      name: 'DATABASE_URL',
      value: 'postgres://app:hunter2@db/app',
      what: 'the value looks like an address with a password',
    },
  ])('refuse a secret in $name, without repeating it', async ({ name, value, what }) => {
    expect((await judge({ environment: { [name]: value } })).errors).toEqual([
      `acme.json: environment.${name}: ${what}; put it into Secrets Manager in the tenant's account and name the secret here, e.g. in PAYMENT_SECRET_NAME or PAYMENT_SECRET_ARN`,
    ]);
  });

  test.each(['PAYMENT_SECRET_NAME', 'PAYMENT_SECRET_ARN', 'TOKENIZER', 'MONKEY', 'KEYBOARD'])(
    'take the variable %s',
    async (name) => {
      expect((await judge({ environment: { [name]: 'x' } })).errors).toEqual([]);
    },
  );

  test.each([
    {
      name: 'an engine version the table does not know',
      changes: { database: { engineVersion: '17.42' } },
      warnings: [
        'database.engineVersion: "17.42" is not in the table of 2026-11-20 for RDS for PostgreSQL; check that AWS offers it, or set "17.9"',
      ],
    },
    {
      name: 'a major version the table does not know',
      changes: { tier: 'free', database: { engineVersion: '21.1' } },
      warnings: [
        'database.engineVersion: "21.1" is not in the table of 2026-11-20 for Aurora PostgreSQL; check that AWS offers it, or set "18.6"',
      ],
    },
    {
      name: 'a class the table does not know',
      changes: { database: { instanceClass: 'db.x9q.large' } },
      warnings: [
        'database.instanceClass: "db.x9q.large" in eu-central-1 is not in the table of 2026-11-20; check that AWS offers it',
      ],
    },
    {
      name: 'a region the table does not know',
      changes: { region: 'ap-southeast-6', jurisdiction: 'nz' },
      warnings: [
        'database.instanceClass: "db.t4g.micro" in ap-southeast-6 is not in the table of 2026-11-20; check that AWS offers it',
      ],
    },
    {
      name: 'a proxy that keeps a database awake',
      changes: { tier: 'free', database: { proxy: true } },
      warnings: [
        'database.proxy: RDS Proxy holds a connection open, so the cluster never pauses and is paid around the clock; set proxy to false, or minCapacityAcu to 0.5 or more',
      ],
    },
    {
      name: 'promises of the tier taken back',
      changes: {
        tier: 'enterprise',
        network: { availabilityZones: 2 },
        database: { multiAz: false, backupRetentionDays: 7 },
        backup: { retentionDays: 30 },
        api: { webAcl: false },
      },
      warnings: [
        'database.multiAz: tier "enterprise" promises a database in two zones; false means an outage of minutes to hours when a zone fails',
        'network.availabilityZones: tier "enterprise" promises 3 zones; received 2',
        'database.backupRetentionDays: tier "enterprise" promises 35 days; with 7, older backups are deleted at the next deployment',
        'backup.retentionDays: tier "enterprise" promises 365 days; received 30',
        'api.webAcl: tier "enterprise" promises a web application firewall; false leaves the API without one',
      ],
    },
    {
      name: 'backups turned off',
      changes: { tier: 'professional', backup: { enabled: false } },
      warnings: [
        'backup.enabled: tier "professional" promises AWS Backup; false leaves the database\'s own backups alone',
      ],
    },
    {
      name: "an engine that is not the tier's, once there is an account",
      changes: { database: { engine: 'aurora-serverless' } },
      warnings: [
        'database.engine: "aurora-serverless" in tier "starter", whose databases are "instance"; if the engine of a deployed tenant changed, its data must be moved first',
      ],
    },
  ])('warn of $name', async ({ changes, warnings }) => {
    expect(await judge(changes, anOrganization(), { acme: '111122223333' })).toEqual({
      errors: [],
      warnings: warnings.map((warning) => `acme.json: ${warning}`),
    });
  });
});

describe('rules across tenants', () => {
  test('refuse an e-mail used twice, whatever its case, also one made from the pattern', async () => {
    const directory = aFleet([aTenant(), aTenant({ id: 'globex', email: 'AWS+Acme@example.com' })]);

    expect((await report(directory)).errors).toEqual([
      'globex.json: email: "AWS+Acme@example.com" is already used by tenant "acme"; every account needs an address of its own, and case does not count',
    ]);
  });

  test('refuse the account of a tenant where one of AWS is expected', async () => {
    const awsAccounts = [{ accountId: '111111111111', purpose: 'layers' }];
    const directory = aFleet([aTenant()], anOrganization({ audit: { awsAccounts } }), { acme: '111111111111' });

    expect((await report(directory)).errors).toEqual([
      'organization.json: audit.awsAccounts.0.accountId: 111111111111 is the account of tenant "acme"; expected one of AWS or a vendor',
    ]);
  });

  test('refuse an external id used twice', async () => {
    const externalId = 'shared-by-two-tenants';
    const directory = aFleet([aTenant({ externalId }), aTenant({ id: 'globex', externalId })]);

    expect((await report(directory)).errors).toEqual([
      'globex.json: externalId: already used by tenant "acme"; leave it out to have one derived',
    ]);
  });

  test('name the pattern as the source of a root e-mail that is too long', async () => {
    const directory = aFleet([aTenant()], anOrganization({ rootEmail: `${'a'.repeat(50)}+{tenant}@example.com` }));

    expect((await report(directory)).errors).toEqual([
      `acme.json: email: "${'a'.repeat(50)}+acme@example.com", made from rootEmail of the organization, has 67 characters; AWS takes at most 64: set a shorter email for this tenant`,
    ]);
  });

  test('offer each of several tenants in one block a free block of its own, and move those without an account', async () => {
    const network = { cidr: '10.20.0.0/20' };
    const directory = aFleet(
      [
        aTenant({ network }),
        aTenant({ id: 'globex', network: { cidr: '10.20.4.0/22' } }),
        aTenant({ id: 'hooli', network }),
      ],
      anOrganization(),
      { globex: '111122223333' },
    );

    expect((await report(directory)).errors).toEqual([
      'acme.json: network.cidr: 10.20.0.0/20 of tenant "acme" overlaps 10.20.4.0/22 of tenant "globex"; set network.cidr of "acme" to "10.20.20.0/22", which is free',
      'hooli.json: network.cidr: 10.20.0.0/20 of tenant "hooli" overlaps 10.20.0.0/20 of tenant "acme"; set network.cidr of "hooli" to "10.20.16.0/22", which is free',
    ]);
  });

  test('let a closed tenant overlap, whose network is gone', async () => {
    const network = { cidr: '10.20.0.0/20' };
    const directory = aFleet([aTenant({ network }), aTenant({ id: 'globex', network, state: 'closed' })]);

    expect((await report(directory)).errors).toEqual([]);
  });

  test('say so when the pool has no free block left', async () => {
    const directory = aFleet([aTenant(), aTenant({ id: 'globex' })], anOrganization({ networkPool: '10.0.0.0/22' }));

    expect((await report(directory)).errors).toEqual([
      'globex.json: network.cidr: 10.0.0.0/22 of tenant "globex" overlaps 10.0.0.0/22 of tenant "acme"; 10.0.0.0/22 has no free block left: enlarge networkPool of the organization',
    ]);
  });
});
