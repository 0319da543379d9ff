import type { Tenant } from '../config/tenant';
import type { TenantStatus } from '../operations/tenant-status';
import type { RolloutPhase } from '../rollout/rollout-phase';
import type { RolloutState } from '../rollout/rollout-state';

/** One tenant of the fleet, beside what AWS and the records say of it. */
export interface TenantRow {
  readonly tenant: Tenant;
  readonly status: TenantStatus;
  /** The one thing to do next; empty if there is nothing. */
  readonly nextStep: string;
}

/** The latest roll-out, as people see it. */
export interface LatestRollout {
  readonly state: RolloutState;
  readonly phase: RolloutPhase;
  /** What people can do about it. */
  readonly nextStep?: string | undefined;
}

/** All that the page of the fleet shows. */
export interface FleetStatus {
  readonly organizationId: string;
  /** Rings in the order in which releases reach them. */
  readonly rings: readonly string[];
  /** In the order of the registry. */
  readonly rows: readonly TenantRow[];
  /** Absent where nothing was ever rolled out. */
  readonly rollout?: LatestRollout | undefined;
  /** What was looked at beside accounts, stacks and releases. */
  readonly looked: { readonly health: boolean; readonly drift: boolean };
  /** Version of Tenantry. */
  readonly version: string;
  /** When AWS was asked. */
  readonly at: Date;
}
