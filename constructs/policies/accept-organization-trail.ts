import { type aws_kms as kms, aws_iam as iam, type aws_s3 as s3 } from 'aws-cdk-lib';

/** A trail of the organization, which lives in the management account. */
export interface OrganizationTrail {
  /** ARN of the trail, e.g. `arn:aws:cloudtrail:eu-central-1:111122223333:trail/tenantry`. */
  readonly arn: string;
  /** Organization whose accounts it records. */
  readonly organizationId: string;
  readonly managementAccountId: string;
}

/**
 * Lets one trail of an organization write into a bucket and use its key, and nothing else.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function acceptOrganizationTrail(bucket: s3.Bucket, key: kms.Key, trail: OrganizationTrail): void {
  const principals = [new iam.ServicePrincipal('cloudtrail.amazonaws.com')];
  const sourceArn = { 'aws:SourceArn': trail.arn };
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AllowTrailToCheckBucket',
      principals,
      actions: ['s3:GetBucketAcl'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: sourceArn },
    }),
  );
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AllowTrailToWrite',
      principals,
      actions: ['s3:PutObject'],
      resources: [trail.managementAccountId, trail.organizationId].map((owner) =>
        bucket.arnForObjects(`AWSLogs/${owner}/*`),
      ),
      conditions: { StringEquals: { ...sourceArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AllowUseByOrganizationTrail',
      principals,
      actions: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
      resources: ['*'], // In a key policy, the key itself.
      conditions: { StringEquals: sourceArn },
    }),
  );
}
