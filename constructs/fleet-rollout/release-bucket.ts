import { Duration, RemovalPolicy, type aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeReleaseBucket } from './acknowledge-release-bucket';

/** Props of {@link ReleaseBucket}. */
export interface ReleaseBucketProps {
  readonly bucketName: string;
  readonly encryptionKey: kms.IKey;
}

/** Where the lists of tenants of a release are, and what became of each: for the operator account alone. */
export class ReleaseBucket extends s3.Bucket {
  public constructor(scope: Construct, id: string, { bucketName, encryptionKey }: ReleaseBucketProps) {
    super(scope, id, {
      bucketName,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(365),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledgeReleaseBucket(this);
  }
}
