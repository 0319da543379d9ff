import type * as z from 'zod';
import type { TenantFields } from './define-tenant';
import type { DEFAULT_RINGS } from './organization';
import type { Region } from './regions';
import type { organizationFileSchema } from './schema/organization-file';
import type { tierOverrides } from './schema/settings';
import type { BuiltInTier } from './tiers';

type Jurisdictions = Readonly<Record<string, readonly Region[]>>;
type OrganizationFields = Omit<z.input<typeof organizationFileSchema>, 'jurisdictions' | 'tiers' | 'rings'>;

/** What the organization's file says, with the names it makes up. */
export type OrganizationDefinition<
  Places extends Jurisdictions,
  Tier extends string,
  Ring extends string,
> = OrganizationFields & {
  readonly jurisdictions: Places;
  readonly tiers?: { readonly [Name in Tier | BuiltInTier]?: z.input<typeof tierOverrides> };
  readonly rings?: readonly Ring[];
};

/** A tenant of an organization: its own tiers and rings, and a region of the jurisdiction the tenant names. */
export type TenantOf<Places extends Jurisdictions, Tier extends string, Ring extends string> = Omit<
  TenantFields,
  'region' | 'jurisdiction'
> & {
  readonly tier: Tier | BuiltInTier;
  readonly ring?: Ring;
} & {
    [Name in keyof Places & string]: { readonly jurisdiction: Name; readonly region: Places[Name][number] };
  }[keyof Places & string];

/** The organization's file, and `defineTenant` for its tenants' files. */
export type DefinedOrganization<
  Places extends Jurisdictions,
  Tier extends string,
  Ring extends string,
> = OrganizationDefinition<Places, Tier, Ring> & {
  /** Types a tenant's file with the organization's own jurisdictions, tiers and rings. */
  readonly defineTenant: (tenant: TenantOf<Places, Tier, Ring>) => TenantOf<Places, Tier, Ring>;
};

/**
 * Types the organization's file, and derives from it a `defineTenant` that knows its jurisdictions, tiers and rings.
 *
 * @example
 * // tenants/organization.ts
 * export const organization = defineOrganization({
 *   jurisdictions: { eu: ['eu-central-1', 'eu-west-1'] },
 *   tiers: { regulated: { extends: 'enterprise', backup: { retentionDays: 3650 } } },
 *   // …
 * });
 *
 * // tenants/acme.ts
 * export default organization.defineTenant({ jurisdiction: 'eu', region: 'eu-west-1', tier: 'regulated', ... });
 */
export function defineOrganization<
  const Places extends Jurisdictions,
  Tier extends string = never,
  const Ring extends string = (typeof DEFAULT_RINGS)[number],
>(organization: OrganizationDefinition<Places, Tier, Ring>): DefinedOrganization<Places, Tier, Ring> {
  const defineTenant = (tenant: TenantOf<Places, Tier, Ring>): TenantOf<Places, Tier, Ring> => tenant;
  // Not enumerable, because the rest of the object is the organization's data and nothing else.
  return Object.defineProperty({ ...organization, defineTenant }, 'defineTenant', { enumerable: false });
}
