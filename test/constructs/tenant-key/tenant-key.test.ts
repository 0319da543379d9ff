import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { KeyService } from '../../../constructs/tenant-key/key-service';
import { TenantKey, type TenantKeyProps } from '../../../constructs/tenant-key/tenant-key';
import { rulePackFindings } from '../../support/rule-pack-findings';

const SERVICES: readonly KeyService[] = ['budgets', 'cloudtrail', 'cloudwatch', 'events', 'logs', 'sns'];

describe('TenantKey', () => {
  test('rotates every year', () => {
    templateOf().hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, RotationPeriodInDays: 365 });
  });

  test('outlives its stack and waits 30 days before it is deleted', () => {
    templateOf().hasResource('AWS::KMS::Key', {
      Properties: { PendingWindowInDays: 30 },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('keeps its logical id, because another key could not read the data', () => {
    expect(Object.keys(templateOf().findResources('AWS::KMS::Key'))).toEqual(['KeyE447D366']);
  });

  test('is found by its alias', () => {
    templateOf({ alias: 'tenant/data' }).hasResourceProperties('AWS::KMS::Alias', {
      AliasName: 'alias/tenant/data',
      TargetKeyId: { 'Fn::GetAtt': ['KeyE447D366', 'Arn'] },
    });
  });

  test('leaves access to the policies of its account, and to no other account', () => {
    expect(statementsOf({ logs: false })).toEqual([
      {
        Action: 'kms:*',
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
        Resource: '*',
      },
    ]);
  });

  test('encrypts log groups of its account and region by default', () => {
    expect(statementsOf().slice(1)).toEqual([
      {
        Sid: 'AllowUseByCloudWatchLogs',
        Effect: 'Allow',
        Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn('logs:eu-central-1:111122223333:*') } },
      },
    ]);
  });

  test.each([
    ['budgets', 'budgets.amazonaws.com', 'budgets::111122223333:*'],
    ['cloudwatch', 'cloudwatch.amazonaws.com', 'cloudwatch:eu-central-1:111122223333:alarm:*'],
    ['sns', 'sns.amazonaws.com', 'sns:eu-central-1:111122223333:*'],
  ] as const)('lets %s send encrypted messages for its account alone', (service, principal, source) => {
    expect(statementsOf({ logs: false, services: [service] })[1]).toMatchObject({
      Principal: { Service: principal },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': arn(source) } },
    });
  });

  test('lets EventBridge, which names no source, use it for topics of its account alone', () => {
    expect(statementsOf({ logs: false, services: ['events'] })[1]).toEqual({
      Sid: 'AllowUseByEventBridge',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': arn('sns:eu-central-1:111122223333:*') },
      },
    });
  });

  test('lets CloudTrail encrypt trails of its account alone, and read nothing', () => {
    expect(statementsOf({ logs: false, services: ['cloudtrail'] })[1]).toEqual({
      Sid: 'AllowUseByCloudTrail',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': arn('cloudtrail:eu-central-1:111122223333:trail/*') } },
    });
  });

  test('lets no service use it without a condition', () => {
    const services = statementsOf({ services: SERVICES }).slice(1);

    expect(services).toHaveLength(SERVICES.length);
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain('111122223333');
  });

  test.each(['', 'alias/data', 'aws/rds', 'tenant data', 'tenant/data\n', 'x'.repeat(251)])(
    'refuses the alias %j',
    (alias) => {
      expect(() => templateOf({ alias })).toThrow(
        `invalid props for Test/Key\n  - alias must be 1 to 250 letters, digits, "/", "_" or "-", and start with neither "alias/" nor "aws/", got "${alias}"`,
      );
    },
  );

  test.each([{ logs: false }, { services: SERVICES }])('passes every rule pack with %j', (props) => {
    expect(rulePackFindings(appWith(props).app)).toEqual([]);
  });
});

interface Statement {
  readonly Condition?: unknown;
}

function appWith(props: Partial<TenantKeyProps> = {}): { app: App; stack: Stack } {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
  new TenantKey(stack, 'Key', { alias: 'tenant/data', description: 'Data of the tenant', ...props });
  return { app, stack };
}

function templateOf(props?: Partial<TenantKeyProps>): Template {
  return Template.fromStack(appWith(props).stack);
}

function statementsOf(props?: Partial<TenantKeyProps>): readonly Statement[] {
  const [key] = Object.values(templateOf(props).findResources('AWS::KMS::Key'));
  return key?.Properties.KeyPolicy.Statement;
}

function arn(rest: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`]] };
}
