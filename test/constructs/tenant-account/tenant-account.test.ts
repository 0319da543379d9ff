import { App, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { TenantAccount, type TenantAccountProps } from '../../../constructs/tenant-account/tenant-account';
import { TenantAccountProvider } from '../../../constructs/tenant-account/tenant-account-provider';
import { rulePackFindings } from '../../support/rule-pack-findings';

const CONTACT = { name: 'Ada Admin', email: 'ada@acme.example', phone: '+49 30 1234567' };

function aStack(props: Partial<TenantAccountProps> = {}, app = new App()): Stack {
  const stack = new Stack(app, 'Accounts', { env: { account: '100000000001', region: 'eu-central-1' } });
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  new TenantAccount(stack, 'Account', {
    provider: new TenantAccountProvider(stack, 'Provider', { organizationId: 'o-a1b2c3d4e5', encryptionKey }),
    tenantId: 'acme',
    email: 'aws+acme@example.com',
    unit: ['Tenants', 'eu', 'eu-central-1'],
    contacts: { billing: CONTACT, operations: CONTACT, security: CONTACT },
    tags: { team: 'blue' },
    ...props,
  });
  return stack;
}

test('is a custom resource that says all the account is to be', () => {
  Template.fromStack(aStack()).hasResource('Custom::TenantAccount', {
    Properties: {
      TenantId: 'acme',
      AccountName: 'tenantry-acme',
      Email: 'aws+acme@example.com',
      RoleName: 'OrganizationAccountAccessRole',
      Tags: { team: 'blue' },
      Contacts: { billing: CONTACT, operations: CONTACT, security: CONTACT },
      Onboarding: ['Onboarding'],
      Home: ['Tenants', 'eu', 'eu-central-1'],
      Suspended: ['Suspended'],
      WaitsForRegion: 'false',
      ServiceTimeout: '3600',
    },
    // Deleting it moves the account; it never closes one.
    DeletionPolicy: 'Delete',
  });
});

test('the provider may do what vending takes, and neither close an account nor enter one', () => {
  const policies = Object.values(Template.fromStack(aStack()).findResources('AWS::IAM::Policy')) as {
    Properties: {
      PolicyDocument: {
        Statement: { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown }[];
      };
    };
  }[];
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const actions = statements.flatMap(({ Action }) => Action);

  expect(actions.filter((action) => action.startsWith('organizations:')).toSorted()).toEqual([
    'organizations:CreateAccount',
    'organizations:DescribeCreateAccountStatus',
    'organizations:ListAccounts',
    'organizations:ListCreateAccountStatus',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListParents',
    'organizations:ListRoots',
    'organizations:ListTagsForResource',
    'organizations:MoveAccount',
    'organizations:TagResource',
  ]);
  expect(actions.filter((action) => /^(sts|iam):|\*/.test(action))).toEqual(
    ['kms:ReEncrypt*', 'kms:GenerateDataKey*'].filter((each) => actions.includes(each)),
  );
  expect(statements.find(({ Action }) => Action === 'organizations:CreateAccount')?.Condition).toEqual({
    Null: { 'aws:RequestTag/tenantry:tenant-id': 'false' },
  });
});

test('waits for accounts up to an hour, asking every half minute', () => {
  Template.fromStack(aStack()).hasResourceProperties('AWS::StepFunctions::StateMachine', {
    DefinitionString: Match.objectLike({
      'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('"IntervalSeconds":30,"MaxAttempts":120')])],
    }),
  });
});

test('passes all rule packs', () => {
  const app = new App();
  aStack({}, app);

  expect(rulePackFindings(app)).toEqual([]);
});

test('refuses a unit without a name', () => {
  expect(() => aStack({ unit: ['Tenants', ''] })).toThrow(
    'unit must name organizational units from the root down, got [Tenants, ]',
  );
});
