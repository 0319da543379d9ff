import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AssetManifest,
  AssetPublishing,
  type ClientOptions,
  DefaultAwsClient,
  EventType,
  type IS3Client,
} from '@aws-cdk/cdk-assets-lib';
import { OperationError } from '../../errors';

/** What is published, and as whom. */
export interface PublishReleaseRequest {
  /** What `writeFleetRelease` wrote: a folder a region. */
  readonly directory: string;
  /** Profile of the AWS configuration files; by default what the AWS CLI would use. */
  readonly profile: string | undefined;
  /** Role of the operator account to work as. */
  readonly role: string | undefined;
}

/** How far the files of a region are. */
export interface PublishProgress {
  readonly region: string;
  /** Files that were looked at. */
  readonly done: number;
  readonly total: number;
  /** Files that were not there yet. */
  readonly uploaded: number;
}

/**
 * Puts the files of a release into the operator's buckets, region by region. What is there already is not uploaded again, so that a call that was
 * cut off can be repeated.
 *
 * @param notify told after each file
 * @returns how it ended in each region
 * @throws OperationError if a file could not be published; the others of its region have been
 */
export async function publishRelease(
  { directory, profile, role }: PublishReleaseRequest,
  notify: (progress: PublishProgress) => void = () => undefined,
): Promise<PublishProgress[]> {
  const regions = readdirSync(directory).filter((name) => existsSync(join(directory, name, 'assets.json')));
  const ends: PublishProgress[] = [];
  for (const region of regions.toSorted()) {
    const manifest = AssetManifest.fromPath(join(directory, region));
    let progress: PublishProgress = { region, done: 0, total: manifest.entries.length, uploaded: 0 };
    const publishing = new AssetPublishing(manifest, {
      // One a region: the client remembers the region it was asked for last.
      aws: new RegionClient(profile, role),
      publishInParallel: true,
      throwOnError: false,
      progressListener: {
        onPublishEvent: (type) => {
          if (type === EventType.UPLOAD) progress = { ...progress, uploaded: progress.uploaded + 1 };
          if (type !== EventType.SUCCESS) return;
          progress = { ...progress, done: progress.done + 1 };
          notify(progress);
        },
      },
    });
    await publishing.publish();
    const [first] = publishing.failures;
    if (first !== undefined) throw notPublished(region, first.error, publishing.failures.length, progress.total);
    ends.push(progress);
  }
  return ends;
}

/** A client whose connections, and whose role, serve all files. */
class RegionClient extends DefaultAwsClient {
  #client: Promise<IS3Client> | undefined;

  public constructor(
    profile: string | undefined,
    private readonly role: string | undefined,
  ) {
    super(profile);
  }

  public override s3Client(options: ClientOptions): Promise<IS3Client> {
    this.#client ??= super.s3Client({ ...options, ...(this.role !== undefined && { assumeRoleArn: this.role }) });
    return this.#client;
  }
}

function notPublished(region: string, cause: Error, failures: number, total: number): OperationError {
  return new OperationError(
    `${failures} of ${total} files were not published to ${region} (${cause.message}); look whether operator/Fleet-${region} is deployed and the credentials may write to its buckets, then run this again`,
    { cause },
  );
}
