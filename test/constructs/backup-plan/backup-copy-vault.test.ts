import { App, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BackupCopyVault } from '../../../constructs/backup-plan/backup-copy-vault';
import { rulePackFindings } from '../../support/rule-pack-findings';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';

describe('BackupCopyVault', () => {
  test('has the name a plan copies to, keeps its logical id, and outlives the stack', () => {
    const vaults = Template.fromStack(stackWith().stack).findResources('AWS::Backup::BackupVault');

    expect(vaults).toMatchObject({
      CopiesVault832503C8: {
        Properties: { BackupVaultName: 'tenant-backup', EncryptionKeyArn: KEY_ARN },
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      },
    });
  });

  test('lets nobody erase copies before their time', () => {
    Template.fromStack(stackWith().stack).hasResourceProperties('AWS::Backup::BackupVault', {
      AccessPolicy: {
        Statement: [
          {
            Sid: 'DenyErasingBackups',
            Effect: 'Deny',
            Principal: '*',
            Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            Resource: '*',
          },
        ],
      },
    });
  });

  test('refuses a name AWS Backup would refuse', () => {
    expect(() => stackWith('x')).toThrow(
      new Error('invalid props for Test/Copies\n  - vaultName must be 2 to 50 letters, digits, "_" or "-", got "x"'),
    );
  });

  test('passes every rule pack', () => {
    expect(rulePackFindings(stackWith().app)).toEqual([]);
  });
});

function stackWith(vaultName?: string): { app: App; stack: Stack } {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-west-1' } });
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  new BackupCopyVault(stack, 'Copies', { encryptionKey, vaultName });
  return { app, stack };
}
