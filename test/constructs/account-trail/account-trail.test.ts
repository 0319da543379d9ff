import { App, Duration, Stack, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountTrail, type AccountTrailProps } from '../../../constructs/account-trail/account-trail';
import { rulePackFindings } from '../../support/rule-pack-findings';

const KEY = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
const TRAIL = {
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudtrail:eu-central-1:111122223333:trail/tenantry']],
};

test('records management events of all regions, with digests, encrypted', () => {
  aTemplate().hasResourceProperties('AWS::CloudTrail::Trail', {
    TrailName: 'tenantry',
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    KMSKeyId: KEY,
    EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }],
    CloudWatchLogsLogGroupArn: Match.absent(),
  });
});

test('keeps records for a year and locks them until then', () => {
  aTemplate().hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Days: 365, Mode: 'GOVERNANCE' } },
    },
    LifecycleConfiguration: {
      Rules: [Match.objectLike({ ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 1 } })],
    },
  });
});

test('can keep them longer', () => {
  aTemplate({ retention: Duration.days(2555) }).hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 2555 } } },
    LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 2555 })] },
  });
});

test('keeps the bucket private, versioned and encrypted with the given key', () => {
  aTemplate().hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } },
      ],
    },
  });
});

test('keeps the bucket when the stack goes, under the logical id it has', () => {
  expect(aTemplate().toJSON().Resources.TrailBucket6C1E344E).toMatchObject({
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('takes records over TLS 1.2 or newer, of this trail alone', () => {
  const bucket = { 'Fn::GetAtt': ['TrailBucket6C1E344E', 'Arn'] };
  const resources = [bucket, { 'Fn::Join': ['', [bucket, '/*']] }];

  aTemplate().hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: resources,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: resources,
          Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 's3:GetBucketAcl',
          Resource: bucket,
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: { 'Fn::Join': ['', [bucket, '/AWSLogs/111122223333/*']] },
          Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
        },
        {
          Sid: 'DenyOtherTrails',
          Effect: 'Deny',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: ['s3:GetBucketAcl', 's3:PutObject'],
          Resource: resources,
          Condition: { StringNotEquals: { 'aws:SourceArn': TRAIL } },
        },
      ],
    },
  });
});

test('keeps a searchable copy in an encrypted log group, when told', () => {
  const template = aTemplate({ searchableFor: logs.RetentionDays.THREE_MONTHS });

  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90, KmsKeyId: KEY });
  template.hasResourceProperties('AWS::CloudTrail::Trail', {
    CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^TrailLogs'), 'Arn'] },
  });
});

test.each([Duration.days(30), Duration.days(4000), Duration.hours(24 * 100 + 1)])(
  'refuses a retention of %s',
  (retention) => {
    expect(() => aTemplate({ retention })).toThrow(
      new Error(
        `invalid props for Test/Trail\n  - retention must be 90 to 3653 whole days, got ${retention.toHumanString()}`,
      ),
    );
  },
);

test('leaves no finding of the rule packs unanswered', () => {
  const app = new App();
  const stack = aStack(app);
  new AccountTrail(stack, 'Trail', { encryptionKey: aKey(stack) });

  expect(rulePackFindings(app)).toEqual([]);
});

test('leaves no finding of the rule packs unanswered with a searchable copy', () => {
  const app = new App();
  const stack = aStack(app);
  new AccountTrail(stack, 'Trail', { encryptionKey: aKey(stack), searchableFor: logs.RetentionDays.THREE_MONTHS });

  expect(rulePackFindings(app)).toEqual([]);
});

function aStack(app = new App()): Stack {
  return new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
}

function aKey(stack: Stack): kms.Key {
  return new kms.Key(stack, 'Key', { enableKeyRotation: true });
}

function aTemplate(props: Partial<AccountTrailProps> = {}): Template {
  const stack = aStack();
  new AccountTrail(stack, 'Trail', { encryptionKey: aKey(stack), ...props });
  return Template.fromStack(stack);
}
