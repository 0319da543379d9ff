import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Manifest } from 'aws-cdk-lib/cloud-assembly-schema';
import { REGIONS } from '../../config/regions';
import { UsageError } from '../../errors';
import { groupBy } from '../../group-by';
import type { ReleaseInput } from '../../rollout/release-input';
import { systemReason } from '../../system-error';
import type { ReleaseFile } from './fleet-release';
import { type FleetReleasePlan, type FleetReleasePlanRequest, planFleetRelease } from './plan-fleet-release';
import type { ReleaseAsset } from './read-release-stacks';

/** What {@link writeFleetRelease} is asked for. */
export interface FleetReleaseRequest extends FleetReleasePlanRequest {
  /** Folder to write; the release that was in it is deleted. */
  readonly directory: string;
}

/**
 * Writes what a release by Step Functions takes: a folder a region that `cdk-assets publish` understands, and `release.json`, which starts it.
 *
 * @returns what `release.json` holds
 * @throws UsageError if the release cannot be the name of an execution, a ring asks for more than Step Functions does, a tenant is not in the assembly, or the folder holds something else than a release
 * @throws OperationError if a stack cannot be deployed so
 * @example
 * writeFleetRelease({ assembly: 'cdk.out', registry, release: '1.4.0', directory: 'fleet-release' });
 */
export function writeFleetRelease({ directory, ...request }: FleetReleaseRequest): ReleaseInput {
  const planned = planFleetRelease(request);
  writePlannedRelease(planned, directory);
  return planned.input;
}

/**
 * Writes a release that was planned to a folder; the release that was in it is deleted.
 *
 * @throws UsageError if the folder holds something else than a release
 */
export function writePlannedRelease({ input, files, assets, bucketOf }: FleetReleasePlan, directory: string): void {
  assertReleaseFolder(directory);
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
          // The name of the zip file on the way, which may not be in a folder.
          `${bucket}/${key}`.replaceAll('/', '-'),
          {
            source: { path: relative(folder, path), packaging },
            destinations: { operator: { bucketName: bucketOf(bucket, region), objectKey: key, region } },
          },
        ]),
      ),
      dockerImages: {},
    });
  }
  write(join(directory, RELEASE), input);
}

/** What starts the release; written last, so that a folder that has it is whole. */
const RELEASE = 'release.json';

/** A release that a killed run had begun is one too. */
function assertReleaseFolder(directory: string): void {
  const instead = 'give an empty folder, one with a release, or a name that is not taken';
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new UsageError(`"${directory}" cannot be read (${systemReason(error) ?? String(error)}); ${instead}`);
  }
  const foreign = names.find((name) => name !== RELEASE && !REGIONS.some((region) => region === name));
  if (foreign !== undefined) {
    throw new UsageError(`"${directory}" holds "${foreign}", which is of no release; ${instead}`);
  }
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
