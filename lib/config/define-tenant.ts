import type * as z from 'zod';
import type { DEFAULT_RINGS } from './organization';
import type { tenantFileSchema } from './schema/tenant-file';
import type { BuiltInTier } from './tiers';

/** A tenant's file but for the names an organization can add to. */
export type TenantFields = Omit<z.input<typeof tenantFileSchema>, 'tier' | 'ring'>;

/** What a tenant's file says, with the tiers and rings every organization has. */
export interface TenantDefinition extends TenantFields {
  readonly tier: BuiltInTier;
  readonly ring?: (typeof DEFAULT_RINGS)[number];
}

/**
 * Types a tenant's file: a typo in a key, region, tier or ring is a compile error.
 *
 * An organization with tiers, rings or jurisdictions of its own offers a stricter one, `organization.defineTenant`.
 *
 * @example
 * export default defineTenant({
 *   id: 'acme',
 *   displayName: 'Acme Corporation',
 *   region: 'eu-central-1',
 *   jurisdiction: 'eu',
 *   tier: 'starter',
 *   contacts: { billing: ada, operations: ada, security: grace },
 * });
 */
export function defineTenant(tenant: TenantDefinition): TenantDefinition {
  return tenant;
}
