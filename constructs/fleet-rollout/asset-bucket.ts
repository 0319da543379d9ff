import { Aws, Duration, RemovalPolicy, aws_iam as iam, type aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeReleaseBucket } from './acknowledge-release-bucket';

/** Props of {@link AssetBucket}. */
export interface AssetBucketProps {
  /** Organization whose accounts may read, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;

  /** Key of the objects; the construct lets the organization decrypt them through S3. */
  readonly encryptionKey: kms.Key;

  /**
   * Name of the bucket. Templates of tenants name it, so it must be known before it is there.
   *
   * @default - `tenantry-assets-<account>-<region>`
   */
  readonly bucketName?: string;
}

/**
 * A bucket for what all tenants of a region deploy: templates and bundled code, published once and not once a tenant.
 *
 * Every account of the organization may read an object whose key it knows; none may list or write. Objects are named after their
 * content and kept: a stack is rolled back to the code it had.
 *
 * @example
 * new AssetBucket(this, 'Assets', { organizationId: 'o-a1b2c3d4e5', encryptionKey: key });
 */
export class AssetBucket extends s3.Bucket {
  public constructor(scope: Construct, id: string, props: AssetBucketProps) {
    const { organizationId, encryptionKey, bucketName = `tenantry-assets-${Aws.ACCOUNT_ID}-${Aws.REGION}` } = props;
    super(scope, id, {
      bucketName,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true, // One call to KMS for many objects.
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const organization = { 'aws:PrincipalOrgID': organizationId };
    this.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'OrganizationReadsAssets',
        // Accounts are vended all the time; the organization's id, which a caller cannot choose, says which.
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.arnForObjects('*')],
        conditions: { StringEquals: organization },
      }),
    );
    encryptionKey.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'OrganizationDecryptsAssets',
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:Decrypt'],
        resources: ['*'], // In a key's policy, the key itself.
        conditions: {
          StringEquals: { ...organization, 'kms:ViaService': `s3.${Aws.REGION}.amazonaws.com` },
          // With bucket keys, S3 asks in the name of the bucket.
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:${Aws.PARTITION}:s3:::${bucketName}*` },
        },
      }),
    );
    acknowledgeReleaseBucket(this);
  }
}
