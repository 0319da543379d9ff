import {
  type Duration,
  Stack,
  aws_cloudtrail as cloudtrail,
  type aws_kms as kms,
  aws_logs as logs,
  type aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditBucket } from '../audit-bucket/audit-bucket';
import { denyOtherTrails } from '../policies/deny-other-trails';
import { acknowledge } from '../support/acknowledge';

/** Props of {@link AccountTrail}. */
export interface AccountTrailProps {
  /**
   * Key of the log files and the bucket.
   *
   * Its policy must let `cloudtrail.amazonaws.com` use it: `kms:DescribeKey` and `kms:GenerateDataKey*`.
   */
  readonly encryptionKey: kms.IKey;

  /**
   * How long the records are kept, and cannot be deleted by anyone. Whole days, 90 to 3,653.
   *
   * Object Lock works in governance mode: an administrator outside the operator's boundary can still lift it, to erase a tenant
   * who leaves. PCI DSS asks for a year.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * How long CloudWatch Logs keeps a copy of the records, to search and to filter; it charges for each gigabyte.
   *
   * The log group is encrypted with the same key, whose policy must then let CloudWatch Logs use it.
   *
   * @default - the records are in the bucket only
   */
  readonly searchableFor?: logs.RetentionDays;

  /**
   * Name of the trail.
   *
   * @default 'tenantry'
   */
  readonly trailName?: string;
}

/**
 * Records the account's API calls, in all regions, where nobody can change them.
 *
 * Defines a trail of management events with digest files, and its bucket: private, versioned, encrypted, over TLS only, each
 * object locked for the retention and then deleted. The bucket outlives its stack.
 *
 * Needed for `BreakGlassAlarm`: EventBridge hears of calls to STS from a trail only. The first copy of management
 * events is free, and with an organization trail that copy is taken: leave this one out then, for the second is charged.
 *
 * @example
 * new AccountTrail(this, 'Trail', { encryptionKey: tenantKey.key });
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AccountTrail extends Construct {
  /** The trail. */
  public readonly trail: cloudtrail.Trail;

  /** Where the records are. */
  public readonly bucket: s3.IBucket;

  public constructor(scope: Construct, id: string, props: AccountTrailProps) {
    super(scope, id);
    const { encryptionKey, retention, searchableFor, trailName = 'tenantry' } = props;

    const bucket = new AuditBucket(this, 'Bucket', { encryptionKey, ...(retention && { retention }) });
    const logGroup = searchableFor && new logs.LogGroup(this, 'Logs', { retention: searchableFor, encryptionKey });
    this.trail = new cloudtrail.Trail(this, 'Resource', {
      trailName,
      bucket,
      encryptionKey,
      managementEvents: cloudtrail.ReadWriteType.ALL,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      sendToCloudWatchLogs: logGroup !== undefined,
      cloudWatchLogGroup: logGroup,
    });
    onlyForTrail(bucket, trailName);
    this.bucket = bucket;

    if (logGroup === undefined) {
      acknowledge(this.trail, LOGS_REASON, [
        'HIPAA.Security-CloudTrailCloudWatchLogsEnabled',
        'NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled',
        'PCI.DSS.321-CloudTrailCloudWatchLogsEnabled',
      ]);
    } else {
      acknowledge(
        this.trail.node.findChild('LogsRole'),
        'The role belongs to this one trail, and lives and dies with it.',
        ['HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
      );
    }
  }
}

const LOGS_REASON =
  'The records are delivered to a locked bucket, and EventBridge raises the alarms that CloudWatch Logs would; storing them twice would cost more than the rest of an idle account.';

/** Keeps another account's trail from writing into the bucket: the statements of the CDK name the service alone. */
function onlyForTrail(bucket: s3.Bucket, trailName: string): void {
  const { partition, region, account } = Stack.of(bucket);
  bucket.addToResourcePolicy(
    denyOtherTrails(bucket, `arn:${partition}:cloudtrail:${region}:${account}:trail/${trailName}`),
  );
}
