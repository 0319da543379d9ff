import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps public access blocked and snapshots, images and other resources inside the account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function denySharingOutside(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenySharingOutside',
    effect: iam.Effect.DENY,
    actions: [
      'ec2:DisableEbsEncryptionByDefault',
      'ec2:DisableImageBlockPublicAccess',
      'ec2:DisableSnapshotBlockPublicAccess',
      'ec2:ModifyImageAttribute',
      'ec2:ModifySnapshotAttribute',
      'ram:AssociateResourceShare',
      'ram:CreateResourceShare',
      'rds:ModifyDBClusterSnapshotAttribute',
      'rds:ModifyDBSnapshotAttribute',
      's3:PutAccountPublicAccessBlock',
      's3:PutBucketPublicAccessBlock',
    ],
    resources: ['*'], // Settings of the account, and resources of any name.
  });
}
