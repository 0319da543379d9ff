import type { Organization } from '../config/organization';
import type { Registry } from '../config/registry';
import { DEFAULT_ROLLOUT } from '../config/rollout';
import type { Tenant } from '../config/tenant';
import { TIER_PRESETS } from '../config/tiers';

/**
 * A complete, valid tenant of the starter tier with an account, as `loadRegistry` gives it.
 *
 * Email, external id, cost center and file follow from the id; account and addresses do not: give each tenant of a registry its own.
 *
 * @param changes replace whole fields
 * @example
 * const globex = aTenant({ id: 'globex', accountId: '222222222222', network: { ...aTenant().network, cidr: '10.2.0.0/22' } });
 */
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

/**
 * A complete, valid organization of one jurisdiction, `eu`, as `loadRegistry` gives it.
 *
 * @param changes replace whole fields
 */
export function anOrganization(changes: Partial<Organization> = {}): Organization {
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
      readOnly: ['arn:aws:iam::100000000002:role/auditor'],
      operate: ['arn:aws:iam::100000000002:role/on-call'],
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
    rollout: { ...DEFAULT_ROLLOUT, rings: {} },
    audit: { operatorPrincipals: [], operatorResources: [], awsAccounts: [], exceptions: [] },
    file: 'tenants/organization.ts',
    ...changes,
  };
}

/**
 * A registry without warnings, as `loadRegistry` gives it.
 *
 * @param tenants sorted by id here, as in a loaded one
 * @default - one tenant of {@link aTenant}, in the organization of {@link anOrganization}
 * @example
 * const app = buildApp(aRegistry([aTenant({ tier: 'regulated' })]), { blueprint });
 */
export function aRegistry(tenants: readonly Tenant[] = [aTenant()], organization = anOrganization()): Registry {
  return {
    organization,
    tenants: tenants.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    warnings: [],
    directory: 'tenants',
  };
}

const CONTACT = { name: 'Ada Admin', email: 'ada@acme.example', phone: '+49 30 1234567', title: 'CTO' };
