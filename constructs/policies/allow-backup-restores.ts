import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Lets on-call start and stop backups and restore recovery points.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
 */
export function allowBackupRestores(): iam.PolicyStatement {
  const { PARTITION: partition, ACCOUNT_ID: account } = Aws;
  return new iam.PolicyStatement({
    sid: 'RestoreBackups',
    actions: ['backup:StartBackupJob', 'backup:StartRestoreJob', 'backup:StopBackupJob'],
    // Vaults and recovery points of this account in any region of its jurisdiction; those of a database are
    // snapshots whose names AWS Backup makes.
    resources: [
      `arn:${partition}:backup:*:${account}:backup-vault:*`,
      `arn:${partition}:backup:*:${account}:recovery-point:*`,
      `arn:${partition}:rds:*:${account}:cluster-snapshot:awsbackup:*`,
      `arn:${partition}:rds:*:${account}:snapshot:awsbackup:*`,
    ],
  });
}
