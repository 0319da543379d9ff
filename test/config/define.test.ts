import { defineOrganization } from '../../lib/config/define-organization';
import { type TenantDefinition, defineTenant } from '../../lib/config/define-tenant';

const contact = { name: 'Ada', email: 'ada@acme.example' };
const contacts = { billing: contact, operations: contact, security: contact };
const tenant = {
  id: 'acme',
  displayName: 'Acme',
  region: 'eu-central-1',
  jurisdiction: 'eu',
  tier: 'free',
  contacts,
} as const satisfies TenantDefinition;

const roles = ['arn:aws:iam::100000000002:role/X'];
const users = ['arn:aws:iam::100000000002:user/X'];
const fields = {
  organizationId: 'o-a1b2c3d4e5',
  managementAccountId: '100000000001',
  operatorAccountId: '100000000002',
  homeRegion: 'eu-central-1',
  rootEmail: 'aws+{tenant}@example.com',
  operators: { readOnly: roles, operate: roles, breakGlass: users },
  budgets: { alertEmails: ['finops@example.com'] },
} as const;

/*
 * The compiler is the test here: each line below `@ts-expect-error` must not compile.
 */

describe('defineTenant', () => {
  test('returns what it was given', () => {
    expect(defineTenant(tenant)).toBe(tenant);
  });

  test('makes a typo in a region, tier, ring, state or key a compile error', () => {
    // @ts-expect-error no such region
    defineTenant({ ...tenant, region: 'eu-cental-1' });
    // @ts-expect-error no such tier
    defineTenant({ ...tenant, tier: 'startr' });
    // @ts-expect-error no such ring
    defineTenant({ ...tenant, ring: 'earl' });
    // @ts-expect-error no such state
    defineTenant({ ...tenant, state: 'suspnded' });
    // @ts-expect-error no such key
    defineTenant({ ...tenant, regoin: 'eu-central-1' });
    // @ts-expect-error no such key of a group
    defineTenant({ ...tenant, database: { storage: 20 } });
    // @ts-expect-error no such key further down
    defineTenant({ ...tenant, api: { throttle: { ratelimit: 5 } } });
    // @ts-expect-error no such endpoint
    defineTenant({ ...tenant, network: { interfaceEndpoints: ['secretmanager'] } });
    // @ts-expect-error no such retention
    defineTenant({ ...tenant, api: { logRetentionDays: 31 } });
    // @ts-expect-error a version is a text
    defineTenant({ ...tenant, database: { engineVersion: 17.9 } });
    // @ts-expect-error the contacts are missing
    defineTenant({ id: 'acme', displayName: 'Acme', region: 'eu-central-1', jurisdiction: 'eu', tier: 'free' });
    expect.assertions(0);
  });
});

describe('defineOrganization', () => {
  const organization = defineOrganization({
    ...fields,
    jurisdictions: { eu: ['eu-central-1', 'eu-west-1'], us: ['us-east-1'] },
    tiers: { regulated: { extends: 'enterprise', backup: { retentionDays: 3650 } }, free: { monthlyBudgetUsd: 10 } },
    rings: ['first', 'rest'],
  });

  test('returns the data it was given, and nothing else that a file could not hold', () => {
    expect(Object.keys(organization)).toEqual([...Object.keys(fields), 'jurisdictions', 'tiers', 'rings']);
  });

  test('offers a defineTenant that knows its jurisdictions, tiers and rings', () => {
    expect(organization.defineTenant({ ...tenant, tier: 'regulated', ring: 'first' })).toEqual({
      ...tenant,
      tier: 'regulated',
      ring: 'first',
    });
    organization.defineTenant({ ...tenant, jurisdiction: 'us', region: 'us-east-1', tier: 'free' });

    // @ts-expect-error the region is outside the jurisdiction
    organization.defineTenant({ ...tenant, jurisdiction: 'eu', region: 'us-east-1' });
    // @ts-expect-error no such jurisdiction
    organization.defineTenant({ ...tenant, jurisdiction: 'ue' });
    // @ts-expect-error no such tier
    organization.defineTenant({ ...tenant, tier: 'regulatd' });
    // @ts-expect-error no such ring; the organization has its own
    organization.defineTenant({ ...tenant, ring: 'general' });
    // @ts-expect-error no such key
    organization.defineTenant({ ...tenant, regoin: 'eu-central-1' });
  });

  test('makes a typo in a region, tier or key a compile error', () => {
    const jurisdictions = { eu: ['eu-central-1'] } as const;
    // @ts-expect-error no such region
    defineOrganization({ ...fields, jurisdictions: { eu: ['eu-cental-1'] } });
    // @ts-expect-error no such tier to extend
    defineOrganization({ ...fields, jurisdictions, tiers: { gold: { extends: 'enterprize' } } });
    // @ts-expect-error no such key of a tier
    defineOrganization({ ...fields, jurisdictions, tiers: { gold: { extends: 'enterprise', budget: 3 } } });
    // @ts-expect-error no such key
    defineOrganization({ ...fields, jurisdictions, homeRegoin: 'eu-central-1' });
    // @ts-expect-error no such choice
    defineOrganization({ ...fields, jurisdictions, trail: 'accounts' });
    expect.assertions(0);
  });

  test('knows the built-in tiers and rings where it names none', () => {
    const plain = defineOrganization({ ...fields, jurisdictions: { eu: ['eu-central-1'] } });

    plain.defineTenant({ ...tenant, tier: 'starter', ring: 'early' });
    // @ts-expect-error no such tier
    plain.defineTenant({ ...tenant, tier: 'regulated' });
    // @ts-expect-error no such ring
    plain.defineTenant({ ...tenant, ring: 'first' });
    expect.assertions(0);
  });
});
