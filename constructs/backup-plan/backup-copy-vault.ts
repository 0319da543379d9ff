import type { aws_backup as backup, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assertProps } from '../support/assert-props';
import { DEFAULT_VAULT_NAME, vaultNameProblem } from './backup-vault-name';
import { GuardedVault } from './guarded-vault';

export interface BackupCopyVaultProps {
  /** Key that encrypts the copies; one of this region. */
  readonly encryptionKey: kms.IKey;

  /**
   * Name of the vault; the same as the backup plan's.
   *
   * @default 'tenant-backup'
   */
  readonly vaultName?: string;
}

/**
 * The vault that takes the copies of a `BackupPlan` of the same account in another region.
 *
 * Deploy its stack before the plan's: a copy to a vault that does not exist fails.
 *
 * @example
 * new BackupCopyVault(this, 'BackupCopies', { encryptionKey: key });
 */
export class BackupCopyVault extends Construct {
  public readonly vault: backup.IBackupVault;

  public constructor(scope: Construct, id: string, props: BackupCopyVaultProps) {
    super(scope, id);
    const { encryptionKey, vaultName = DEFAULT_VAULT_NAME } = props;
    assertProps(this, props, [() => vaultNameProblem(vaultName)]);

    this.vault = new GuardedVault(this, 'Vault', { vaultName, encryptionKey }).vault;
  }
}
