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

  test.each(['DeploymentActionRole', 'LookupRole'])(
    '%s trusts state machines of the accounts it trusts, which tell who they are, in one statement more',
    (role) => {
      const trustOf = (resources: BootstrapTemplate['Resources']) =>
        (resources as unknown as Record<string, { Properties: { AssumeRolePolicyDocument: { Statement: object[] } } }>)[
          role
        ]!.Properties.AssumeRolePolicyDocument.Statement;

      expect(trustOf((template as BootstrapTemplate).Resources)).toEqual([
        ...trustOf(ofTheToolkit.Resources),
        {
          'Fn::If': [
            'HasTrustedAccounts',
            {
              Action: ['sts:AssumeRole'],
              Effect: 'Allow',
              Principal: { AWS: { Ref: 'TrustedAccounts' } },
              Condition: {
                StringLike: {
                  'sts:ExternalId': {
                    'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:*:stateMachine:tenantry-*-ring',
                  },
                },
              },
            },
            { Ref: 'AWS::NoValue' },
          ],
        },
      ]);
    },
  );

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
