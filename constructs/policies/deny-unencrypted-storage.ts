import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps volumes and databases from being made without encryption.
 *
 * An instance of an Aurora cluster is as encrypted as its cluster, and says nothing of it when it is made. S3 and Backup encrypt by themselves.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export function denyUnencryptedStorage(): readonly iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'DenyUnencryptedVolumes',
      effect: iam.Effect.DENY,
      actions: ['ec2:CreateVolume', 'ec2:RunInstances'],
      resources: ['arn:*:ec2:*:*:volume/*'], // Volumes have no names before they are made.
      conditions: { Bool: { 'ec2:Encrypted': 'false' } },
    }),
    new iam.PolicyStatement({
      sid: 'DenyUnencryptedClusters',
      effect: iam.Effect.DENY,
      actions: ['rds:CreateDBCluster'],
      resources: ['*'], // Clusters of any name.
      conditions: { Bool: { 'rds:StorageEncrypted': 'false' } },
    }),
    new iam.PolicyStatement({
      sid: 'DenyUnencryptedInstances',
      effect: iam.Effect.DENY,
      actions: ['rds:CreateDBInstance'],
      resources: ['*'], // Instances of any name.
      conditions: { Bool: { 'rds:StorageEncrypted': 'false' }, StringNotLike: { 'rds:DatabaseEngine': 'aurora*' } },
    }),
  ];
}
