import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OrganizationGuardrails } from '../../../constructs/organization-guardrails/organization-guardrails';
import { MAX_POLICY_CHARACTERS, OrganizationPolicy } from '../../../constructs/organization-policy/organization-policy';
import { OrganizationTree } from '../../../constructs/organization-tree/organization-tree';
import { denyEverythingExcept } from '../../../constructs/policies/deny-everything-except';
import { rulePackFindings } from '../../support/rule-pack-findings';

const JURISDICTIONS = { eu: ['eu-central-1', 'eu-west-1'], ch: ['eu-central-2'] };

/** Policies a unit may have, of which AWS puts one there itself. */
const SLOTS = { SERVICE_CONTROL_POLICY: 10, RESOURCE_CONTROL_POLICY: 5 } as const;

function aStack() {
  const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'us-east-1' } });
  const tree = new OrganizationTree(stack, 'Tree', { rootId: 'r-a1b2', jurisdictions: JURISDICTIONS });
  const guardrails = new OrganizationGuardrails(stack, 'Guardrails', {
    tree,
    organizationId: 'o-a1b2c3d4e5',
    jurisdictions: JURISDICTIONS,
  });
  return { stack, guardrails };
}

interface PolicyResource {
  readonly DependsOn?: readonly string[];
  readonly Properties: {
    readonly Name: string;
    readonly Type: keyof typeof SLOTS;
    readonly TargetIds: readonly { readonly Ref: string }[];
    readonly Content: { readonly Statement: readonly Statement[] };
  };
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function policies(): PolicyResource[] {
  return Object.values(
    Template.fromStack(aStack().stack).findResources('AWS::Organizations::Policy'),
  ) as PolicyResource[];
}

function statements(name: string): readonly Statement[] {
  return policies().find(({ Properties }) => Properties.Name === name)!.Properties.Content.Statement;
}

test('makes a unit for each region of each jurisdiction, beside Onboarding and Suspended, all retained', () => {
  const units = Template.fromStack(aStack().stack).findResources('AWS::Organizations::OrganizationalUnit');

  expect(
    Object.entries(units).map(([id, { Properties, DeletionPolicy }]) => [
      id,
      Properties.Name,
      Properties.ParentId.Ref ?? Properties.ParentId,
      DeletionPolicy,
    ]),
  ).toEqual([
    ['TreeTenants26714F68', 'Tenants', 'r-a1b2', 'Retain'],
    ['TreeOnboarding353A8DEA', 'Onboarding', 'r-a1b2', 'Retain'],
    ['TreeSuspended72A351CC', 'Suspended', 'r-a1b2', 'Retain'],
    ['TreeJurisdictioneu2246A41C', 'eu', 'TreeTenants26714F68', 'Retain'],
    ['TreeRegioneueucentral172C9FA57', 'eu-central-1', 'TreeJurisdictioneu2246A41C', 'Retain'],
    ['TreeRegioneueuwest1B1B77089', 'eu-west-1', 'TreeJurisdictioneu2246A41C', 'Retain'],
    ['TreeJurisdictionch4F247260', 'ch', 'TreeTenants26714F68', 'Retain'],
    ['TreeRegioncheucentral28464D186', 'eu-central-2', 'TreeJurisdictionch4F247260', 'Retain'],
  ]);
});

test('makes policies one after the other, because AWS refuses concurrent changes', () => {
  const resources = Template.fromStack(aStack().stack).findResources('AWS::Organizations::Policy');
  const ids = Object.keys(resources);

  expect(Object.values(resources).map(({ DependsOn }) => DependsOn as unknown)).toEqual([
    undefined,
    ...ids.slice(0, -1).map((id) => [id]),
  ]);
});

test('keeps every policy within its size, and every unit within its slots', () => {
  const slots = new Map<string, number>();
  for (const { Properties } of policies()) {
    expect(JSON.stringify(Properties.Content).length).toBeLessThanOrEqual(MAX_POLICY_CHARACTERS[Properties.Type]);
    for (const { Ref } of Properties.TargetIds) {
      const key = `${Properties.Type} of ${Ref}`;
      slots.set(key, (slots.get(key) ?? 1) + 1);
      expect(slots.get(key)!).toBeLessThanOrEqual(SLOTS[Properties.Type]);
    }
  }
  expect(aStack().guardrails.policies.map(({ characters }) => characters)).toEqual(
    policies().map(({ Properties }) => JSON.stringify(Properties.Content).length),
  );
});

test('allows nothing: every statement denies', () => {
  expect(
    policies().flatMap(({ Properties }) => Properties.Content.Statement.filter(({ Effect }) => Effect !== 'Deny')),
  ).toEqual([]);
});

describe('the fence of a region', () => {
  test('leaves the jurisdiction alone, and its other regions for copies of backups', () => {
    const [outside, elsewhere] = statements('tenantry-region-eu-eu-central-1');

    expect(outside!.Condition).toEqual({ StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } });
    expect(outside!.NotAction).toEqual(
      expect.arrayContaining(['iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*']),
    );
    expect(outside!.NotAction).not.toContain('backup:*');
    expect(elsewhere!.Condition).toEqual({ StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } });
    expect(elsewhere!.NotAction).toEqual(expect.arrayContaining(['backup:*', 'kms:*', 'rds:CopyDBSnapshot']));
    expect(elsewhere!.NotAction).not.toEqual(expect.arrayContaining(['rds:*']));
  });

  test('is one statement where the jurisdiction has one region', () => {
    expect(statements('tenantry-region-ch-eu-central-2').map(({ Condition }) => Condition)).toEqual([
      { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-2'] } },
    ]);
  });
});

test('stops everything in suspended accounts but for the auditors', () => {
  expect(statements('tenantry-suspended')).toEqual([
    {
      Sid: 'DenyEverything',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        ArnNotLike: {
          'aws:PrincipalArn': [
            { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::*:role/tenantry-read-only']] },
          ],
        },
      },
    },
  ]);
});

test('guards what the issue names: leaving, root, audit, operator roles, sharing, users, encryption', () => {
  const baseline = statements('tenantry-baseline');
  const denied = (action: string) =>
    baseline.filter(({ Action }) => [Action].flat().includes(action)).map(({ Sid }) => Sid);

  expect(baseline.map(({ Sid }) => Sid)).toContain('DenyRootUser');
  expect(
    [
      'organizations:LeaveOrganization',
      'cloudtrail:StopLogging',
      'config:StopConfigurationRecorder',
      'guardduty:DeleteDetector',
      'iam:DeleteRole',
      'ec2:ModifySnapshotAttribute',
      'ec2:ModifyImageAttribute',
      'ram:CreateResourceShare',
      'iam:CreateUser',
      'iam:CreateAccessKey',
      'rds:CreateDBCluster',
      'cloudformation:DeleteStack',
    ].filter((action) => denied(action).length === 0),
  ).toEqual([]);
});

test('speaks of every account, never of the one it is written in', () => {
  expect(JSON.stringify(policies())).not.toMatch(/AWS::AccountId|111122223333/);
});

test('lets only the organization, and services acting for it, reach resources', () => {
  const services = ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*'];

  expect(statements('tenantry-resources')).toEqual([
    {
      Sid: 'DenyOtherOrganizations',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: [...services, 'sts:AssumeRole', 'sts:SetContext'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    {
      Sid: 'DenyConfusedDeputies',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: [...services, 'sts:AssumeRole'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
  ]);
});

test('refuses a policy that is larger than AWS takes, naming it and both sizes', () => {
  const stack = new Stack(new App(), 'Test');
  const create = () =>
    new OrganizationPolicy(stack, 'Huge', {
      name: 'huge',
      description: 'Too many roles',
      type: 'RESOURCE_CONTROL_POLICY',
      statements: [denyEverythingExcept(Array.from({ length: 200 }, (_, index) => `role-with-a-long-name-${index}`))],
      targetIds: ['r-a1b2'],
    });

  expect(create).toThrow(
    /^invalid props for Test\/Huge\n {2}- statements must have at most 5120 characters, got \d{5}; move some into another policy$/,
  );
});

test('breaks no rule of the packs', () => {
  expect(rulePackFindings(aStack().stack.node.root as App)).toEqual([]);
});
