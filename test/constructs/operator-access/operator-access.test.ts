import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { OperatorAccess, type OperatorAccessProps } from '../../../constructs/operator-access/operator-access';
import { rulePackFindings } from '../../support/rule-pack-findings';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_MANAGED_POLICY_CHARACTERS = 6144;
const MAX_TRUST_POLICY_CHARACTERS = 2048;

const AUDITOR = 'arn:aws:iam::444455556666:role/auditor';
const ON_CALL = 'arn:aws:iam::444455556666:role/on-call';
const BREAK_GLASS = ['arn:aws:iam::444455556666:user/break-glass-1', 'arn:aws:iam::444455556666:user/break-glass-2'];
const PROPS: OperatorAccessProps = {
  organizationId: 'o-a1b2c3d4e5',
  externalId: 'acme-7f3a9c',
  readOnly: [AUDITOR],
  operate: [ON_CALL],
  breakGlass: BREAK_GLASS,
};

describe('trust', () => {
  test('lets exactly the named auditors into the read-only role, with the external id and from the organization', () => {
    expect(role(aTemplate(), 'tenantry-read-only').AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AssumeRole',
          Effect: 'Allow',
          Principal: { AWS: AUDITOR },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'sts:ExternalId': 'acme-7f3a9c' } },
        },
        tagSession(AUDITOR),
      ],
    });
  });

  test('lets exactly the named on-call principals into the operate role, with a ticket as well', () => {
    expect(role(aTemplate(), 'tenantry-operate').AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AssumeRole',
          Effect: 'Allow',
          Principal: { AWS: ON_CALL },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'sts:ExternalId': 'acme-7f3a9c' },
            StringLike: { 'aws:RequestTag/tenantry:ticket': '?*' },
          },
        },
        tagSession(ON_CALL),
      ],
    });
  });

  test('lets exactly the named users into the break-glass role, with a ticket, fresh MFA and their own name', () => {
    expect(role(aTemplate(), 'tenantry-break-glass').AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AssumeRole',
          Effect: 'Allow',
          Principal: { AWS: BREAK_GLASS },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: {
              'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
              'sts:ExternalId': 'acme-7f3a9c',
              'sts:RoleSessionName': '${aws:username}',
            },
            StringLike: { 'aws:RequestTag/tenantry:ticket': '?*' },
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
          },
        },
        tagSession(BREAK_GLASS),
      ],
    });
  });

  test('fits into a trust policy with four principals a role and the longest external id Tenantry makes', () => {
    const four = (kind: string) =>
      [1, 2, 3, 4].map((i) => `arn:aws:iam::444455556666:${kind}/operators/principal-${i}`);
    const template = aTemplate({
      readOnly: four('role'),
      operate: four('role'),
      breakGlass: four('user'),
      externalId: 'x'.repeat(64),
    });

    for (const name of ['tenantry-read-only', 'tenantry-operate', 'tenantry-break-glass']) {
      const length = JSON.stringify(role(template, name).AssumeRolePolicyDocument).length;
      expect(length).toBeLessThanOrEqual(MAX_TRUST_POLICY_CHARACTERS);
    }
  });
});

describe('sessions', () => {
  test('last four hours at most for read-only and operate, and one for break-glass', () => {
    const template = aTemplate();

    expect(role(template, 'tenantry-read-only').MaxSessionDuration).toBe(14_400);
    expect(role(template, 'tenantry-operate').MaxSessionDuration).toBe(14_400);
    expect(role(template, 'tenantry-break-glass').MaxSessionDuration).toBe(3600);
  });

  test('can be made shorter or longer, but not for break-glass', () => {
    const template = aTemplate({ maxSessionDuration: Duration.hours(12) });

    expect(role(template, 'tenantry-operate').MaxSessionDuration).toBe(43_200);
    expect(role(template, 'tenantry-break-glass').MaxSessionDuration).toBe(3600);
  });
});

describe('permissions', () => {
  test('let auditors see configuration, but neither data nor logs', () => {
    const template = aTemplate();

    expect(role(template, 'tenantry-read-only').ManagedPolicyArns).toEqual([
      awsManaged('SecurityAudit'),
      awsManaged('job-function/ViewOnlyAccess'),
      { Ref: logicalId(template, 'tenantry-no-data-reads') },
      { Ref: logicalId(template, 'tenantry-no-log-reads') },
    ]);
  });

  test('let on-call operate, but read no data', () => {
    const template = aTemplate();

    expect(role(template, 'tenantry-operate').ManagedPolicyArns).toEqual([
      { Ref: logicalId(template, 'tenantry-operate') },
      { Ref: logicalId(template, 'tenantry-no-data-reads') },
    ]);
  });

  test('make break-glass an administrator', () => {
    expect(role(aTemplate(), 'tenantry-break-glass').ManagedPolicyArns).toEqual([awsManaged('AdministratorAccess')]);
  });

  test.each([
    's3:GetObject*',
    'secretsmanager:GetSecretValue',
    'rds-data:*',
    'rds-db:connect',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'kms:Decrypt',
    'cognito-idp:ListUsers',
    'lambda:InvokeFunction',
  ])('deny %s to auditors and on-call', (action) => {
    expect(statement(aTemplate(), 'tenantry-no-data-reads', 'DenyDataReads')).toMatchObject({
      Effect: 'Deny',
      Action: expect.arrayContaining([action]),
      Resource: '*',
    });
  });

  test('deny the values of API keys, also those a usage plan lists', () => {
    const apis = (path: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:apigateway:*::${path}`]],
    });

    expect(statement(aTemplate(), 'tenantry-no-data-reads', 'DenyApiKeyReads')).toEqual({
      Sid: 'DenyApiKeyReads',
      Effect: 'Deny',
      Action: 'apigateway:GET',
      Resource: ['/apikeys', '/apikeys/*', '/usageplans/*/keys', '/usageplans/*/keys/*'].map(apis),
    });
  });

  test('give on-call no write to IAM but passing a role to AWS Backup, and no wildcard action', () => {
    const allowed = statements(aTemplate(), 'tenantry-operate').flatMap(({ Action }) => Action);

    expect(allowed.filter((action) => action.includes('*'))).toEqual([]);
    expect(allowed.filter((action) => action.startsWith('iam:'))).toEqual(['iam:PassRole']);
    expect(statement(aTemplate(), 'tenantry-operate', 'PassBackupRole')).toMatchObject({
      Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
    });
  });

  test('give on-call nothing that deletes, deploys or reads a secret', () => {
    const allowed = statements(aTemplate(), 'tenantry-operate').flatMap(({ Action }) => Action);
    const deletes = allowed.filter((action) => action.includes(':Delete'));

    expect(deletes).toEqual(['lambda:DeleteFunctionConcurrency']);
    expect(allowed).not.toContain('cloudformation:UpdateStack');
    expect(allowed).not.toContain('lambda:UpdateFunctionCode');
    expect(allowed.filter((action) => /^(secretsmanager|ssm|dynamodb|s3):/.test(action))).toEqual([]);
  });

  test('let on-call restore a database into the account alone', () => {
    expect(statement(aTemplate(), 'tenantry-operate', 'RecoverDatabases')).toEqual({
      Sid: 'RecoverDatabases',
      Effect: 'Allow',
      Action: [
        'rds:AddTagsToResource',
        'rds:CreateDBClusterSnapshot',
        'rds:CreateDBSnapshot',
        'rds:FailoverDBCluster',
        'rds:ListTagsForResource',
        'rds:RebootDBInstance',
        'rds:RestoreDBClusterFromSnapshot',
        'rds:RestoreDBClusterToPointInTime',
        'rds:RestoreDBInstanceFromDBSnapshot',
        'rds:RestoreDBInstanceToPointInTime',
        'rds:StartDBCluster',
        'rds:StartDBInstance',
        'rds:StopDBCluster',
        'rds:StopDBInstance',
      ],
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:*:', { Ref: 'AWS::AccountId' }, ':*']] },
    });
  });
});

describe('names', () => {
  test('can begin otherwise, and the boundary protects them under that name', () => {
    const template = aTemplate({ namePrefix: 'northwind' });

    role(template, 'northwind-break-glass');
    expect(JSON.stringify(statement(template, 'northwind-operator-boundary', 'DenyChangingRoles'))).toContain(
      ':role/northwind-*',
    );
    expect(JSON.stringify(statement(template, 'northwind-operator-boundary', 'DenySilencingAlarm'))).toContain(
      ':rule/northwind-break-glass*',
    );
  });

  test('of roles and policies stay, because a changed logical id takes the role from under its users', () => {
    const ids = Object.keys(aTemplate().toJSON().Resources as object);

    expect(ids).toEqual([
      'OperatorBoundary6350BB0A',
      'OperatorNoDataReads8E699181',
      'OperatorNoLogReads0558BB9D',
      'OperatorOperatePolicyBB7869E9',
      'OperatorReadOnlyD2046E7E',
      'OperatorOperate28F4E6EF',
      'OperatorBreakGlass01EE8374',
    ]);
  });
});

describe('limits of IAM', () => {
  test.each(['tenantry-operator-boundary', 'tenantry-operate', 'tenantry-no-data-reads', 'tenantry-no-log-reads'])(
    'hold for the policy %s, with ten regions',
    (name) => {
      const regions = Array.from({ length: 10 }, (_, i) => `ap-southeast-${i}`);
      const document = deployed(policy(aTemplate({ allowedRegions: regions }), name).PolicyDocument);

      expect(document).not.toContain('AWS::');
      expect(document.length).toBeLessThanOrEqual(MAX_MANAGED_POLICY_CHARACTERS);
    },
  );
});

describe('props', () => {
  test('are refused all at once, naming the construct', () => {
    const create = () =>
      aTemplate({
        organizationId: 'ou-1234',
        externalId: 'a b',
        readOnly: [],
        operate: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::444455556666:role/*'],
        breakGlass: ['arn:aws:iam::444455556666:role/break-glass'],
        namePrefix: 'Tenantry',
        maxSessionDuration: Duration.minutes(30),
        allowedRegions: [],
      });

    expect(create).toThrow(
      new Error(
        [
          'invalid props for Test/Operator',
          '  - organizationId must be an organization\'s id like "o-a1b2c3d4e5", got "ou-1234"',
          '  - externalId must be 2 to 1224 letters, digits or "_+=,.@:/-", got "a b"',
          '  - readOnly must name at least one principal of the operator account, got none',
          '  - principals must be ARNs of a role or user, without wildcards, got "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/*"',
          '  - breakGlass must name IAM users, got "arn:aws:iam::444455556666:role/break-glass"; a role\'s session carries no multi-factor authentication, so it could never assume the break-glass role',
          '  - namePrefix must be 1 to 32 lower-case letters, digits or hyphens and start with a letter, got "Tenantry"',
          '  - maxSessionDuration must be 1 to 12 hours, got 30 minutes',
          '  - allowedRegions must name at least one region, got none; leave it out to set no limit',
        ].join('\n'),
      ),
    );
  });

  test('may be tokens', () => {
    expect(() => aTemplate({ externalId: Aws.STACK_ID, breakGlass: [Aws.STACK_ID] })).not.toThrow();
  });
});

test.each([
  { name: 'without regions', props: {} },
  { name: 'with regions', props: { allowedRegions: ['eu-central-1'] } },
])('leaves no finding of the rule packs unanswered, $name', ({ props }) => {
  const app = new App();

  new OperatorAccess(aStack(app), 'Operator', { ...PROPS, ...props });

  expect(rulePackFindings(app)).toEqual([]);
});

test('puts the boundary on every role', () => {
  const template = aTemplate();
  const boundary = { Ref: logicalId(template, 'tenantry-operator-boundary') };

  template.resourceCountIs('AWS::IAM::Role', 3);
  template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: boundary });
});

test('writes no inline policy', () => {
  aTemplate().allResourcesProperties('AWS::IAM::Role', { Policies: Match.absent() });
  aTemplate().resourceCountIs('AWS::IAM::Policy', 0);
});

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
}

function aStack(app = new App()): Stack {
  return new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
}

function aTemplate(props: Partial<OperatorAccessProps> = {}): Template {
  const stack = aStack();
  new OperatorAccess(stack, 'Operator', { ...PROPS, ...props });
  return Template.fromStack(stack);
}

function tagSession(principals: string | string[]): object {
  return {
    Sid: 'TagSession',
    Effect: 'Allow',
    Principal: { AWS: principals },
    Action: 'sts:TagSession',
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantry:ticket'] },
    },
  };
}

function role(template: Template, RoleName: string): Record<string, unknown> {
  return only(template.findResources('AWS::IAM::Role', { Properties: { RoleName } }))[1];
}

function policy(template: Template, ManagedPolicyName: string): Record<string, unknown> {
  return only(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { ManagedPolicyName } }))[1];
}

function logicalId(template: Template, ManagedPolicyName: string): string {
  return only(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { ManagedPolicyName } }))[0];
}

function statements(template: Template, policyName: string): Statement[] {
  return (policy(template, policyName).PolicyDocument as { Statement: Statement[] }).Statement;
}

function statement(template: Template, policyName: string, sid: string): Statement | undefined {
  return statements(template, policyName).find(({ Sid }) => Sid === sid);
}

function only(resources: Record<string, Record<string, unknown>>): [string, Record<string, unknown>] {
  const [entry, ...others] = Object.entries(resources);
  if (entry === undefined || others.length > 0) throw new Error(`expected one resource, got ${others.length + 1}`);
  return [entry[0], entry[1].Properties as Record<string, unknown>];
}

function awsManaged(name: string): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] };
}

/** A policy document as IAM counts it: references resolved, no whitespace. */
function deployed(document: unknown): string {
  const resolved = JSON.stringify(document, (_, value: unknown) => {
    const parts = (value as { 'Fn::Join'?: [string, (string | { Ref: string })[]] } | null)?.['Fn::Join'];
    return parts === undefined
      ? value
      : parts[1].map((part) => (typeof part === 'string' ? part : PSEUDO[part.Ref])).join('');
  });
  return resolved;
}

const PSEUDO: Record<string, string | undefined> = { 'AWS::Partition': 'aws', 'AWS::AccountId': '111122223333' };
