import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps KMS keys and backups from being destroyed, without which data is gone for good, and who may use them as
 * deployed: a key that is disabled or denied to a service silences what depends on it, alarms included.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export function denyDestroyingKeysAndBackups(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyDestroyingKeysAndBackups',
    effect: iam.Effect.DENY,
    actions: [
      'backup:DeleteBackupVault',
      'backup:DeleteBackupVaultAccessPolicy',
      'backup:DeleteBackupVaultLockConfiguration',
      'backup:DeleteRecoveryPoint',
      'backup:PutBackupVaultAccessPolicy',
      'backup:UpdateRecoveryPointLifecycle',
      'kms:DeleteImportedKeyMaterial',
      'kms:DisableKey',
      'kms:PutKeyPolicy',
      'kms:ScheduleKeyDeletion',
    ],
    resources: ['*'], // Keys and vaults of any name.
  });
}
