import { aFleet, aTenant, anOrganization, report } from '../support/tenants-folder';

describe('the shape of the files', () => {
  test('reports every problem of every file at once, in the order of the file', async () => {
    const tenant = {
      regoin: 'eu-west-1',
      ...aTenant({
        region: 'eu-cental-1',
        tier: 5,
        contacts: { billing: { name: 'Ada', email: 'ada' }, operations: 3 },
        database: { engineVersion: 17.9, logRetentionDays: 31, minCapacityAcu: 0.3 },
        api: { throttle: { ratelimit: 3 }, authorizer: { type: 'saml' } },
        environment: { foo: 'x', BAR: 3 },
      }),
    };
    const organization = anOrganization({
      managementAccountId: 12345678901,
      jurisdictions: {},
      tiers: { gold: { extends: 'enterprize' } },
      budgets: undefined,
    });

    expect((await report(aFleet([tenant], organization))).errors).toEqual([
      'organization.json: managementAccountId: received the number 12345678901; put it in quotes, or leading and trailing zeros are lost: an account id is "012345678901"',
      'organization.json: jurisdictions: received an empty group; expected at least one jurisdiction',
      'organization.json: tiers.gold.extends: received "enterprize"; did you mean "enterprise"?',
      'organization.json: budgets: missing; expected a group of settings',
      'acme.json: regoin: unknown key; did you mean "region"?',
      'acme.json: region: received "eu-cental-1"; did you mean "eu-central-1"?',
      'acme.json: tier: received the number 5; put it in quotes, or leading and trailing zeros are lost',
      'acme.json: contacts.billing.email: received "ada"; expected an email address, e.g. "ops@example.com"',
      'acme.json: contacts.operations: received 3; expected a group of settings',
      'acme.json: contacts.security: missing; expected a group of settings',
      'acme.json: database.engineVersion: received the number 17.9; put it in quotes, or leading and trailing zeros are lost',
      'acme.json: database.logRetentionDays: received 31; expected a number of days CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
      'acme.json: database.minCapacityAcu: received 0.3; expected Aurora capacity units in steps of 0.5, 0 to 256',
      'acme.json: api.throttle.ratelimit: unknown key; did you mean "rateLimit"?',
      'acme.json: api.authorizer.type: received "saml"; expected one of "cognito", "oidc"',
      'acme.json: environment.foo: "foo" cannot be a name here; expected a name of capital letters, digits and _, e.g. "FEATURE_SET"',
      'acme.json: environment.BAR: received the number 3; put it in quotes, or leading and trailing zeros are lost',
    ]);
  });

  test.each([
    {
      name: 'an id that can be no stack name',
      id: 'Acme_EU',
      issues: [
        'Acme_EU.json: id: received "Acme_EU"; expected lower-case letters, digits and single hyphens, starting with a letter, e.g. "acme-eu"',
      ],
    },
    {
      name: 'an id too long for what it becomes, naming the tightest',
      id: 'a'.repeat(42),
      issues: [
        `${'a'.repeat(42)}.json: id: received "${'a'.repeat(42)}"; expected at most 41 characters, because the id becomes an AWS account name ("tenantry-" and the id), which AWS limits to 50`,
      ],
    },
  ])('refuses $name', async ({ id, issues }) => {
    expect((await report(aFleet([aTenant({ id })]))).errors).toEqual(issues);
  });

  test.each([
    {
      name: 'an OpenID Connect issuer without TLS, without audience, with a key too many',
      changes: { api: { authorizer: { type: 'oidc', issuer: 'http://login.example', audience: [], audiences: 1 } } },
      issues: [
        'acme.json: api.authorizer.issuer: received "http://login.example"; expected an https address',
        'acme.json: api.authorizer.audience: received an empty list; expected at least one audience',
        'acme.json: api.authorizer.audiences: unknown key; did you mean "audience"?',
      ],
    },
    {
      name: 'pages of any origin',
      changes: { api: { cors: { allowOrigins: ['*', 'http://app.acme.example', 'http://localhost:5173'] } } },
      issues: [
        'acme.json: api.cors.allowOrigins.0: received "*"; expected an https origin without a path, e.g. "https://app.acme.example"; "*" is not allowed',
        'acme.json: api.cors.allowOrigins.1: received "http://app.acme.example"; expected an https origin without a path, e.g. "https://app.acme.example"; "*" is not allowed',
      ],
    },
    {
      name: 'backups kept for too long',
      changes: { database: { backupRetentionDays: 36 } },
      issues: ['acme.json: database.backupRetentionDays: received 36; expected a whole number of days, 0 to 35'],
    },
    {
      name: 'a reserved tag',
      changes: { tags: { 'aws:x': 'y' } },
      issues: [
        'acme.json: tags.aws:x: "aws:x" cannot be a name here; expected a tag name of 1 to 128 letters, digits, spaces and _.:/=+-@ that does not start with "aws:" or "tenantry:"',
      ],
    },
    {
      name: 'a list of values longer than a sentence',
      changes: { region: 'mars' },
      issues: [
        'acme.json: region: received "mars"; expected one of "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2" and 24 more',
      ],
    },
  ])('refuses $name', async ({ changes, issues }) => {
    expect((await report(aFleet([aTenant(changes)]))).errors).toEqual(issues);
  });

  test('takes a JSON file that names its schema', async () => {
    expect(await report(aFleet([aTenant({ $schema: '../schema/tenant.schema.json' })]))).toEqual({
      errors: [],
      warnings: [],
    });
  });
});
