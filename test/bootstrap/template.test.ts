import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import template from '../../lib/bootstrap/template.json';
import { type BootstrapTemplate, tenantBootstrapTemplate } from '../../lib/bootstrap/tenant-bootstrap-template';

/** The template of the CDK toolkit that is installed; the toolkit is ESM, which jest does not load. */
const ofTheToolkit = JSON.parse(
  execFileSync(
    process.execPath,
    [
      '-e',
      `const { BootstrapSource, BootstrapTemplate } = require('@aws-cdk/toolkit-lib');
       BootstrapTemplate.fromSource(BootstrapSource.default()).then((template) => process.stdout.write(template.asJSON()));`,
    ],
    { cwd: join(__dirname, '../..'), encoding: 'utf8' },
  ),
) as BootstrapTemplate;

const ROLE = 'CloudFormationExecutionRole';

type Statement =
  | { readonly Action: string }
  | { readonly 'Fn::If': readonly [string, { readonly Action: readonly string[] }, object] };

function trustOf({ Resources }: BootstrapTemplate, role: string): readonly Statement[] {
  const { AssumeRolePolicyDocument } = Resources[role]!.Properties as {
    readonly AssumeRolePolicyDocument: { readonly Statement: readonly Statement[] };
  };
  return AssumeRolePolicyDocument.Statement;
}

describe("bootstrap of a tenant's account", () => {
  test('is made from the template of the toolkit that is installed; if not: npm run bootstrap-template', () => {
    expect(template).toEqual(tenantBootstrapTemplate(ofTheToolkit));
  });

  test("is CDK's own but for what deployments may do, and whom two roles trust", () => {
    const { [ROLE]: role, DeploymentsPolicy: policy, ...rest } = (template as BootstrapTemplate).Resources;
    const { [ROLE]: standardRole, ...standardRest } = ofTheToolkit.Resources;
    const { DeploymentActionRole: _deploy, LookupRole: _lookup, ...others } = rest;
    const { DeploymentActionRole: _standardDeploy, LookupRole: _standardLookup, ...standardOthers } = standardRest;

    expect(others).toEqual(standardOthers);
    expect(policy?.Type).toBe('AWS::IAM::ManagedPolicy');
    expect(role?.Properties).toEqual({
      ...standardRole?.Properties,
      ManagedPolicyArns: [expect.anything()],
      PermissionsBoundary: expect.anything(),
    });
  });

  describe.each(['DeploymentActionRole', 'LookupRole'])('%s', (role) => {
    const trust = trustOf(template, role);

    test('trusts the accounts it trusts in one statement more, which asks for an external id', () => {
      const standard = trustOf(ofTheToolkit, role);
      const [given, ofAccounts, none] = standard
        .flatMap((statement) => ('Fn::If' in statement ? [statement['Fn::If']] : []))
        .find(([condition, { Action }]) => condition === 'HasTrustedAccounts' && Action[0] === 'sts:AssumeRole')!;

      expect(trust).toEqual([
        ...standard,
        {
          'Fn::If': [
            given,
            { ...ofAccounts, Condition: { StringLike: { 'sts:ExternalId': expect.anything() } } },
            none,
          ],
        },
      ]);
    });

    test.each([
      ['arn:aws:states:eu-central-1:100000000002:stateMachine:tenantry-deploy-ring', true],
      ['arn:aws:states:eu-central-1:100000000002:stateMachine:tenantry-check-ring', true],
      ['arn:aws:states:eu-west-1:100000000002:stateMachine:tenantry-deploy-ring', false],
      ['arn:aws:states:eu-central-1:100000000002:stateMachine:tenantry-release', false],
      ['arn:aws:states:eu-central-1:100000000002:stateMachine:other-ring', false],
    ])('in eu-central-1, lets %s in: %s', (arn, isLetIn) => {
      const [, pattern = ''] = /"sts:ExternalId":\{"Fn::Sub":"([^"]*)"/.exec(JSON.stringify(trust.at(-1))) ?? [];
      const given = pattern.replace('${AWS::Partition}', 'aws').replace('${AWS::Region}', 'eu-central-1');

      expect(new RegExp(`^${given.replaceAll('*', '.*')}$`).test(arn)).toBe(isLetIn);
    });
  });

  test('has a policy that IAM takes: at most 6,144 characters without white space', () => {
    const policy = template.Resources.DeploymentsPolicy.Properties;

    expect(JSON.stringify(policy.PolicyDocument).length).toBeLessThan(6144 - 200);
  });

  test('refuses a template in which the role that deploys has another name', () => {
    const { [ROLE]: _role, ...Resources } = ofTheToolkit.Resources;

    expect(() => tenantBootstrapTemplate({ ...ofTheToolkit, Resources })).toThrow(
      'the bootstrap template has no CloudFormationExecutionRole; its new name goes here',
    );
  });
});
