import { auditAssembly } from '../../lib/audit/audit-assembly';
import { aTenant, anOrganization } from '../../lib/testing/config-builders';
import { aSmallAssembly } from '../support/small-assembly';

const registry = { organization: anOrganization(), tenants: [aTenant()] };
const Conditions = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [`C${index}`, { 'Fn::Equals': [{ Ref: 'P' }, `x${index}`] }]),
);
const choices = Array.from({ length: 300 }, (_, index) => ({
  'Fn::If': [`C${index}`, `a${index}/`, index === 299 ? 'us-east-1' : `b${index}/`],
}));
const nested = (depth: number): unknown => (depth === 0 ? 'us-east-1' : { 'Fn::Join': ['', [nested(depth - 1)]] });
const chosen = (depth: number): unknown =>
  depth === 0 ? 'us-east-1' : { 'Fn::If': [`C${depth % 300}`, 'x', chosen(depth - 1)] };

/** Resources whose setting is this value. */
const setting = (Value: unknown) => ({ P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } } });
/** Each parameter is the one before it, twice: the last one is 2^60 times as long as the first. */
const doubling = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => {
    const before = { 'Fn::GetAtt': [`P${index - 1}`, 'Value'] };
    const Value = index === 0 ? 'us-east-1/' : { 'Fn::Join': ['', [before, before]] };
    return [`P${index}`, { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } }];
  }),
);

function regionsFound(Resources: object): number {
  const template = { Parameters: { P: { Type: 'String' } }, Conditions, Resources };
  const { findings } = auditAssembly({
    assembly: aSmallAssembly({ Data: { template } }),
    registry,
    today: '2026-01-01',
  });
  return findings.filter(({ rule }) => rule === 'residency/region').length;
}

describe('a region is found in a template that is made to take long', () => {
  test.each([
    ['three hundred choices in a text', setting({ 'Fn::Join': ['', choices] })],
    ['a choice three hundred deep', setting(chosen(300))],
    ['a text one hundred deep', setting(nested(100))],
    ['a text of many words', setting(`${'a-1'.repeat(300_000)} us-east-1`)],
    ['a text of many digits', setting(`${'1'.repeat(300_000)} us-east-1`)],
    ['a text of many ARNs', setting(`${'arn:aws:'.repeat(30_000)} us-east-1`)],
    ['a text of many references', setting(`${'{{resolve:'.repeat(30_000)} us-east-1`)],
    ['a text of many substitutions', setting({ 'Fn::Sub': `${'${'.repeat(30_000)} us-east-1` })],
    ['a text of brackets', setting(`${'['.repeat(5000)}"us-east-1"${']'.repeat(5000)}`)],
    ['what refers to itself', { ...setting({ 'Fn::Join': ['/', ['us-east-1', { 'Fn::GetAtt': ['P', 'Value'] }]] }) }],
  ])('%s', (_, resources) => {
    expect(regionsFound(resources)).toBe(1);
  });

  test('texts that grow without bounds', () => {
    expect(regionsFound(doubling)).toBeGreaterThan(1);
  });
});
