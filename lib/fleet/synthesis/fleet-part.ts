import type { App } from 'aws-cdk-lib';
import { isDeployable } from '../../config/is-deployable';
import type { Registry } from '../../config/registry';

/** What is synthesized in an app of its own and becomes one nested assembly or a few of the fleet's assembly. */
export interface FleetPart {
  /** The tenant's id; {@link ORGANIZATION_PART} for what belongs to no tenant. */
  readonly id: string;
  /** What the part is made of: one tenant, or for the organization all of them. */
  readonly registry: Registry;
}

/** How the app of a part is defined. */
export interface DefinePartOptions {
  /** Folder the app writes to. */
  readonly outdir: string;
  /** Whether the rule packs and CDK's template validation are part of it. They change no template. */
  readonly checked: boolean;
}

/** Defines the app of a part; the fleet itself knows no stage. */
export type DefinePart = (part: FleetPart, options: DefinePartOptions) => Promise<App>;

/** Part of the stages that belong to no tenant; no tenant may have this id. */
export const ORGANIZATION_PART = 'organization';

/** The one part of a fleet that has none. */
const NO_PART = 'none';

/** The parts of a fleet, in the order of its assembly: its tenants that can be deployed, then the organization's own. */
export function fleetParts(registry: Registry, organization: boolean): readonly FleetPart[] {
  const tenants = registry.tenants.filter(isDeployable).map((tenant) => ({
    id: tenant.id,
    registry: { ...registry, tenants: [tenant], warnings: [] },
  }));
  const parts = organization
    ? [...tenants, { id: ORGANIZATION_PART, registry: { ...registry, warnings: [] } }]
    : tenants;
  // An assembly without a tenant is one too.
  return parts.length > 0 ? parts : [{ id: NO_PART, registry: { ...registry, tenants: [], warnings: [] } }];
}
