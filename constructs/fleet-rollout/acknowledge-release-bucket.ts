import type { aws_s3 as s3 } from 'aws-cdk-lib';
import { acknowledge } from '../support/acknowledge';

/** Accepts what rule packs miss in a bucket of what is released. */
export function acknowledgeReleaseBucket(bucket: s3.Bucket): void {
  acknowledge(
    bucket,
    'Holds templates, code and lists of tenants, which a build makes again from the commit; no data of a tenant. Who may write is in one policy, and the state machines log what they read.',
    [
      'AwsSolutions-S1',
      'HIPAA.Security-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'PCI.DSS.321-S3BucketLoggingEnabled',
    ],
  );
  acknowledge(
    bucket,
    'S3 keeps each object in three availability zones, and each region in use has a bucket of its own with the same content.',
    [
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
  );
}
