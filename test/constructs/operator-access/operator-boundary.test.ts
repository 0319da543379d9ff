import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OperatorBoundary } from '../../../constructs/operator-access/operator-boundary';

test('allows everything it does not deny', () => {
  expect(statement('AllowWithinBoundary')).toEqual({
    Sid: 'AllowWithinBoundary',
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
  });
});

test('denies nothing by accident: one statement for each promise', () => {
  expect(statements().map(({ Sid }) => Sid)).toEqual([
    'AllowWithinBoundary',
    'DenyLeavingOrganization',
    'DenyChangingRoles',
    'DenyUsingRoles',
    'DenyDeletingPolicies',
    'DenyRolesWithoutBoundary',
    'DenyWideningPermissions',
    'DenyLongLivedIdentities',
    'DenyStackUpdates',
    'DenyStoppingAudit',
    'DenySilencingAlarm',
    'DenyDestroyingKeysAndBackups',
    'DenySharingOutside',
  ]);
});

test('keeps the operator’s roles and every administrator’s as they are deployed', () => {
  expect(statement('DenyChangingRoles')).toEqual({
    Sid: 'DenyChangingRoles',
    Effect: 'Deny',
    Action: [
      'iam:AttachRolePolicy',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ],
    Resource: [
      'tenantry-*',
      'AWSControlTowerExecution',
      'OrganizationAccountAccessRole',
      'cdk-*',
      'stacksets-exec-*',
    ].map((name) => iamArn(`role/${name}`)),
  });
});

test('keeps roles without a boundary out of reach: assumed, passed, or by way of the stacks they deployed', () => {
  expect(statement('DenyUsingRoles')).toEqual({
    Sid: 'DenyUsingRoles',
    Effect: 'Deny',
    Action: ['iam:PassRole', 'sts:AssumeRole'],
    Resource: ['AWSControlTowerExecution', 'OrganizationAccountAccessRole', 'cdk-*', 'stacksets-exec-*'].map((name) =>
      iamArn(`role/${name}`),
    ),
  });
  expect(statement('DenyStackUpdates')).toMatchObject({
    Effect: 'Deny',
    Action: [
      'cloudformation:CreateChangeSet',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:ExecuteStackRefactor',
      'cloudformation:UpdateStack',
    ],
    Resource: '*',
  });
});

test('makes every new role take the boundary itself', () => {
  expect(statement('DenyRolesWithoutBoundary')).toEqual({
    Sid: 'DenyRolesWithoutBoundary',
    Effect: 'Deny',
    Action: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
    Resource: '*',
    Condition: { StringNotEquals: { 'iam:PermissionsBoundary': iamArn('policy/tenantry-operator-boundary') } },
  });
});

test('cannot be rewritten, removed or deleted', () => {
  expect(statement('DenyWideningPermissions')).toMatchObject({
    Effect: 'Deny',
    Action: [
      'iam:CreatePolicyVersion',
      'iam:DeleteRolePermissionsBoundary',
      'iam:SetDefaultPolicyVersion',
      'iam:UpdateAssumeRolePolicy',
    ],
    Resource: '*',
  });
  expect(statement('DenyDeletingPolicies')).toMatchObject({
    Effect: 'Deny',
    Action: ['iam:DeletePolicy', 'iam:DeletePolicyVersion'],
    Resource: iamArn('policy/tenantry-*'),
  });
});

test.each([
  ['DenyLeavingOrganization', ['account:CloseAccount', 'organizations:LeaveOrganization']],
  ['DenyLongLivedIdentities', ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateUser']],
  ['DenyStoppingAudit', ['cloudtrail:DeleteTrail', 'cloudtrail:StopLogging', 's3:BypassGovernanceRetention']],
  [
    'DenyDestroyingKeysAndBackups',
    ['backup:DeleteBackupVault', 'backup:DeleteRecoveryPoint', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
  ],
  [
    'DenySharingOutside',
    ['rds:ModifyDBSnapshotAttribute', 's3:PutAccountPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  ],
])('%s holds everywhere', (sid, actions) => {
  expect(statement(sid)).toMatchObject({ Effect: 'Deny', Action: expect.arrayContaining(actions), Resource: '*' });
  expect(statement(sid)).not.toHaveProperty('Condition');
});

test('keeps the alarm on break-glass, its rule and its topic', () => {
  const arn = (service: string, resource: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:*:`, { Ref: 'AWS::AccountId' }, `:${resource}`]],
  });

  expect(statement('DenySilencingAlarm')).toMatchObject({
    Effect: 'Deny',
    Action: expect.arrayContaining([
      'events:DisableRule',
      'events:RemoveTargets',
      'sns:DeleteTopic',
      'sns:Unsubscribe',
    ]),
    Resource: [arn('events', 'rule/tenantry-break-glass*'), arn('sns', 'tenantry-break-glass*')],
  });
});

test('keeps every regional service inside the regions, when told', () => {
  const fence = statement('DenyOutsideRegions', ['eu-central-1', 'eu-west-1']);

  expect(fence).toMatchObject({
    Effect: 'Deny',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
  });
  expect(fence?.NotAction).toEqual(expect.arrayContaining(['iam:*', 'organizations:*', 'sts:*']));
  expect(fence?.NotAction).not.toEqual(expect.arrayContaining(['s3:*']));
});

interface Statement {
  readonly Sid: string;
  readonly NotAction?: string[];
}

function statements(allowedRegions?: readonly string[]): Statement[] {
  const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
  new OperatorBoundary(stack, 'Boundary', { namePrefix: 'tenantry', allowedRegions });
  const [boundary] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  return (boundary as { Properties: { PolicyDocument: { Statement: Statement[] } } }).Properties.PolicyDocument
    .Statement;
}

function statement(sid: string, allowedRegions?: readonly string[]): Statement | undefined {
  return statements(allowedRegions).find(({ Sid }) => Sid === sid);
}

function iamArn(resource: string): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:${resource}`]] };
}
