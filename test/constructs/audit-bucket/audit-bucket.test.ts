import { Duration, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditBucket } from '../../../constructs/audit-bucket/audit-bucket';
import { acceptOrganizationTrail } from '../../../constructs/policies/accept-organization-trail';

function aBucket(retention?: Duration) {
  const stack = new Stack();
  const key = new kms.Key(stack, 'Key');
  const bucket = new AuditBucket(stack, 'Bucket', { encryptionKey: key, ...(retention && { retention }) });
  return { stack, key, bucket };
}

test('locks each object for the retention, keeps the bucket, and blocks the public', () => {
  Template.fromStack(aBucket(Duration.days(400)).stack).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 400, Mode: 'GOVERNANCE' } } },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  });
});

test('refuses a retention that is too short', () => {
  expect(() => aBucket(Duration.days(30))).toThrow('retention must be 90 to 3653 whole days, got 30 days');
});

test('accepts one trail of the organization, and only its own folders', () => {
  const { stack, bucket, key } = aBucket();
  const arn = 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/tenantry';
  acceptOrganizationTrail(bucket, key, {
    arn,
    organizationId: 'o-a1b2c3d4e5',
    managementAccountId: '111122223333',
  });
  const template = Template.fromStack(stack);
  const [bucketPolicy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  const [keyResource] = Object.values(template.findResources('AWS::KMS::Key'));
  const bySid = (statements: { Sid?: string }[]) =>
    Object.fromEntries(statements.flatMap(({ Sid, ...rest }) => (Sid === undefined ? [] : [[Sid, rest]])));
  const bucketArn = { 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] };
  const folder = (name: string) => ({ 'Fn::Join': ['', [bucketArn, `/AWSLogs/${name}/*`]] });
  const cloudTrail = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } };

  expect(bySid(bucketPolicy!.Properties.PolicyDocument.Statement)).toEqual({
    AllowTrailToCheckBucket: {
      ...cloudTrail,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceArn': arn } },
    },
    AllowTrailToWrite: {
      ...cloudTrail,
      Action: 's3:PutObject',
      Resource: [folder('111122223333'), folder('o-a1b2c3d4e5')],
      Condition: { StringEquals: { 'aws:SourceArn': arn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  });
  expect(bySid(keyResource!.Properties.KeyPolicy.Statement)).toEqual({
    AllowUseByOrganizationTrail: {
      ...cloudTrail,
      Action: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceArn': arn } },
    },
  });
});
