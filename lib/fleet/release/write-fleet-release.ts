import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Manifest } from 'aws-cdk-lib/cloud-assembly-schema';
import type { Registry } from '../../config/registry';
import type { RingRollout } from '../../config/rollout';
import { planRollout } from '../../rollout/plan-rollout';
import { rolloutDefinition } from '../../rollout/rollout-definition';
import { type ReleaseFile, type ReleaseInput, fleetRelease } from './fleet-release';
import { groupBy } from './group-by';
import { type ReleaseAsset, readReleaseStacks } from './read-release-stacks';

/** What {@link writeFleetRelease} is asked for. */
export interface FleetReleaseRequest {
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
  /** Folder to write; what was in it is deleted. */
  readonly directory: string;
}

/**
 * Writes what a release by Step Functions takes: a folder a region that `cdk-assets publish` understands, and `release.json`, which starts it.
 *
 * @returns what `release.json` holds
 * @throws UsageError if the release cannot be the name of an execution, a ring asks for more than Step Functions does, or a tenant is not in the assembly
 * @throws OperationError if a stack cannot be deployed so
 * @example
 * writeFleetRelease({ assembly: 'cdk.out', registry, release: '1.4.0', directory: 'fleet-release' });
 */
export function writeFleetRelease(request: FleetReleaseRequest): ReleaseInput {
  const { assembly, registry, release, commit = '', allowReplacement = [], overrides, directory } = request;
  const { organization, tenants } = registry;
  const account = organization.operatorAccountId;
  const bucketOf = (kind: ReleaseFile['bucket'], region: string): string => `tenantry-${kind}-${account}-${region}`;
  const assetsBucket = (region: string): string => bucketOf('assets', region);

  const plan = planRollout(release, rolloutDefinition(organization, overrides), tenants);
  const ids = new Set(plan.rings.flatMap((ring) => ring.tenants));
  const { stacks, assets } = readReleaseStacks(resolve(assembly), ids, assetsBucket);
  const allowed = new Set(allowReplacement);
  const { input, files } = fleetRelease(plan, stacks, { commit, assetsBucket, allowReplacement: allowed });

  rmSync(directory, { recursive: true, force: true });
  const entries = [
    ...files.map((file) => written(directory, file)),
    ...assets.map((asset) => ({ ...asset, bucket: 'assets' as const })),
  ];
  for (const [region, ofRegion] of groupBy(entries, (entry) => entry.region)) {
    const folder = join(directory, region);
    write(join(folder, 'assets.json'), {
      version: Manifest.version(),
      files: Object.fromEntries(
        ofRegion.map(({ bucket, key, path, packaging }) => [
          `${bucket}/${key}`,
          {
            source: { path: relative(folder, path), packaging },
            destinations: { operator: { bucketName: bucketOf(bucket, region), objectKey: key, region } },
          },
        ]),
      ),
      dockerImages: {},
    });
  }
  write(join(directory, 'release.json'), input);
  return input;
}

function written(
  directory: string,
  { region, bucket, key, body }: ReleaseFile,
): ReleaseAsset & Pick<ReleaseFile, 'bucket'> {
  const path = join(directory, region, bucket, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
  return { region, bucket, key, path, packaging: 'file' };
}

function write(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, undefined, 2)}\n`);
}
