import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  OperatorPrincipals,
  type OperatorPrincipalsProps,
} from '../../../constructs/operator-principals/operator-principals';

const ACCOUNT = '444455556666';
const SIGN_ON = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Auditor_0123456789abcdef`;

function synthesized(props: Partial<OperatorPrincipalsProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  new OperatorPrincipals(stack, 'Principals', {
    organizationId: 'o-a1b2c3d4e5',
    readOnly: [`arn:aws:iam::${ACCOUNT}:role/auditor`],
    operate: [`arn:aws:iam::${ACCOUNT}:role/people/on-call`],
    breakGlass: [`arn:aws:iam::${ACCOUNT}:user/break-glass-1`],
    ...props,
  });
  return Template.fromStack(stack);
}

/** Role → names of the policies it has. */
function policiesOfRoles(template: Template): Record<string, string[]> {
  const policies = template.findResources('AWS::IAM::ManagedPolicy');
  return Object.fromEntries(
    Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => [
      `${Properties.Path}${Properties.RoleName}`,
      (Properties.ManagedPolicyArns as { Ref: string }[]).map(({ Ref }) => policies[Ref]!.Properties.ManagedPolicyName),
    ]),
  );
}

test('makes each role by its name and path, with the policy of what it may assume', () => {
  expect(policiesOfRoles(synthesized())).toEqual({
    '/auditor': ['tenantry-assume-read-only'],
    '/people/on-call': ['tenantry-assume-operate'],
  });
});

test('gives a role that is named twice both policies', () => {
  const both = [`arn:aws:iam::${ACCOUNT}:role/pipeline`];

  expect(policiesOfRoles(synthesized({ readOnly: both, operate: both }))).toEqual({
    '/pipeline': ['tenantry-assume-read-only', 'tenantry-assume-operate'],
  });
});

test('leaves roles of IAM Identity Center to it', () => {
  expect(Object.keys(policiesOfRoles(synthesized({ readOnly: [SIGN_ON] })))).toEqual(['/people/on-call']);
});

test('lets each assume one role, in accounts of the organization alone', () => {
  const documents = Object.fromEntries(
    Object.values(synthesized().findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => [
      Properties.ManagedPolicyName,
      Properties.PolicyDocument.Statement,
    ]),
  );
  const statement = (role: string) => [
    {
      Sid: 'AssumeRolesOfTenants',
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::*:role/${role}`]] },
      Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
    },
  ];

  expect(documents).toEqual({
    'tenantry-assume-read-only': statement('tenantry-read-only'),
    'tenantry-assume-operate': statement('tenantry-operate'),
    'tenantry-assume-break-glass': statement('tenantry-break-glass'),
    'tenantry-deploy': statement('cdk-*'),
  });
});

test('makes break-glass users without a password or a key, in a group of their own', () => {
  const template = synthesized();

  expect(Object.values(template.findResources('AWS::IAM::User')).map(({ Properties }) => Properties)).toEqual([
    { UserName: 'break-glass-1', Path: '/', Groups: [{ Ref: 'PrincipalsBreakGlass17FC0463' }] },
  ]);
  template.resourceCountIs('AWS::IAM::AccessKey', 0);
  template.hasResourceProperties('AWS::IAM::Group', { GroupName: 'tenantry-break-glass' });
});

test('refuses principals of another account', () => {
  expect(() => synthesized({ operate: ['arn:aws:iam::111122223333:role/on-call'] })).toThrow(
    `invalid props for Stack/Principals
  - principals must be roles and users of account 444455556666, got "arn:aws:iam::111122223333:role/on-call"`,
  );
});
