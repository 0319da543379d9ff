import { isDeployable } from '../../config/is-deployable';
import type { Registry } from '../../config/registry';
import { UsageError } from '../../errors';
import { planRollout } from '../../rollout/plan-rollout';
import type { RingInput } from '../../rollout/release-input';
import { rolloutDefinition } from '../../rollout/rollout-definition';
import type { CredentialProvider } from '../operator-session';
import { orSay } from '../or-say';
import { environmentsOf } from '../tenant-environments';
import { type ReleaseExecution, executionsOf, nameOfExecution, readExecution } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { type ReleasePhase, type RingPhase, releasePhase, ringPhase } from './release-phase';
import { type RingInRegion, readRing } from './ring-executions';
import { regionsOf } from './start-release';
import { type TenantOutcome, tenantOutcome } from './tenant-outcome';
import type { TenantVersion } from './tenant-version';
import { readVersions } from './tenant-versions';

/** Where a release by Step Functions is. */
export interface FleetReleaseStatus extends ReleasePhase {
  readonly release: string;
  /** Empty if none was told. */
  readonly commit: string;
  /** Name of its latest execution. */
  readonly execution: string;
  readonly executionArn: string;
  /** Of the latest execution; ISO 8601, in UTC. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly rings: readonly RingOfRelease[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

/** A ring of a release. */
export interface RingOfRelease {
  readonly name: string;
  readonly phase: RingPhase;
  /** Tenants of the ring when the release was started. */
  readonly size: number;
  /** Tenants that may fail. */
  readonly tolerated: number;
  readonly regions: readonly RingInRegion[];
  /** Those of the ring's tenants that the files still have in it. */
  readonly tenants: readonly TenantOutcome[];
}

/** What {@link fleetReleaseStatus} looks with. */
export interface FleetReleaseStatusContext {
  readonly machines: ReleaseMachines;
  readonly registry: Pick<Registry, 'organization' | 'tenants'>;
  /** Of the operator account. */
  readonly operator: CredentialProvider;
}

/**
 * The execution of a release that counts: the latest of the release, or the latest of all.
 *
 * @throws UsageError if there is none
 */
export async function findExecution(machines: ReleaseMachines, release: string | undefined): Promise<ReleaseExecution> {
  const name = release ?? (await machines.latestReleases(1))[0]?.name;
  if (name === undefined) {
    throw new UsageError(
      'nothing has been released by Step Functions; see tenantry rollout start --engine step-functions --help',
    );
  }
  const ofRelease = release === undefined ? [] : (await executionsOf(machines, release)).executions;
  // Or one execution of it, e.g. `1.4.0-2`.
  const found = ofRelease.at(-1) ?? (await readExecution(machines, nameOfExecution(name)));
  if (found !== undefined) return found;
  const known = [...new Set((await machines.latestReleases(MOST_NAMED)).map((each) => `"${each.name}"`))];
  throw new UsageError(
    `unknown release "${name}"; expected ${known.length === 0 ? 'none, as there is none' : known.join(', ')}`,
  );
}

/** Names of releases that a message tells at most. */
const MOST_NAMED = 10;

/** Looks how far a release is, in its rings, regions and tenants. Changes nothing. */
export async function fleetReleaseStatus(
  { name, arn, input, seen }: ReleaseExecution,
  context: FleetReleaseStatusContext,
): Promise<FleetReleaseStatus> {
  const { machines } = context;
  const { release, commit } = input;
  const phase = releasePhase(seen);
  const unread: string[] = [];
  const tenants = tenantsByRing(release, context);
  const versions = await versionsByRegion([...tenants.values()].flat(), regionsOf(input), context, unread);
  const rings: RingOfRelease[] = [];
  for (const ring of input.rings) {
    const regions = await readRing(machines, name, ring);
    rings.push({
      name: ring.name,
      phase: ringPhase(ring.name, regions, phase),
      size: ring.tenants,
      tolerated: ring.tolerated,
      regions,
      tenants: outcomesOf(release, ring, regions, tenants, versions),
    });
  }
  return {
    release,
    commit,
    execution: name,
    executionArn: arn,
    ...(seen.startDate !== undefined && { startedAt: seen.startDate.toISOString() }),
    ...(seen.stopDate !== undefined && { endedAt: seen.stopDate.toISOString() }),
    ...phase,
    rings,
    unread,
  };
}

interface TenantPlace {
  readonly id: string;
  readonly regions: readonly string[];
}

/** The tenants a release goes to as the files have them now: the lists themselves are in the regions' buckets. */
function tenantsByRing(
  release: string,
  { registry: { organization, tenants } }: FleetReleaseStatusContext,
): ReadonlyMap<string, readonly TenantPlace[]> {
  const places = new Map(
    tenants.filter(isDeployable).map((tenant) => [tenant.id, environmentsOf(tenant).map(({ region }) => region)]),
  );
  const { rings } = planRollout(release, rolloutDefinition(organization), tenants);
  return new Map(
    rings.map((ring) => [ring.definition.name, ring.tenants.map((id) => ({ id, regions: places.get(id) ?? [] }))]),
  );
}

/** What the table of each region has; undefined where it could not be read. */
async function versionsByRegion(
  tenants: readonly TenantPlace[],
  regions: readonly string[],
  { operator }: FleetReleaseStatusContext,
  unread: string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, TenantVersion> | undefined>> {
  return new Map(
    await Promise.all(
      regions.map(async (region) => {
        const ids = tenants.filter((tenant) => tenant.regions.includes(region)).map(({ id }) => id);
        return [region, await orSay(region, unread, readVersions(ids, region, operator))] as const;
      }),
    ),
  );
}

function outcomesOf(
  release: string,
  ring: RingInput,
  states: readonly RingInRegion[],
  tenants: ReadonlyMap<string, readonly TenantPlace[]>,
  versions: ReadonlyMap<string, ReadonlyMap<string, TenantVersion> | undefined>,
): TenantOutcome[] {
  return (tenants.get(ring.name) ?? []).map(({ id, regions }) =>
    tenantOutcome(
      id,
      release,
      states
        .filter(({ region }) => regions.includes(region))
        .map(({ region, deploy, check, settle }) => ({
          region,
          version: versions.get(region)?.get(id),
          isRead: versions.get(region) !== undefined,
          isAtWork: [deploy, check, settle].includes('running'),
        })),
    ),
  );
}
