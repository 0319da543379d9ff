import { App, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { FleetRollout } from '../../../constructs/fleet-rollout/fleet-rollout';
import { FleetRegion } from '../../../constructs/fleet-rollout/fleet-region';
import featureFlags from '../../../lib/feature-flags.json';
import { definitionOf, grantsOf } from '../../support/state-machines';

const env = { account: '100000000002', region: 'eu-central-1' };

function aRegion(context: Record<string, unknown> = featureFlags): Template {
  const stack = new Stack(new App({ context }), 'Test', { env });
  new FleetRegion(stack, 'Fleet', { organizationId: 'o-a1b2c3d4e5', encryptionKey: new kms.Key(stack, 'Key') });
  return Template.fromStack(stack);
}

function aRollout(regions = ['eu-central-1', 'us-east-1']): Template {
  const context = featureFlags;
  const stack = new Stack(new App({ context }), 'Test', { env });
  new FleetRollout(stack, 'Rollout', { regions, encryptionKey: new kms.Key(stack, 'Key') });
  return Template.fromStack(stack);
}

test.each([
  ['with the feature flags of the project', featureFlags],
  ['without any', {}],
])('deploys to a ring as a distributed map over a list in S3, %s', (_, flags) => {
  const { Tenants: tenants, CountTenants: count } = definitionOf(aRegion(flags), 'tenantry-deploy-ring').States;

  expect(tenants).toMatchObject({
    Type: 'Map',
    MaxConcurrencyPath: '$.concurrency',
    ToleratedFailureCountPath: '$.tolerated',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Parameters: { 'Key.$': '$.manifest' },
    },
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Prefix: 'results/tenantry-deploy-ring' } },
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
  });
  expect(count).toMatchObject({ Resource: 'arn:aws:states:::aws-sdk:sfn:describeMapRun' });
});

test.each(['tenantry-deploy-ring', 'tenantry-check-ring'])('the states of %s stay as they are', (name) => {
  expect(definitionOf(aRegion(), name)).toMatchSnapshot();
});

test.each(['tenantry-deploy-ring', 'tenantry-check-ring'])(
  'in %s, a ring that is done is not given up because its tenants cannot be counted at once',
  (name) => {
    const { CountTenants: count } = definitionOf(aRegion(), name).States;

    expect(count).toMatchObject({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 4, BackoffRate: 2 }] });
  },
);

test('the states of a release stay as they are', () => {
  expect(definitionOf(aRollout(), 'tenantry-release')).toMatchSnapshot();
});

test('every call of CloudFormation and CloudWatch is made as a role in the account of the tenant', () => {
  const template = aRegion();

  const calls = ['tenantry-deploy-ring', 'tenantry-check-ring'].flatMap((name) =>
    JSON.stringify(definitionOf(template, name)).match(/"Type":"Task","Resource":"[^"]*aws-sdk:cloud[^}]*}/g),
  );

  expect(calls).toHaveLength(21);
  for (const call of calls)
    expect(call).toMatch(/"Credentials":{"RoleArn\.\$":"\$\.(tenant\.lookupRole|deployRole)"}$/);
});

test('assumes the deploy role of the bootstrap, and the lookup role to look at alarms, in accounts of the organization alone', () => {
  const template = aRegion();
  const role = (name: string) => `arn:aws:iam::*:role/cdk-hnb659fds-${name}-role-*`;
  const assumes = (roles: string | string[]) => ({
    Sid: 'AssumeRolesOfTenants',
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: roles,
    Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
  });

  expect(grantsOf(template, 'sts:AssumeRole')).toEqual([
    assumes(role('deploy')),
    assumes([role('deploy'), role('lookup')]),
  ]);
  expect(grantsOf(template, 'cloudformation:')).toEqual([]);
});

test('lets the organization read what it deploys, over TLS and by its key, and nobody list or write', () => {
  const template = aRegion();

  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
        {
          Sid: 'OrganizationReadsAssets',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: Match.anyValue(),
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
        },
      ],
    },
  });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Sid: 'OrganizationDecryptsAssets',
          Action: 'kms:Decrypt',
          Condition: Match.objectLike({ StringEquals: Match.objectLike({ 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }) }),
        }),
      ]),
    },
  });
});

test('keeps what runs where, whatever happens to the stack', () => {
  const template = aRegion();

  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    },
  });
  expect(Object.keys(template.findResources('AWS::DynamoDB::Table'))).toEqual(['FleetVersions4D4328FE']);
  expect(Object.keys(template.findResources('AWS::S3::Bucket'))).toEqual([
    'FleetAssets5FEDAC78',
    'FleetReleases2CC24523',
  ]);
});

test('keeps templates for good: a stack may be brought back to one at any time', () => {
  aRegion().hasResourceProperties('AWS::S3::Bucket', {
    BucketName: Match.objectLike({ 'Fn::Join': ['', Match.arrayWith(['tenantry-assets-'])] }),
    LifecycleConfiguration: {
      Rules: [
        {
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          Status: 'Enabled',
        },
      ],
    },
  });
});

test.each(['Guard', 'WayBack'])('the function %s may write its log, and nothing else', (name) => {
  const grants = grantsOf(aRegion(), '', `Fleet${name}Role`);

  expect(grants.map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
});

test('a release starts and follows the two state machines of its regions, and no others', () => {
  const arns = (kind: string, suffix = '') =>
    ['eu-central-1', 'us-east-1'].flatMap((region) =>
      ['check', 'deploy'].map((step) => `arn:aws:states:${region}:100000000002:${kind}:tenantry-${step}-ring${suffix}`),
    );

  expect(grantsOf(aRollout(), 'states:')).toEqual([
    { Sid: 'StartRings', Effect: 'Allow', Action: 'states:StartExecution', Resource: arns('stateMachine') },
    {
      Sid: 'FollowRings',
      Effect: 'Allow',
      Action: ['states:DescribeExecution', 'states:ListMapRuns'],
      Resource: arns('execution', ':*'),
    },
  ]);
});

test('refuses to be without a region', () => {
  expect(() => aRollout([])).toThrow(
    'invalid props for Test/Rollout\n  - regions must name at least one region with a FleetRegion, got none',
  );
});
