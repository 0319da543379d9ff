import { auditAssembly } from '../../../../lib/audit/audit-assembly';
import { aTenant, anOrganization } from '../../../../lib/testing/config-builders';
import { aSmallAssembly } from '../../../support/small-assembly';
import { UNKNOWN } from '../found';

const Trail = { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true } };

/** Messages on a trail that is in a nested stack. */
function judged(resource: object): string[] {
  const Nested = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: 'x' },
    Metadata: { 'aws:asset:path': 'nested.json' },
    ...resource,
  };
  const assembly = aSmallAssembly(
    { access: { template: { ...UNKNOWN, Resources: { Nested } } } },
    { 'nested.json': { Resources: { Trail } } },
  );
  const registry = { organization: anOrganization({ trail: 'account' }), tenants: [aTenant()] };
  return auditAssembly({ assembly, registry, today: '2026-01-01' })
    .findings.filter(({ rule }) => rule === 'logging/trail')
    .map(({ message }) => message);
}

test('a trail in a nested stack is one', () => {
  expect(judged({})).toEqual([]);
});

test('a trail in a nested stack that may be left out is none', () => {
  expect(judged({ Condition: 'Perhaps' })).toEqual(['none of the stacks of tenant acme has a trail']);
});
