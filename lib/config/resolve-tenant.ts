import { createHash } from 'node:crypto';
import { allocateCidr } from './allocate-cidr';
import { mergeSettings } from './merge-settings';
import { nearest } from './nearest';
import type { Organization } from './organization';
import type { TenantFile } from './schema/tenant-file';
import type { Tenant } from './tenant';
import { TIER_PRESETS, type TierPreset } from './tiers';

/** Minutes after which a cluster that may pause does so, unless the tenant says otherwise. */
const DEFAULT_AUTO_PAUSE_MINUTES = 5;

/**
 * Fills in every default of a tenant: from its tier, from the organization, and from its id.
 *
 * @param accountId the tenant's account, if it has one
 * @param file the file the tenant came from, as the user would name it
 */
export function resolveTenant(
  input: TenantFile,
  organization: Organization,
  accountId: string | undefined,
  file: string,
): Tenant {
  const { id } = input;
  const preset = presetOf(input.tier, organization);
  return {
    id,
    displayName: input.displayName,
    region: input.region,
    jurisdiction: input.jurisdiction,
    jurisdictionRegions: organization.jurisdictions[input.jurisdiction] ?? [],
    tier: input.tier,
    ring: input.ring ?? preset.ring,
    state: input.state ?? 'active',
    accountId,
    email: input.email ?? organization.rootEmail.replaceAll('{tenant}', id),
    externalId: input.externalId ?? deriveExternalId(id, organization.organizationId),
    costCenter: input.costCenter ?? id,
    contacts: input.contacts,
    network: {
      ...mergeSettings(preset.network, input.network),
      cidr: input.network?.cidr ?? allocateCidr(id, organization.networkPool),
    },
    database: resolveDatabase(preset, input.database),
    api: {
      ...mergeSettings(preset.api, input.api),
      cors: input.api?.cors,
      customDomain: input.api?.customDomain,
      authorizer: input.api?.authorizer ?? { type: 'cognito' },
    },
    backup: { ...mergeSettings(preset.backup, input.backup), copyRegion: input.backup?.copyRegion },
    features: mergeSettings(preset.features, input.features),
    compliancePacks: input.compliancePacks ?? preset.compliancePacks,
    version: input.version,
    environment: input.environment ?? {},
    tags: { ...organization.tags, ...input.tags },
    monthlyBudgetUsd: input.monthlyBudgetUsd ?? preset.monthlyBudgetUsd,
    auditExceptions: input.auditExceptions ?? [],
    file,
  };
}

/** A tier that does not exist is an error of its own; the nearest lets the other rules have their say. */
function presetOf(tier: string, { tiers }: Organization): TierPreset {
  return tiers[tier] ?? tiers[nearest(tier, Object.keys(tiers)) ?? 'starter'] ?? TIER_PRESETS.starter;
}

function resolveDatabase(preset: TierPreset, overrides: TenantFile['database']): Tenant['database'] {
  const database = mergeSettings(preset.database, overrides);
  const canPause = database.engine === 'aurora-serverless' && database.minCapacityAcu === 0;
  // A tier's pause does not outlive a tenant's own minimum; a tenant's own pause does, and is found by a rule.
  const autoPauseMinutes =
    overrides?.autoPauseMinutes ?? (canPause ? (database.autoPauseMinutes ?? DEFAULT_AUTO_PAUSE_MINUTES) : undefined);
  return { ...database, autoPauseMinutes };
}

/** Not a secret, but different for every tenant, and the same on every machine. */
function deriveExternalId(id: string, organizationId: string): string {
  return `tenantry-${id}-${createHash('sha256').update(`${organizationId}/${id}`).digest('hex').slice(0, 16)}`;
}
