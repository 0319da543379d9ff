import { Duration, RemovalPolicy, type aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { type PropsRule, assertProps } from '../support/assert-props';

/** Props of {@link AuditBucket}. */
export interface AuditBucketProps {
  /** Key of the objects. Whoever writes needs `kms:GenerateDataKey`. */
  readonly encryptionKey: kms.IKey;

  /**
   * How long objects are kept, and cannot be deleted by anyone. Whole days, 90 to 3,653.
   *
   * Object Lock works in governance mode: an administrator who may bypass it can still lift it. PCI DSS asks for a year.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;
}

/**
 * A bucket for audit records, where nobody can change them: private, versioned, encrypted, over TLS only, each object locked for the
 * retention and then deleted. It outlives its stack.
 *
 * @example
 * new AuditBucket(this, 'Bucket', { encryptionKey: key });
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class AuditBucket extends s3.Bucket {
  public constructor(
    scope: Construct,
    id: string,
    { encryptionKey, retention = Duration.days(365) }: AuditBucketProps,
  ) {
    assertProps(scope, { retention }, [retentionIsWholeDays]);
    super(scope, id, {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true, // One call to KMS for many objects.
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(retention),
      lifecycleRules: [
        {
          expiration: retention,
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this, LOGGING_REASON, [
      'AwsSolutions-S1',
      'HIPAA.Security-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'PCI.DSS.321-S3BucketLoggingEnabled',
    ]);
    acknowledge(this, REPLICATION_REASON, [
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ]);
  }
}

const LOGGING_REASON =
  'The bucket holds the account’s audit records. Logging access to them would need another such bucket, and so on; every object is locked, and changes to the bucket are in the records.';
const REPLICATION_REASON =
  'S3 keeps each object in three availability zones and the lock keeps it from being deleted; a copy elsewhere would have to stay in the jurisdiction and double the cost.';

const retentionIsWholeDays: PropsRule<Pick<AuditBucketProps, 'retention'>> = ({ retention }) => {
  if (retention === undefined || retention.isUnresolved()) return undefined;
  const days = retention.toDays({ integral: false });
  return Number.isInteger(days) && days >= 90 && days <= 3653
    ? undefined
    : `retention must be 90 to 3653 whole days, got ${retention.toHumanString()}`;
};
