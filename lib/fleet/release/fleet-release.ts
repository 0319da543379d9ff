import { RELEASE_NAME, RELEASE_NAME_EXPECTED } from '../../config/release-name';
import { MAX_FLEET_CONCURRENCY } from '../../config/rollout';
import { UsageError } from '../../errors';
import { groupBy } from '../../group-by';
import type { RolloutPlan } from '../../rollout/plan-rollout';
import type { ReleaseInput } from '../../rollout/release-input';
import type { RingDefinition } from '../../rollout/rollout-definition';
import { newRollout, tolerated } from '../../rollout/rollout-state';
import { startJitterMs } from '../../rollout/start-jitter';
import { contentDigest, templateKey } from './template-key';

/** A stack of a tenant, as an assembly has it. */
export interface StackOfRelease {
  readonly tenant: string;
  readonly region: string;
  /** Name CloudFormation knows it by. */
  readonly name: string;
  /** The template as it is to be deployed. */
  readonly template: string;
  /** Templates of the stacks nested in it, likewise. */
  readonly nested: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly terminationProtection: boolean;
  /** Roles of the bootstrap in the tenant's account and this region. */
  readonly deployRole: string;
  readonly executionRole: string;
  readonly lookupRole: string;
}

/** A tenant of a ring's list: what the state machines of a region are given. */
export interface TenantItem {
  readonly id: string;
  /** Spreads the starts of a ring. */
  readonly startAfterSeconds: number;
  readonly deployRole: string;
  readonly executionRole: string;
  readonly lookupRole: string;
  /** In the order in which they are deployed. */
  readonly stacks: readonly {
    readonly name: string;
    readonly templateUrl: string;
    readonly tags: readonly { readonly Key: string; readonly Value: string }[];
    readonly terminationProtection: boolean;
    /** Resources that may be replaced or removed, as `stack/LogicalId`. */
    readonly allowed: readonly string[];
  }[];
}

/** A file a release needs in a bucket of a region. */
export interface ReleaseFile {
  readonly region: string;
  readonly bucket: 'assets' | 'releases';
  readonly key: string;
  readonly body: string;
}

/** A release for Step Functions: what is put into buckets, and what starts it. */
export interface FleetRelease {
  readonly input: ReleaseInput;
  /** Each once, sorted by region and key. */
  readonly files: readonly ReleaseFile[];
}

/** Options of {@link fleetRelease}. */
export interface FleetReleaseOptions {
  /** Commit the release is made of; empty if there is none. */
  readonly commit: string;
  /** Name of the bucket for templates and code, by region. */
  readonly assetsBucket: (region: string) => string;
  /** Resources that may be replaced or removed, as `stack/LogicalId`. */
  readonly allowReplacement: ReadonlySet<string>;
}

/**
 * Says how a release goes to a fleet by Step Functions: the same plan that one machine would follow, as data.
 *
 * Rings without a tenant are left out. Where stacks of a tenant are in two regions, it is in the list of both.
 *
 * @param stacks those of each tenant in the order in which they are deployed; of tenants the release does not go to, they are ignored
 * @throws UsageError if the release cannot be the name of an execution, a ring asks for more than Step Functions does, or a tenant has no stack
 */
export function fleetRelease(
  plan: RolloutPlan,
  stacks: readonly StackOfRelease[],
  options: FleetReleaseOptions,
): FleetRelease {
  assertRelease(plan.release);
  const { release } = plan;
  const byTenant = groupBy(stacks, ({ tenant }) => tenant);
  const files = new Map<string, ReleaseFile>();
  const put = (file: ReleaseFile): string => {
    files.set(`${file.region} ${file.bucket} ${file.key}`, file);
    return file.key;
  };
  const rings = newRollout(plan, new Date(0), options.commit).rings.flatMap((ring) => {
    const { definition, tenants } = ring;
    assertConcurrency(definition);
    if (tenants.length === 0) return [];
    const ofRing = tenants.flatMap(({ id }) => stacksOf(id, byTenant));
    const regions = groupBy(ofRing, ({ region }) => region);
    // Never more at the same time than the ring allows, in all regions together.
    const regionsAtOnce = Math.min(regions.size, definition.concurrency);
    const concurrency = Math.floor(definition.concurrency / regionsAtOnce);
    return {
      name: definition.name,
      tenants: tenants.length,
      tolerated: tolerated(ring),
      bakeSeconds: definition.bakeMinutes * 60,
      regionsAtOnce,
      regions: [...regions].toSorted(byFirst).map(([region, inRegion]) => {
        const putTemplate = (body: string): string => put({ region, bucket: 'assets', key: templateKey(body), body });
        for (const nested of inRegion.flatMap((stack) => stack.nested)) putTemplate(nested);
        const items = [...groupBy(inRegion, ({ tenant }) => tenant)].map(([id, own]) =>
          itemOf(id, own, {
            startAfterSeconds: Math.floor(startJitterMs(release, id, definition.jitterSeconds) / 1000),
            templateUrl: (body) =>
              `https://${options.assetsBucket(region)}.s3.${region}.amazonaws.com/${putTemplate(body)}`,
            allowed: options.allowReplacement,
          }),
        );
        const body = JSON.stringify(items);
        const key = `manifests/${release}/${definition.name}-${contentDigest(body)}.json`;
        return { region, manifest: put({ region, bucket: 'releases', key, body }), concurrency };
      }),
    };
  });
  return {
    input: { release, commit: options.commit, rings },
    files: [...files].toSorted(byFirst).map(([, file]) => file),
  };
}

/** It becomes the name of an execution and of folders. */
function assertRelease(release: string): void {
  if (RELEASE_NAME.test(release)) return;
  throw new UsageError(`"${release}" cannot be the name of a release: ${RELEASE_NAME_EXPECTED}`);
}

/** Zero would mean all of them. */
function assertConcurrency({ name, concurrency }: RingDefinition): void {
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_FLEET_CONCURRENCY) return;
  throw new UsageError(
    `ring "${name}" asks for ${concurrency} tenants at the same time; expected a whole number from 1 to ${MAX_FLEET_CONCURRENCY}`,
  );
}

function stacksOf(tenant: string, byTenant: ReadonlyMap<string, StackOfRelease[]>): StackOfRelease[] {
  const stacks = byTenant.get(tenant);
  if (stacks !== undefined) return stacks;
  throw new UsageError(`tenant "${tenant}" has no stack in the assembly; synthesize it, or take it out of the release`);
}

interface ItemContext {
  readonly startAfterSeconds: number;
  readonly templateUrl: (template: string) => string;
  readonly allowed: ReadonlySet<string>;
}

function itemOf(id: string, stacks: readonly StackOfRelease[], context: ItemContext): TenantItem {
  const { startAfterSeconds, templateUrl, allowed } = context;
  // The same for all stacks of an account and region.
  const { deployRole = '', executionRole = '', lookupRole = '' } = stacks[0] ?? {};
  return {
    id,
    startAfterSeconds,
    deployRole,
    executionRole,
    lookupRole,
    stacks: stacks.map(({ name, template, tags, terminationProtection }) => ({
      name,
      templateUrl: templateUrl(template),
      tags: Object.entries(tags)
        .toSorted(byFirst)
        .map(([Key, Value]) => ({ Key, Value })),
      terminationProtection,
      allowed: [...allowed].filter((resource) => resource.startsWith(`${name}/`)).toSorted(),
    })),
  };
}

function byFirst([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
