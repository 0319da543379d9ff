import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BackupCopyVault } from '../../constructs/backup-plan/backup-copy-vault';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** The vault in a second region of the jurisdiction that gets a copy of every backup. Outlives the stack. */
export class TenantBackupCopyStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { key } = new TenantKey(this, 'Key', {
      alias: 'tenant/backup-copies',
      description: 'Copies of the tenant’s backups',
      logs: false,
    });
    new BackupCopyVault(this, 'Vault', { encryptionKey: key });
  }
}
