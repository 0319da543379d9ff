import { App, Duration, type Environment, Stack, TimeZone, aws_kms as kms, aws_rds as rds } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BackupPlan, type BackupPlanProps } from '../../../constructs/backup-plan/backup-plan';
import { rulePackFindings } from '../../support/rule-pack-findings';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const DATABASE_ARN = arn('rds:eu-central-1:111122223333:db:acme');
const ROLE_ID = 'BackupsRoleB7B328EF';
const VAULT_ID = 'BackupsVaultE00A9A44';
const COPIED: Partial<BackupPlanProps> = { copyToRegion: 'eu-west-1', allowedRegions: ['eu-central-1', 'eu-west-1'] };

describe('BackupPlan', () => {
  test('keeps backups in a vault encrypted by the given key, which outlives the stack', () => {
    templateOf().hasResource('AWS::Backup::BackupVault', {
      Properties: { BackupVaultName: 'tenant-backup', EncryptionKeyArn: KEY_ARN },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('keeps the logical id of the vault, because another vault would be empty', () => {
    expect(Object.keys(templateOf().findResources('AWS::Backup::BackupVault'))).toEqual(['BackupsVaultE00A9A44']);
  });

  test('lets nobody erase backups before their time', () => {
    templateOf().hasResourceProperties('AWS::Backup::BackupVault', {
      AccessPolicy: {
        Version: '2012-10-17',
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

  test('backs up once a night and deletes a backup when its time is over', () => {
    templateOf({ retention: Duration.days(35) }).hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          {
            RuleName: 'Daily',
            ScheduleExpression: 'cron(40 2 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
            CopyActions: [],
            TargetBackupVault: { 'Fn::GetAtt': [VAULT_ID, 'BackupVaultName'] },
          },
        ],
      },
    });
  });

  test('starts the backups of different tenants at different minutes of the first four hours', () => {
    const schedules = ['acme', 'globex', 'initech'].map((jitterSeed) => scheduleOf({ jitterSeed }));

    expect(schedules).toEqual(['cron(40 2 * * ? *)', 'cron(45 3 * * ? *)', 'cron(35 0 * * ? *)']);
  });

  test('goes by the clock of the given time zone', () => {
    templateOf({ timeZone: TimeZone.EUROPE_BERLIN }).hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: { BackupPlanRule: [Match.objectLike({ ScheduleExpressionTimezone: 'Europe/Berlin' })] },
    });
  });

  test('backs up the databases it was told to protect, by their ARN', () => {
    templateOf().hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: { Resources: [DATABASE_ARN], IamRoleArn: { 'Fn::GetAtt': [ROLE_ID, 'Arn'] } },
    });
  });

  test('protects a cluster like an instance', () => {
    const { stack, backups } = stackWith();
    backups.protect(
      rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', { clusterIdentifier: 'aurora' }),
    );

    Template.fromStack(stack).hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: { Resources: [DATABASE_ARN, arn('rds:eu-central-1:111122223333:cluster:aurora')] },
    });
  });

  test('copies backups to the vault of the same name in the given region of the account', () => {
    templateOf(COPIED).hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          Match.objectLike({
            CopyActions: [
              {
                DestinationBackupVaultArn: arn('backup:eu-west-1:111122223333:backup-vault:tenant-backup'),
                Lifecycle: { DeleteAfterDays: 35 },
              },
            ],
          }),
        ],
      },
    });
  });

  test('lets AWS Backup alone use the role, without a managed policy', () => {
    templateOf().hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'backup.amazonaws.com' },
          },
        ],
      },
      ManagedPolicyArns: Match.absent(),
    });
  });

  test('lets the role make snapshots of the protected databases, and nothing else', () => {
    const snapshotActions = [
      'rds:AddTagsToResource',
      'rds:CopyDBClusterSnapshot',
      'rds:CopyDBSnapshot',
      'rds:CreateDBClusterSnapshot',
      'rds:CreateDBSnapshot',
      'rds:DeleteDBClusterSnapshot',
      'rds:DeleteDBSnapshot',
      'rds:ListTagsForResource',
    ];
    templateOf().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'MakeSnapshots',
            Effect: 'Allow',
            Action: snapshotActions,
            Resource: [
              arn('rds:eu-central-1:111122223333:snapshot:awsbackup:*'),
              arn('rds:eu-central-1:111122223333:cluster-snapshot:awsbackup:*'),
            ],
          },
          {
            Sid: 'DescribeKeys',
            Effect: 'Allow',
            Action: 'kms:DescribeKey',
            Resource: arn('kms:eu-central-1:111122223333:key/*'),
          },
          {
            Sid: 'UseKeysForSnapshots',
            Effect: 'Allow',
            Action: 'kms:CreateGrant',
            Resource: arn('kms:eu-central-1:111122223333:key/*'),
            Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
          },
          {
            Sid: 'FillVaults',
            Effect: 'Allow',
            Action: ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
            Resource: { 'Fn::GetAtt': [VAULT_ID, 'BackupVaultArn'] },
          },
          {
            Sid: 'FindDatabases',
            Effect: 'Allow',
            Action: [
              'rds:DescribeDBClusterSnapshots',
              'rds:DescribeDBClusters',
              'rds:DescribeDBInstances',
              'rds:DescribeDBSnapshots',
              'tag:GetResources',
            ],
            Resource: '*',
          },
          {
            Effect: 'Allow',
            Action: [
              'rds:AddTagsToResource',
              'rds:ListTagsForResource',
              'rds:CreateDBClusterSnapshot',
              'rds:CreateDBSnapshot',
            ],
            Resource: DATABASE_ARN,
          },
        ],
      },
    });
  });

  test('lets the role work in the region of the copies too', () => {
    templateOf(COPIED).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'UseKeysForSnapshots',
            Resource: [arn('kms:eu-central-1:111122223333:key/*'), arn('kms:eu-west-1:111122223333:key/*')],
          }),
          Match.objectLike({
            Sid: 'FillVaults',
            Resource: [
              { 'Fn::GetAtt': [VAULT_ID, 'BackupVaultArn'] },
              arn('backup:eu-west-1:111122223333:backup-vault:tenant-backup'),
            ],
          }),
        ]),
      },
    });
  });

  test.each<[string, Partial<BackupPlanProps>, string]>([
    [
      'a copy outside the allowed regions',
      { copyToRegion: 'us-east-1', allowedRegions: ['eu-central-1', 'eu-west-1'] },
      'copyToRegion must be one of allowedRegions, which are "eu-central-1", "eu-west-1", got "us-east-1"',
    ],
    [
      'a copy where no region is allowed',
      { copyToRegion: 'eu-west-1' },
      'copyToRegion must be one of allowedRegions, which are none, got "eu-west-1"',
    ],
    [
      'a copy to the region of the stack',
      { copyToRegion: 'eu-central-1', allowedRegions: ['eu-central-1'] },
      'copyToRegion must be another region than the stack\'s, got "eu-central-1"',
    ],
    [
      'a retention under a day',
      { retention: Duration.hours(12) },
      'retention must be 1 to 36500 whole days, got 12 hours',
    ],
    [
      'a vault name AWS Backup would refuse',
      { vaultName: 'acme vault' },
      'vaultName must be 2 to 50 letters, digits, "_" or "-", got "acme vault"',
    ],
  ])('refuses %s', (_, props, problem) => {
    expect(() => stackWith(props)).toThrow(new Error(`invalid props for Test/Backups\n  - ${problem}`));
  });

  test('refuses to back nothing up', () => {
    const { app, stack } = anApp();
    new BackupPlan(stack, 'Backups', aPlan(stack));

    expect(() => app.synth()).toThrow('[Test/Backups] nothing is backed up; call protect() with a database');
  });

  test.each([{}, COPIED])('passes every rule pack with %j', (props) => {
    expect(rulePackFindings(stackWith(props).app)).toEqual([]);
  });

  test('passes every rule pack where account and region are not known', () => {
    expect(rulePackFindings(stackWith({}, {}).app)).toEqual([]);
  });
});

const ENV: Environment = { account: '111122223333', region: 'eu-central-1' };

function anApp(env = ENV): { app: App; stack: Stack } {
  const app = new App();
  return { app, stack: new Stack(app, 'Test', { env }) };
}

function aPlan(stack: Stack): BackupPlanProps {
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  return { encryptionKey, retention: Duration.days(35), jitterSeed: 'acme' };
}

function stackWith(props: Partial<BackupPlanProps> = {}, env = ENV): { app: App; stack: Stack; backups: BackupPlan } {
  const { app, stack } = anApp(env);
  const backups = new BackupPlan(stack, 'Backups', { ...aPlan(stack), ...props });
  backups.protect(
    rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'acme',
      instanceEndpointAddress: 'acme.example.com',
      port: 5432,
      securityGroups: [],
    }),
  );
  return { app, stack, backups };
}

function templateOf(props?: Partial<BackupPlanProps>): Template {
  return Template.fromStack(stackWith(props).stack);
}

function scheduleOf(props: Partial<BackupPlanProps>): string {
  const [plan] = Object.values(templateOf(props).findResources('AWS::Backup::BackupPlan'));
  return plan?.Properties.BackupPlan.BackupPlanRule[0].ScheduleExpression;
}

function arn(rest: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`]] };
}
