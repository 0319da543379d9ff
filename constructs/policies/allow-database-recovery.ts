import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Lets on-call snapshot, restore, reboot, start, stop and fail over the tenant's databases.
 *
 * A restore makes a new database beside the old one. Nothing here deletes or reconfigures an existing one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export function allowDatabaseRecovery(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'RecoverDatabases',
    actions: [
      'rds:AddTagsToResource',
      'rds:CreateDBClusterSnapshot',
      'rds:CreateDBSnapshot',
      'rds:FailoverDBCluster',
      'rds:ListTagsForResource',
      'rds:RebootDBInstance',
      'rds:RestoreDBClusterFromSnapshot',
      'rds:RestoreDBClusterToPointInTime',
      'rds:RestoreDBInstanceFromDBSnapshot',
      'rds:RestoreDBInstanceToPointInTime',
      'rds:StartDBCluster',
      'rds:StartDBInstance',
      'rds:StopDBCluster',
      'rds:StopDBInstance',
    ],
    // A restore names the new database, its subnet group, parameter group and option group; with the home region
    // down, it happens in another region of the jurisdiction.
    resources: [`arn:${Aws.PARTITION}:rds:*:${Aws.ACCOUNT_ID}:*`],
  });
}
