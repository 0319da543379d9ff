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

  test("is CDK's own but for what deployments may do", () => {
    const { [ROLE]: role, DeploymentsPolicy: policy, ...others } = (template as BootstrapTemplate).Resources;
    const { [ROLE]: standardRole, ...standardOthers } = ofTheToolkit.Resources;

    expect(others).toEqual(standardOthers);
    expect(policy?.Type).toBe('AWS::IAM::ManagedPolicy');
    expect(role?.Properties).toEqual({
      ...standardRole?.Properties,
      ManagedPolicyArns: [expect.anything()],
      PermissionsBoundary: expect.anything(),
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
