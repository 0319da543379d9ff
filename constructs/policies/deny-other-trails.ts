import { aws_iam as iam, type aws_s3 as s3 } from 'aws-cdk-lib';

/**
 * A statement of a bucket's policy that keeps CloudTrail from using the bucket for any but one trail.
 *
 * @param bucket bucket the trail writes to
 * @param trailArn the one trail
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function denyOtherTrails(bucket: s3.IBucket, trailArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyOtherTrails',
    effect: iam.Effect.DENY,
    principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
    actions: ['s3:GetBucketAcl', 's3:PutObject'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: { StringNotEquals: { 'aws:SourceArn': trailArn } },
  });
}
