import { found } from '../found';

const THEIRS = 'aws://222222222222/eu-central-1';
const record = (more: object) => ({
  Resources: { Record: { Type: 'AWS::Route53::RecordSet', Properties: { Name: 'x.example.com', Type: 'A', ...more } } },
});
const both = (template: object) =>
  found('between-tenants/shared-identifier', { ours: { template }, theirs: { environment: THEIRS, template } });

test('a zone that two tenants name is found in both', () => {
  expect(both(record({ HostedZoneId: 'Z0123456789ABCDEFGHIJ' }))).toEqual([
    'ours Record Properties.HostedZoneId: Z0123456789ABCDEFGHIJ is named by tenant other too',
    'theirs Record Properties.HostedZoneId: Z0123456789ABCDEFGHIJ is named by tenant acme too',
  ]);
});

test("what an alias leads to is in a zone of AWS's own, which is everybody's", () => {
  const AliasTarget = { DNSName: 'd111111abcdef8.cloudfront.net', HostedZoneId: 'Z2FDTNDATAQYW2' };

  expect(both(record({ AliasTarget }))).toEqual([]);
});
