import type { Organization } from '../../lib/config/organization';
import type { Tenant } from '../../lib/config/tenant';
import { TIER_PRESETS } from '../../lib/config/tiers';

/** A complete, valid tenant of the starter tier; `changes` replace whole fields. */
export function aTenant(changes: Partial<Tenant> = {}): Tenant {
  const { ring, database, features, compliancePacks, monthlyBudgetUsd, network, api, backup } = TIER_PRESETS.starter;
  const id = changes.id ?? 'acme';
  return {
    id,
    displayName: 'Acme',
    region: 'eu-central-1',
    jurisdiction: 'eu',
    jurisdictionRegions: ['eu-central-1', 'eu-west-1'],
    tier: 'starter',
    ring,
    state: 'active',
    accountId: '111111111111',
    email: `aws+${id}@example.com`,
    externalId: `tenantry-${id}-0123456789abcdef`,
    costCenter: id,
    contacts: { billing: CONTACT, operations: CONTACT, security: CONTACT },
    network: { ...network, cidr: '10.1.0.0/22' },
    database,
    api: { ...api, cors: undefined, customDomain: undefined, authorizer: { type: 'cognito' } },
    backup: { ...backup, copyRegion: undefined },
    features,
    compliancePacks,
    version: undefined,
    environment: {},
    tags: {},
    monthlyBudgetUsd,
    auditExceptions: [],
    file: `tenants/${id}.ts`,
    ...changes,
  };
}

/** A complete, valid organization. */
export function anOrganization(changes: Partial<Organization> = {}): Organization {
  const principal = (role: string): string => `arn:aws:iam::100000000002:role/${role}`;
  return {
    organizationId: 'o-a1b2c3d4e5',
    managementAccountId: '100000000001',
    operatorAccountId: '100000000002',
    homeRegion: 'eu-central-1',
    rootId: undefined,
    rootEmail: 'aws+{tenant}@example.com',
    jurisdictions: { eu: ['eu-central-1', 'eu-west-1'] },
    tiers: TIER_PRESETS,
    rings: ['canary', 'early', 'general'],
    operators: {
      readOnly: [principal('auditor')],
      operate: [principal('on-call')],
      breakGlass: ['arn:aws:iam::100000000002:user/break-glass-1'],
    },
    observability: { sinks: {} },
    networkPool: '10.0.0.0/8',
    budgets: { alertEmails: ['finance@example.com'], thresholdsPercent: [80, 100] },
    tags: {},
    blueprint: undefined,
    trail: 'account',
    accounts: 'command',
    bootstrap: 'command',
    operator: 'own',
    audit: { operatorPrincipals: [], operatorResources: [], awsAccounts: [], exceptions: [] },
    file: 'tenants/organization.ts',
    ...changes,
  };
}

const CONTACT = { name: 'Ada Admin', email: 'ada@acme.example', phone: '+49 30 1234567', title: 'CTO' };
