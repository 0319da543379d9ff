import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Lets RDS, on behalf of on-call, use the tenant's key for what it restores.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
 */
export function allowDatabaseKeyGrants(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'GrantKeyToRestoredDatabases',
    actions: ['kms:CreateGrant'],
    // The account's keys only, and only while RDS is asking for itself; a replica has the key of its region.
    resources: [`arn:${Aws.PARTITION}:kms:*:${Aws.ACCOUNT_ID}:key/*`],
    conditions: {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
      StringLike: { 'kms:ViaService': 'rds.*.amazonaws.com' },
    },
  });
}
