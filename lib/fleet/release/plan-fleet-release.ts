import { resolve } from 'node:path';
import type { Registry } from '../../config/registry';
import type { RingRollout } from '../../config/rollout';
import { type RolloutPlan, planRollout } from '../../rollout/plan-rollout';
import { rolloutDefinition } from '../../rollout/rollout-definition';
import { type FleetRelease, type ReleaseFile, fleetRelease } from './fleet-release';
import { type ReleaseAsset, readReleaseStacks } from './read-release-stacks';

/** What {@link planFleetRelease} is asked for. */
export interface FleetReleasePlanRequest {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly registry: Pick<Registry, 'organization' | 'tenants'>;
  /** Name of the release, which becomes the name of the execution. */
  readonly release: string;
  /**
   * Commit the release is made of.
   *
   * @default - none is recorded
   */
  readonly commit?: string;
  /**
   * Resources that may be replaced or removed, as `stack/LogicalId`.
   *
   * @default - none
   */
  readonly allowReplacement?: readonly string[];
  /**
   * What this release does in another way than the organization's file says, in every ring. `concurrency` can be more here than one machine could do.
   *
   * @default - nothing
   */
  readonly overrides?: Partial<RingRollout>;
}

/** A release by Step Functions before anything of it is written. */
export interface FleetReleasePlan extends FleetRelease {
  /** The same plan that one machine would follow. */
  readonly plan: RolloutPlan;
  /** Code of the stacks, each file once a region. */
  readonly assets: readonly ReleaseAsset[];
  /** Name of a bucket of a region. */
  readonly bucketOf: (kind: ReleaseFile['bucket'], region: string) => string;
}

/**
 * Reads from a cloud assembly what a release by Step Functions takes. Writes nothing.
 *
 * @throws UsageError if the release cannot be the name of an execution, a ring asks for more than Step Functions does, or a tenant is not in the assembly as the files have it
 * @throws OperationError if a stack cannot be deployed so
 */
export function planFleetRelease(request: FleetReleasePlanRequest): FleetReleasePlan {
  const { assembly, registry, release, commit = '', allowReplacement = [], overrides } = request;
  const { organization, tenants } = registry;
  const account = organization.operatorAccountId;
  const bucketOf = (kind: ReleaseFile['bucket'], region: string): string => `tenantry-${kind}-${account}-${region}`;
  const assetsBucket = (region: string): string => bucketOf('assets', region);

  const plan = planRollout(release, rolloutDefinition(organization, overrides), tenants);
  const ids = new Set(plan.rings.flatMap((ring) => ring.tenants));
  const released = tenants.filter(({ id }) => ids.has(id));
  const accounts = new Map(released.map(({ id, accountId }) => [id, accountId]));
  const { stacks, assets } = readReleaseStacks(resolve(assembly), accounts, assetsBucket);
  const allowed = new Set(allowReplacement);
  const { input, files } = fleetRelease(plan, stacks, { commit, assetsBucket, allowReplacement: allowed });
  return { input, files, plan, assets, bucketOf };
}
