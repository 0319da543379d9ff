import { RemovalPolicy, aws_backup as backup, aws_iam as iam } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface GuardedVaultProps {
  /** Name of the vault in its account and region. */
  readonly vaultName: string;

  /** Key that encrypts the backups which are not encrypted by the key of what they are a backup of. */
  readonly encryptionKey: kms.IKey;
}

/**
 * A backup vault nobody can empty: backups leave it only when their time is over.
 *
 * The policy binds every principal of the account, administrators too. To erase backups before their time, say to close
 * an account, the policy is taken away first: an act of its own, which CloudTrail records. The vault outlives its stack.
 */
export class GuardedVault extends Construct {
  public readonly vault: backup.BackupVault;

  public constructor(scope: Construct, id: string, { vaultName, encryptionKey }: GuardedVaultProps) {
    super(scope, id);

    this.vault = new backup.BackupVault(this, 'Resource', {
      backupVaultName: vaultName,
      encryptionKey,
      accessPolicy: new iam.PolicyDocument({ statements: [denyErasingBackups()] }),
      // Not plain RETAIN: a first deployment that fails would leave the name taken, and no other could follow.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html */
function denyErasingBackups(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyErasingBackups',
    effect: iam.Effect.DENY,
    principals: [new iam.StarPrincipal()], // Everybody, because an exception is what an intruder would look for.
    // Not the vault itself: AWS Backup deletes an empty one only.
    actions: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
    resources: ['*'], // In a vault's policy, the vault and the recovery points in it.
  });
}
