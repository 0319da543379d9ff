import { App, CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditAssembly } from '../../lib/audit/audit-assembly';
import { aTenant, anOrganization } from '../../lib/testing/config-builders';
import { aSmallAssembly } from '../support/small-assembly';

const registry = {
  organization: anOrganization(),
  tenants: [aTenant(), aTenant({ id: 'other', accountId: '222222222222' })],
};
const env = { account: '111111111111', region: 'eu-central-1' };
const parameter = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-assemblies-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** Rule, stack, resource and path of what is found of some rules. */
function found(assembly: string, rules: RegExp): string[] {
  return auditAssembly({ assembly, registry, today: '2026-01-01' })
    .findings.filter(({ rule }) => rules.test(rule))
    .map(({ rule, tenant, stack, logicalId, path }) => [rule, tenant, stack, logicalId, path].join(' '));
}

test('nested stacks are read, in stages three deep, without what the command line of the CDK notes', () => {
  const app = new App({ outdir });
  const stage = new Stage(new Stage(new Stage(app, 'A'), 'B'), 'C', { env });
  const stack = new Stack(stage, 'S');
  const nested = new NestedStack(stack, 'N', { parameters: { Where: 'us-east-1' } });
  const where = new CfnParameter(nested, 'Where').valueAsString;
  const deepest = new NestedStack(nested, 'D');
  new CfnOutput(nested, 'Place', { value: 'us-west-2' });
  new CfnResource(nested, 'Passed', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: where } });
  new CfnResource(deepest, 'Deep', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: 'us-east-1' } });
  const nestedId = stack.getLogicalId(nested.nestedStackResource as CfnResource);
  const given = Fn.getAtt(nestedId, 'Outputs.Place');
  new CfnResource(stack, 'Given', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: given } });
  app.synth();

  const deepestId = nested.getLogicalId(deepest.nestedStackResource as CfnResource);
  expect(found(outdir, /^(residency|assembly)/)).toEqual([
    'residency/region acme A/B/C/S Given Properties.Value',
    `residency/region acme A/B/C/S ${nestedId} Properties.Parameters.Where`,
    `residency/region acme A/B/C/S/${nestedId} Passed Properties.Value`,
    `residency/region acme A/B/C/S/${nestedId}/${deepestId} Deep Properties.Value`,
  ]);
});

test('a nested stack that is in itself is not read', () => {
  const N = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: 'x' },
    Metadata: { 'aws:asset:path': 'Data.template.json' },
  };

  expect(found(aSmallAssembly({ Data: { template: { Resources: { N } } } }), /^assembly/)).toEqual([
    'assembly/nested-stack-unread acme Data N Properties.TemplateURL',
  ]);
});

test('a stack that is named after one tenant and goes to the account of another is found', () => {
  expect(found(aSmallAssembly({ 'other/Data': { template: { Resources: {} } } }), /^between-tenants/)).toEqual([
    'between-tenants/shared-account acme other/Data  ',
  ]);
});

test('what is found in one stack does not hide what is in another of the same name', () => {
  const template = (file: string) =>
    writeFileSync(join(outdir, file), JSON.stringify({ Resources: { P: parameter('us-east-1') } }));
  const artifact = (templateFile: string, account: string) => ({
    type: 'aws:cloudformation:stack',
    environment: `aws://${account}/eu-central-1`,
    properties: { templateFile },
    displayName: 'Data',
  });
  template('a.json');
  template('b.json');
  const artifacts = { a: artifact('a.json', '111111111111'), b: artifact('b.json', '222222222222') };
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ version: '54.0.0', artifacts }));

  expect(found(outdir, /^residency/)).toEqual([
    'residency/region acme Data P Properties.Value',
    'residency/region other Data (b.json) P Properties.Value',
  ]);
});

describe('what CloudFormation would not take is refused', () => {
  const written = (content: string): string => {
    const assembly = aSmallAssembly({ Data: { template: {} } });
    writeFileSync(join(assembly, 'Data.template.json'), content);
    return assembly;
  };

  test.each([
    ['YAML', 'Resources:\n  A:\n    Type: X\n', 'expected an object in JSON; synthesize again'],
    [
      'a resource that is none',
      '{"Resources":{"A":null}}',
      'Resources.A: expected an object with a Type; synthesize again',
    ],
    [
      'a template without end',
      `{"Resources":{"A":{"Type":"X","Properties":{"A":${'['.repeat(9000)}${']'.repeat(9000)}}}}}`,
      'it is nested more than 1000 deep, which CloudFormation does not take',
    ],
  ])('%s', (_, content, message) => {
    const assembly = written(content);

    expect(() => auditAssembly({ assembly, registry, today: '2026-01-01' })).toThrow(
      new Error(`${join(assembly, 'Data.template.json')}: ${message}`),
    );
  });

  test('a stack without a template', () => {
    const artifacts = { Data: { type: 'aws:cloudformation:stack', environment: 'aws://111111111111/eu-central-1' } };
    writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ version: '54.0.0', artifacts }));

    expect(() => auditAssembly({ assembly: outdir, registry, today: '2026-01-01' })).toThrow(
      new Error(
        `${join(outdir, 'manifest.json')}: artifacts.Data: a stack without templateFile cannot be judged; synthesize again`,
      ),
    );
  });
});
