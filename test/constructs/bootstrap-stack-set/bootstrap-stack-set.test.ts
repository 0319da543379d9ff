import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BootstrapStackSet } from '../../../constructs/bootstrap-stack-set/bootstrap-stack-set';
import template from '../../../lib/bootstrap/template.json';
import { rulePackFindings } from '../../support/rule-pack-findings';

function aStack(body: object = template, app = new App()): Stack {
  const stack = new Stack(app, 'Organization', { env: { account: '100000000001', region: 'us-east-1' } });
  new BootstrapStackSet(stack, 'Bootstrap', {
    operatorAccountId: '100000000002',
    template: body,
    targets: [
      { unitId: 'ou-a1b2-aaaaaaaa', region: 'eu-central-1' },
      { unitId: 'ou-a1b2-bbbbbbbb', region: 'us-east-1' },
    ],
  });
  return stack;
}

test('bootstraps accounts that enter a unit, in its region, and trusts the operator alone', () => {
  Template.fromStack(aStack()).hasResource('AWS::CloudFormation::StackSet', {
    Properties: {
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
      Parameters: [
        { ParameterKey: 'TrustedAccounts', ParameterValue: '100000000002' },
        { ParameterKey: 'CloudFormationExecutionPolicies', ParameterValue: '' },
      ],
      OperationPreferences: { ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', FailureTolerancePercentage: 100 },
      StackInstancesGroup: [
        { Regions: ['eu-central-1'], DeploymentTargets: { OrganizationalUnitIds: ['ou-a1b2-aaaaaaaa'] } },
        { Regions: ['us-east-1'], DeploymentTargets: { OrganizationalUnitIds: ['ou-a1b2-bbbbbbbb'] } },
      ],
      TemplateBody: JSON.stringify(template),
    },
    DeletionPolicy: 'Retain',
  });
});

test('passes all rule packs', () => {
  const app = new App();
  aStack(template, app);

  expect(rulePackFindings(app)).toEqual([]);
});

test('refuses a template that is too large for a request', () => {
  expect(() => aStack({ Description: 'x'.repeat(60_000) })).toThrow(
    'template must have at most 51200 bytes, got 60018',
  );
});
