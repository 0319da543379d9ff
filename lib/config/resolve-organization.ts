import { DEFAULT_NETWORK_POOL } from './allocate-cidr';
import { mergeSettings } from './merge-settings';
import { DEFAULT_RINGS, type Organization } from './organization';
import { DEFAULT_ROLLOUT } from './rollout';
import type { OrganizationFile } from './schema/organization-file';
import { TIER_PRESETS, type TierPreset } from './tiers';

/** Fills in every default of the organization. */
export function resolveOrganization(input: OrganizationFile, file: string): Organization {
  return {
    organizationId: input.organizationId,
    managementAccountId: input.managementAccountId,
    operatorAccountId: input.operatorAccountId,
    homeRegion: input.homeRegion,
    rootId: input.rootId,
    rootEmail: input.rootEmail,
    jurisdictions: input.jurisdictions,
    tiers: resolveTiers(input.tiers),
    rings: input.rings ?? DEFAULT_RINGS,
    operators: input.operators,
    observability: { sinks: input.observability?.sinks ?? {} },
    networkPool: input.networkPool ?? DEFAULT_NETWORK_POOL,
    budgets: {
      alertEmails: input.budgets.alertEmails,
      thresholdsPercent: input.budgets.thresholdsPercent ?? [80, 100],
    },
    tags: input.tags ?? {},
    blueprint: input.blueprint,
    trail: input.trail ?? 'account',
    accounts: input.accounts ?? 'command',
    bootstrap: input.bootstrap ?? 'command',
    operator: input.operator ?? 'own',
    rollout: mergeSettings({ ...DEFAULT_ROLLOUT, rings: {} }, input.rollout ?? {}),
    audit: {
      operatorPrincipals: input.audit?.operatorPrincipals ?? [],
      operatorResources: input.audit?.operatorResources ?? [],
      awsAccounts: input.audit?.awsAccounts ?? [],
      exceptions: input.audit?.exceptions ?? [],
    },
    file,
  };
}

/** The presets with the organization's changes; its own tiers start from the changed preset they extend. */
function resolveTiers(tiers: OrganizationFile['tiers'] = {}): Record<string, TierPreset> {
  const builtIn: Record<string, TierPreset> = {};
  for (const [name, preset] of Object.entries(TIER_PRESETS)) builtIn[name] = change(preset, tiers[name]);

  const all = { ...builtIn };
  for (const [name, tier] of Object.entries(tiers)) {
    const base = tier.extends === undefined ? undefined : builtIn[tier.extends];
    if (!(name in builtIn) && base !== undefined) all[name] = change(base, tier);
  }
  return all;
}

function change(preset: TierPreset, tier: NonNullable<OrganizationFile['tiers']>[string] | undefined): TierPreset {
  if (tier === undefined) return preset;
  const { extends: _base, ...overrides } = tier;
  return mergeSettings(preset, overrides);
}
